from django.db import migrations, models

#: Days after somebody last changed them: a school year and its holidays; a proposal, and a deployment may choose others.
KEPT = 365


def begin(apps, schema_editor):
    apps.get_model("realtime", "RetentionClass").objects.create(kind="draft", keep_days=KEPT)


def end(apps, schema_editor):
    apps.get_model("realtime", "RetentionClass").objects.filter(kind="draft").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("realtime", "0026_what_schools_asked_is_kept_for_a_time"),
    ]

    operations = [
        migrations.AlterField(
            model_name="destruction",
            name="kind",
            field=models.CharField(
                choices=[
                    ("chat", "Chats"),
                    ("one_to_one", "Private talks"),
                    ("letters", "Messages between visits"),
                    ("group_room", "Group rooms"),
                    ("visit", "Visits that led to no chat"),
                    ("post", "Posts that are not shown to others"),
                    ("account", "Accounts of young people"),
                    ("consulting", "Consultations and workshops"),
                    ("asked", "What schools asked specialists"),
                    ("draft", "Drafts that schools never sent"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="retentionclass",
            name="kind",
            field=models.CharField(
                choices=[
                    ("chat", "Chats"),
                    ("one_to_one", "Private talks"),
                    ("letters", "Messages between visits"),
                    ("group_room", "Group rooms"),
                    ("visit", "Visits that led to no chat"),
                    ("post", "Posts that are not shown to others"),
                    ("account", "Accounts of young people"),
                    ("consulting", "Consultations and workshops"),
                    ("asked", "What schools asked specialists"),
                    ("draft", "Drafts that schools never sent"),
                ],
                max_length=10,
                unique=True,
            ),
        ),
        migrations.RunPython(begin, end),
    ]
