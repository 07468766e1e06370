"""Call Wagtail's two groups and its workflow what they are here.

They keep the permissions Wagtail gave them. A moderator, here, is somebody else: the person who reads posts.
"""

from django.db import migrations

GROUPS = {"Editors": "Content editors", "Moderators": "Content approvers"}
WORKFLOW = ("Moderators approval", "Read by a second person")


def rename(apps, groups, workflow):
    for old, new in groups.items():
        apps.get_model("auth", "Group").objects.filter(name=old).update(name=new)
    for model in ("Workflow", "Task"):
        apps.get_model("wagtailcore", model).objects.filter(name=workflow[0]).update(name=workflow[1])


def there(apps, schema_editor):
    rename(apps, GROUPS, WORKFLOW)


def back(apps, schema_editor):
    rename(apps, {new: old for old, new in GROUPS.items()}, WORKFLOW[::-1])


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0002_search_by_word_stems"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]
    operations = [migrations.RunPython(there, back)]
