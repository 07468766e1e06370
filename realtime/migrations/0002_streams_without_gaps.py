from typing import Any

from django.db import migrations

from realtime.models import guards


def guards_up(apps: Any, schema_editor: Any) -> None:
    guards.create(schema_editor.connection)


def guards_down(apps: Any, schema_editor: Any) -> None:
    guards.drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("realtime", "0001_conversations")]

    operations = [migrations.RunPython(guards_up, guards_down)]
