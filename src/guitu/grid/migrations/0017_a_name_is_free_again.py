"""A body that is there no more, or was entered by mistake, gives its name free."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("grid", "0016_areas_change"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="body",
            name="body_name",
        ),
        migrations.AddConstraint(
            model_name="body",
            constraint=models.UniqueConstraint(condition=models.Q(("until_on__isnull", True)), fields=("county_id", "path", "kind", "name"), name="body_name"),
        ),
    ]
