from django.db import migrations, models


class Migration(migrations.Migration):
    """How many of a person's duties are late is answered from the index alone."""

    dependencies = [("duties", "0003_open_duties_of_a_person")]

    operations = [
        migrations.AddIndex(
            "duty",
            models.Index(
                fields=["county_id", "person_id", "due_on"], name="duty_due_of_person", condition=models.Q(state="open")
            ),
        ),
        migrations.RemoveIndex("duty", "duty_of_person"),
    ]
