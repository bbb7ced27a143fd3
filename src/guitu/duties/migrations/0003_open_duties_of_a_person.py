from django.db import migrations, models


class Migration(migrations.Migration):
    """A list looks at what is open of each person; what was done long ago need not be passed by."""

    dependencies = [("duties", "0002_row_security")]

    operations = [
        migrations.AddIndex(
            "duty",
            models.Index(fields=["county_id", "person_id"], name="duty_of_person", condition=models.Q(state="open")),
        )
    ]
