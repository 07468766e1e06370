from typing import Any

from django.db import migrations

from sessions_app.models import guards


def guards_up(apps: Any, schema_editor: Any) -> None:
    guards.create(schema_editor.connection)


def guards_down(apps: Any, schema_editor: Any) -> None:
    guards.drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("sessions_app", "0013_concerns_with_keys_of_their_own")]

    operations = [migrations.RunPython(guards_up, guards_down)]
