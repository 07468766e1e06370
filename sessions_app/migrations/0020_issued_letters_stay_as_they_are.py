from typing import Any

from django.db import migrations

from sessions_app.models import letter_guards


def guards_up(apps: Any, schema_editor: Any) -> None:
    letter_guards.create(schema_editor.connection)


def guards_down(apps: Any, schema_editor: Any) -> None:
    letter_guards.drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("sessions_app", "0019_letters_that_went")]

    operations = [migrations.RunPython(guards_up, guards_down)]
