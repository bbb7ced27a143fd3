"""Some things are due within minutes: the moment stands beside the day, in an index of its own, of the few that are open."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("duties", "0010_open_duties_of_a_post")]

    operations = [
        migrations.AddField("duty", "due_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "duty",
            models.Index(
                fields=["county_id", "due_at"],
                name="duty_in_minutes",
                condition=models.Q(state="open") & models.Q(due_at__isnull=False),
            ),
        ),
    ]
