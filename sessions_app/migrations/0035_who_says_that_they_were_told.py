import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sessions_app", "0034_words_for_a_plans_review"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="handover",
            name="told_by",
            field=models.ForeignKey(
                blank=True,
                help_text="Who wrote down that they were told.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(("told_by__isnull", True), ("told_on__isnull", False), _connector="OR"),
                name="hand_over_told_on_a_day",
            ),
        ),
    ]
