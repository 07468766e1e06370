from django.db import migrations, models
from django.db.migrations import RunPython
from django.db.models import F, Q

from mhst.reporting.models import guards


def _without_guard(apps, editor) -> None:
    """SQLite builds the table anew, and its guard goes with the old one."""
    guards.PUBLICATIONS.drop(editor.connection)


def _guarded(apps, editor) -> None:
    guards.PUBLICATIONS.create(editor.connection)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0010_consultations_are_no_contacts")]

    operations = [
        RunPython(_without_guard, _guarded),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=Q(months__in=(1, 3)), name="publication_of_a_month_or_a_quarter"
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=Q(months=1) | Q(first__month__in=(1, 4, 7, 10)), name="publication_quarter_as_boards_have_it"
            ),
        ),
        RunPython(_guarded, _without_guard),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("learnt_at")),
                name="contact_withdrawn_after_it_was_learnt",
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=Q(kind="ending") | Q(came_of_it="", ended_because=""), name="contact_is_no_ending_by_the_way"
            ),
        ),
    ]
