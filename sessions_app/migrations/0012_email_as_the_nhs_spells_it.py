from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sessions_app", "0011_links_to_questions_by_message"),
    ]

    operations = [
        migrations.AlterField(
            model_name="contactpreference",
            name="channel",
            field=models.CharField(choices=[("email", "Email"), ("text", "Text message")], max_length=8),
        ),
        migrations.AlterField(
            model_name="message",
            name="channel",
            field=models.CharField(choices=[("email", "Email"), ("text", "Text message")], max_length=8),
        ),
    ]
