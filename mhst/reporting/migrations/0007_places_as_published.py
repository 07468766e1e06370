from django.db import migrations, models
from django.db.migrations import RunPython

from mhst.reporting.models import guards


def _without_guard(apps, editor) -> None:
    """SQLite builds the table anew, and its guard goes with the old one."""
    guards.PUBLICATIONS.drop(editor.connection)


def _guarded(apps, editor) -> None:
    guards.PUBLICATIONS.create(editor.connection)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0006_reasons_and_ends_counted")]

    operations = [
        RunPython(_without_guard, _guarded),
        migrations.AddField(
            model_name="publication",
            name="places",
            field=models.JSONField(
                default=list, help_text="Its schools as they were laid out: id, name, cluster, ages."
            ),
        ),
        RunPython(_guarded, _without_guard),
    ]
