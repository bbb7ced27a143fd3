"""The auditor reads the log of a county by its days."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0012_basics_are_sealed")]

    operations = [
        migrations.AddIndex("access", models.Index(fields=["county_id", "-at"], name="access_county_at")),
    ]
