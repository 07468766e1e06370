from django.db import migrations, models
from django.db.models import F


def show_as_written(apps, schema_editor):
    apps.get_model("posts", "Post").objects.filter(state="published").update(shown_as=F("nickname"))


class Migration(migrations.Migration):
    dependencies = [
        ("posts", "0001_posts_by_young_people"),
    ]

    operations = [
        migrations.AddField(
            model_name="post",
            name="shown_as",
            field=models.CharField(
                blank=True, default="", help_text="The nickname as others read it, or none.", max_length=30
            ),
            preserve_default=False,
        ),
        migrations.RunPython(show_as_written, migrations.RunPython.noop),
    ]
