from typing import Any

from django.db import migrations, models


def roll_up_endings_again(apps: Any, schema_editor: Any) -> None:
    """Why support ended was not kept so far: all endings are read again at the next sweep."""
    apps.get_model("reporting", "RolledUp").objects.filter(source="endings").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0007_places_as_published"),
    ]

    operations = [
        migrations.AddField(
            model_name="contact",
            name="ended_because",
            field=models.CharField(
                blank=True, default="", help_text="Of an ending, as the MHSDS codes it.", max_length=2
            ),
        ),
        migrations.AlterField(
            model_name="contact",
            name="kind",
            field=models.CharField(
                choices=[
                    ("session", "Session, 1:1"),
                    ("group", "Group session"),
                    ("chat", "Chat"),
                    ("message", "Message"),
                    ("room", "Group room, online"),
                    ("consultation", "Consultation"),
                    ("ending", "Support that ended: no contact, and counted by itself"),
                ],
                max_length=12,
            ),
        ),
        migrations.RunPython(roll_up_endings_again, migrations.RunPython.noop),
    ]
