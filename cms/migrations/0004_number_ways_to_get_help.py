"""Give ways to get help a number for a key: Wagtail's lists put rows in order by number only.

What was listed goes with the table; `seed_site` lists the built-in ones again.
"""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0003_writers_and_second_readers"),
    ]
    operations = [
        migrations.DeleteModel(name="HelpRoute"),
        migrations.CreateModel(
            name="HelpRoute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("name", models.CharField(max_length=80, unique=True)),
                (
                    "urgency",
                    models.CharField(
                        choices=[
                            ("1_emergency", "Life in danger"),
                            ("2_urgent", "Urgent help"),
                            ("3_talk", "Someone to talk to"),
                        ],
                        default="3_talk",
                        max_length=12,
                    ),
                ),
                (
                    "what_for",
                    models.CharField(
                        help_text="One short sentence a child understands.",
                        max_length=160,
                        verbose_name="what it is for",
                    ),
                ),
                ("for_whom", models.CharField(max_length=80)),
                ("hours", models.CharField(help_text="Such as: day and night", max_length=60)),
                (
                    "phone",
                    models.CharField(
                        blank=True,
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\+?[0-9 ]{3,20}$", "Write the number in digits and spaces, such as 0800 1111."
                            )
                        ],
                    ),
                ),
                ("phone_note", models.CharField(blank=True, help_text="Such as: then choose option 2", max_length=40)),
                (
                    "text_to",
                    models.CharField(
                        blank=True,
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\+?[0-9 ]{3,20}$", "Write the number in digits and spaces, such as 0800 1111."
                            )
                        ],
                        verbose_name="text to",
                    ),
                ),
                ("text_word", models.CharField(blank=True, max_length=20, verbose_name="word to text")),
                ("web", models.URLField(blank=True, verbose_name="web address")),
                (
                    "checked_on",
                    models.DateField(
                        blank=True, help_text="The day somebody last tried this number and address.", null=True
                    ),
                ),
                (
                    "owner",
                    models.CharField(help_text="Who checks it: a role or a team rather than a name.", max_length=80),
                ),
                ("is_shown", models.BooleanField(default=True)),
                (
                    "latest_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="latest revision",
                    ),
                ),
            ],
            options={
                "verbose_name": "way to get help",
                "verbose_name_plural": "help now",
                "ordering": ["urgency", "sort_order", "name"],
                "abstract": False,
            },
        ),
    ]
