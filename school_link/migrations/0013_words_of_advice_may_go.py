from django.db import migrations
from django.db.migrations import RunPython

import mhst.core.crypto
from school_link.models import guards


def _without_guard(apps, editor) -> None:
    """SQLite builds the table anew, and its guard goes with the old one."""
    guards.ADVICE.drop(editor.connection)


def _guarded(apps, editor) -> None:
    guards.ADVICE.create(editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("realtime", "0027_drafts_are_kept_for_a_time"),
        ("school_link", "0012_gone_on_with"),
    ]

    operations = [
        RunPython(_without_guard, _guarded),
        migrations.AlterField(
            model_name="advicetext",
            name="words",
            field=mhst.core.crypto.EncryptedTextField(blank=True, null=True),
        ),
        RunPython(_guarded, _without_guard),
    ]
