from typing import Any

from django.db import migrations, models
from django.db.models import F, Q

DAYS = ("first_contact_on", "baseline_on", "plan_on")


def forget(apps: Any, schema_editor: Any) -> None:
    """A day before the request never stopped the clock by the rules; should one be kept all the same, it goes."""
    rows = apps.get_model("sessions_app", "Referral").objects
    rows.filter(first_contact_on__lt=F("received_on")).update(first_contact_indirect=False)
    for day in DAYS:
        rows.filter(**{f"{day}__lt": F("received_on")}).update(**{day: None})


class Migration(migrations.Migration):
    dependencies = [("sessions_app", "0028_programmes_are_edited")]

    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=(Q(first_contact_on__isnull=True) | Q(first_contact_on__gte=F("received_on")))
                & (Q(baseline_on__isnull=True) | Q(baseline_on__gte=F("received_on")))
                & (Q(plan_on__isnull=True) | Q(plan_on__gte=F("received_on"))),
                name="referral_nothing_counts_before_it",
            ),
        ),
    ]
