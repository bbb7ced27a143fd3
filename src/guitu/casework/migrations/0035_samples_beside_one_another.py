"""Of each sample the hands, the minute, a mark of the place and the lot: by these records are compared. No row
tells of a person; the county reads them, since two places of one pair of hands may lie in two towns."""

import uuid

from django.db import migrations, models

from guitu.grid.following import follow_areas, follow_path
from guitu.kit.rowsecurity import IN_COUNTY, secure

OF_THE_HOUSE = "length(current_setting('guitu.lo', true)) >= 6"  # a link has no area
READ = f"({IN_COUNTY} AND {OF_THE_HOUSE})"


class Migration(migrations.Migration):
    dependencies = [("casework", "0033_whose_people_were_handed_to_whom"), ("grid", "0016_areas_change")]

    operations = [
        migrations.CreateModel(
            name="Sampling",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")), ("scope_path", models.TextField(db_collation="C")),
                ("on_day", models.DateField()), ("minute", models.SmallIntegerField(null=True)), ("spot", models.BigIntegerField(null=True)),
                ("tester_1", models.UUIDField(null=True)), ("tester_2", models.UUIDField(null=True)),
                ("lot", models.TextField(null=True)), ("lot_until", models.DateField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["county_id", "on_day"], name="sampling_of_day"),
                    models.Index(fields=["county_id", "lot"], name="sampling_of_lot"),
                ],
            },
        ),
        secure("casework_sampling", read=READ, change=False, remove=True),
        follow_areas(
            "casework_kits", follow_path("casework_kitlot"), follow_path("casework_kitmove"), follow_path("casework_testingday"),
            follow_path("casework_sampling"),
        ),
    ]  # fmt: skip
