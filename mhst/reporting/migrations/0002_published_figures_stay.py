from typing import Any

from django.db import migrations

from mhst.reporting.models import guards


def guards_up(apps: Any, schema_editor: Any) -> None:
    guards.create(schema_editor.connection)


def guards_down(apps: Any, schema_editor: Any) -> None:
    guards.drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_what_is_counted_and_published")]

    operations = [migrations.RunPython(guards_up, guards_down)]
