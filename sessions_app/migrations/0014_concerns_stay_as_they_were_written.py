from django.db import migrations

from sessions_app.models import guards


class Migration(migrations.Migration):
    dependencies = [("sessions_app", "0013_concerns_with_keys_of_their_own")]

    operations = [
        guards.CONCERNS.operation(),
        guards.CONCERN_ENTRIES.operation(),
        guards.nobody_closes_their_own(),
    ]
