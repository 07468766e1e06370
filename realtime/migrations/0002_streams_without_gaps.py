from django.db import migrations

from realtime.models import guards


class Migration(migrations.Migration):
    dependencies = [("realtime", "0001_conversations")]

    operations = [guards.no_gaps(), guards.EVENTS.operation()]
