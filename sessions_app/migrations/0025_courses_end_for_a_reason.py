from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sessions_app", "0024_work_about_them_without_them"),
    ]

    operations = [
        migrations.AddField(
            model_name="course",
            name="ended_because",
            field=models.CharField(
                blank=True,
                choices=[("taken_out", "Taken out of the group"), ("referral_over", "The referral ended here")],
                max_length=16,
            ),
        ),
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("booked", "A group was booked"),
                    ("moved", "A session was moved"),
                    ("cancelled", "A session was cancelled"),
                    ("run_cancelled", "A group was cancelled"),
                    ("revived", "A session takes place after all"),
                    ("place_freed", "Somebody moved up from the waiting list"),
                    ("paused", "A group was paused"),
                    ("dates_changed", "A school's dates have changed"),
                    ("staff_away", "A practitioner is away or not free"),
                    ("room_changed", "A room is not lent then"),
                    ("handed_over", "Somebody else holds it from now on"),
                    ("taken_out", "Somebody was taken out of a group"),
                    ("consent", "A question of consent was answered or changed"),
                ],
                max_length=16,
            ),
        ),
    ]
