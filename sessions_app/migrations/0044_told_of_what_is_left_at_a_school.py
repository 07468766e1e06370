import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0005_whom_a_school_takes"),
        ("sessions_app", "0043_words_for_what_ends_soon"),
    ]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="school",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="places.school",
            ),
        ),
        migrations.RemoveConstraint(model_name="notice", name="notice_about_one_thing"),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("referral__isnull", True), ("school__isnull", True), ("series__isnull", False)),
                    models.Q(("referral__isnull", False), ("school__isnull", True), ("series__isnull", True)),
                    models.Q(("referral__isnull", True), ("school__isnull", False), ("series__isnull", True)),
                    _connector="OR",
                ),
                name="notice_about_one_thing",
            ),
        ),
    ]
