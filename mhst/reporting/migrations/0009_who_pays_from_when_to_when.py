import datetime as dt

from django.db import migrations, models
from django.db.models import F, Min, Q


def _since_the_first_figures(apps, editor) -> None:
    """Whoever was said to pay before days were kept goes on reading what they could read."""
    first_of = dict(
        apps.get_model("reporting", "Publication").objects.order_by().values_list("team").annotate(Min("first"))
    )
    for commission in apps.get_model("reporting", "Commission").objects.all():
        said = commission.created_at.date()
        commission.starts_on = min(said, first_of.get(commission.team_id, said))
        commission.save(update_fields=["starts_on"])


class Migration(migrations.Migration):
    dependencies = [("reporting", "0008_endings_counted_by_themselves")]

    operations = [
        migrations.RemoveConstraint(model_name="commission", name="commission_once"),
        migrations.AddField(
            model_name="commission", name="starts_on", field=models.DateField(default=dt.date(2000, 1, 1)),
            preserve_default=False,
        ),
        migrations.AddField(model_name="commission", name="ends_on", field=models.DateField(blank=True, null=True)),
        migrations.RunPython(_since_the_first_figures, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="commission",
            constraint=models.UniqueConstraint(fields=("organisation", "team", "starts_on"), name="commission_once"),
        ),
        migrations.AddConstraint(
            model_name="commission",
            constraint=models.UniqueConstraint(
                fields=("organisation", "team"), condition=Q(ends_on__isnull=True), name="commission_without_end_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="commission",
            constraint=models.CheckConstraint(
                condition=Q(("ends_on__isnull", True), ("ends_on__gte", F("starts_on")), _connector="OR"),
                name="commission_dates_in_order",
            ),
        ),
    ]  # fmt: skip
