import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import mhst.core.clock
import mhst.core.crypto


class Migration(migrations.Migration):
    dependencies = [
        ("sessions_app", "0007_messages_sealed_and_sent_once"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="careplan",
            name="problem",
            field=mhst.core.crypto.EncryptedTextField(
                blank=True, editable=True, help_text="What is difficult, in the young person's words.", null=True
            ),
        ),
        migrations.CreateModel(
            name="AttendanceChange",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                (
                    "was_code",
                    models.CharField(
                        choices=[
                            ("5", "Came on time"),
                            ("6", "Came late, was seen"),
                            ("7", "Came too late to be seen"),
                            ("3", "Was not brought, no word"),
                            ("2", "Cancelled by or for the young person"),
                            ("4", "Cancelled by us"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "was_why_not_there",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("absent", "Absent from school"),
                            ("trip", "On a trip"),
                            ("exam", "In an exam"),
                            ("excluded", "Suspended or excluded"),
                            ("room_taken", "The room was taken"),
                            ("not_released", "Was not let out of the lesson"),
                            ("forgot", "Forgot"),
                            ("did_not_want", "Did not want to come"),
                            ("not_known", "Nobody knows"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "was_mechanism",
                    models.CharField(
                        choices=[
                            ("01", "Face to face"),
                            ("02", "Telephone"),
                            ("04", "Talk type, for somebody who cannot speak"),
                            ("05", "E-mail"),
                            ("09", "Text message"),
                            ("10", "Instant messages"),
                            ("11", "Video"),
                            ("13", "Chat room"),
                            ("98", "Other"),
                        ],
                        max_length=2,
                    ),
                ),
                ("was_minutes", models.PositiveSmallIntegerField(null=True)),
                ("was_with_parent", models.BooleanField()),
                ("why", mhst.core.crypto.EncryptedTextField(blank=True, editable=True)),
                ("changed_at", models.DateTimeField(default=mhst.core.clock.now)),
                (
                    "attendance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="sessions_app.attendance",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["changed_at"],
            },
        ),
    ]
