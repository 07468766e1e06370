from django.db import migrations, models

#: Days after the end: twenty years, as other records of mental health; a proposal, and a deployment may choose others.
KEPT = 7305


def begin(apps, schema_editor):
    apps.get_model("realtime", "RetentionClass").objects.create(kind="consulting", keep_days=KEPT)


class Migration(migrations.Migration):
    dependencies = [
        ("realtime", "0024_a_hold_and_accounts_that_are_over"),
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
                ],
                max_length=10,
                unique=True,
            ),
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
