from typing import Any

from django.db import migrations

from mhst.audit import chain, triggers


def first_head(apps: Any, schema_editor: Any) -> None:
    head = apps.get_model("audit", "AuditHead")
    head.objects.get_or_create(pk=1, defaults={"seq": 0, "mac": b"", "seal": chain.seal_of(chain.START)})


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(first_head, migrations.RunPython.noop), triggers.EVENTS.operation()]
