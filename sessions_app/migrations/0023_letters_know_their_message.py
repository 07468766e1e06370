"""A letter's way knows the message that tells of it; until now only its key did."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def find_messages(apps: Any, schema_editor: Any) -> None:
    messages = apps.get_model("sessions_app", "Message").objects
    for dispatch in apps.get_model("sessions_app", "Dispatch").objects.iterator():
        dispatch.message = messages.filter(key=f"letter:{dispatch.pk}").first()
        dispatch.save(update_fields=["message"])


class Migration(migrations.Migration):
    dependencies = [("sessions_app", "0022_duty_lists_and_times_to_answer")]

    operations = [
        migrations.AddField(
            model_name="dispatch",
            name="message",
            field=models.OneToOneField(
                blank=True, help_text="What tells its reader of it.", null=True,
                on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="sessions_app.message",
            ),
        ),
        migrations.RunPython(find_messages, migrations.RunPython.noop),
    ]  # fmt: skip
