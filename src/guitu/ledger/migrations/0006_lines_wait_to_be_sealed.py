"""Lines that are not sealed into a block yet are found without looking at the others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0005_facts_are_of_any_matter")]

    operations = [
        migrations.AddIndex(
            "entry",
            models.Index(fields=["county_id", "at", "id"], name="entry_unsealed", condition=models.Q(block__isnull=True)),
        ),
    ]
