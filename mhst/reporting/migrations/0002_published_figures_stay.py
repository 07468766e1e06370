from django.db import migrations

from mhst.reporting.models import guards


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_what_is_counted_and_published")]

    operations = [guards.PUBLICATIONS.operation(), guards.PUBLISHED_TABLES.operation()]
