from django.db import migrations

from sessions_app.models import guards


class Migration(migrations.Migration):
    dependencies = [("sessions_app", "0019_letters_that_went")]

    operations = [guards.LETTERS.operation()]
