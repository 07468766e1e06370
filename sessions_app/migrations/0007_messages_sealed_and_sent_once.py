import django.db.models.deletion
from django.db import migrations, models

import mhst.core.crypto


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0004_early_finish_needs_its_time"),
        ("sessions_app", "0006_comparison_and_answers_to_read"),
    ]

    operations = [
        migrations.RemoveField("notice", "sent_at"),
        migrations.AddField(
            model_name="message",
            name="may_have_gone",
            field=models.BooleanField(default=False, help_text="Sending began, and its end is not known."),
        ),
        migrations.AddField(
            model_name="message",
            name="not_after",
            field=models.DateTimeField(blank=True, help_text="The moment from which it is of no use.", null=True),
        ),
        migrations.AddField(
            model_name="message",
            name="preference",
            field=models.ForeignKey(
                blank=True,
                help_text="By what they agreed to. Without one it was asked for there and then.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="messages",
                to="sessions_app.contactpreference",
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="session",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="messages",
                to="sessions_app.supportsession",
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="team",
            field=models.ForeignKey(
                blank=True,
                help_text="Whose it is to mend.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="messages",
                to="places.team",
            ),
        ),
        # Nothing has been put into the outbox yet, and plain text cannot become sealed text where it stands.
        migrations.RemoveField("message", "address"),
        migrations.RemoveField("message", "details"),
        migrations.AddField(
            model_name="message",
            name="address",
            field=mhst.core.crypto.EncryptedTextField(blank=True, editable=True, null=True),
        ),
        migrations.AddField(
            model_name="message",
            name="details",
            field=mhst.core.crypto.EncryptedTextField(
                blank=True, editable=True, help_text="JSON. Neutral: a date and a time, a link of our own.", null=True
            ),
        ),
        migrations.AlterField(
            model_name="message",
            name="problem",
            field=models.CharField(
                blank=True,
                choices=[
                    ("refused", "The address or the words were refused"),
                    ("busy", "The sending service had too much to do"),
                    ("unreachable", "The sending service did not answer"),
                    ("not_let_in", "The sending service did not accept our key"),
                    ("no_way", "No service that sends these is set up"),
                    ("cut_off", "Sending was cut off again and again"),
                    ("too_late", "It would have come too late"),
                    ("not_agreed", "They no longer agree to be written to"),
                    ("not_wanted", "What it was about has changed"),
                    ("given_up", "Somebody decided not to send it"),
                ],
                max_length=16,
            ),
        ),
        migrations.AlterField(
            model_name="message",
            name="words",
            field=models.CharField(
                choices=[
                    ("appointment", "Appointment reminder"),
                    ("appointment_moved", "An appointment has moved"),
                    ("appointment_cancelled", "An appointment is cancelled"),
                    ("notice", "Something changed in a colleague's timetable"),
                ],
                max_length=40,
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["sent", "cancelled"]), _negated=True),
                    ("address__isnull", True),
                    _connector="OR",
                ),
                name="message_done_with_knows_no_address",
            ),
        ),
    ]
