"""Testing days of a centre. The day tells of nobody; each seat hangs on the file of its person and is gone with it."""

import uuid

from django.db import migrations, models

from guitu.grid.following import follow_areas, follow_path
from guitu.kit.rowsecurity import IN_COUNTY, in_area, secure
from guitu.matters.rowsecurity import hang_on_matter, hide_ended, secure_matter

OF_THE_HOUSE = "length(current_setting('guitu.lo', true)) >= 6"  # a link has no area
READ = f"({IN_COUNTY} AND {OF_THE_HOUSE} AND {in_area()})"
HERE = f"({IN_COUNTY} AND {in_area()})"
SEATS = "casework_testingseat"


class Migration(migrations.Migration):
    dependencies = [("casework", "0030_kits_and_lots"), ("matters", "0010_files_are_sealed")]

    operations = [
        migrations.CreateModel(
            name="TestingDay",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")), ("scope_path", models.TextField(db_collation="C")),
                ("on_day", models.DateField()), ("tester_1", models.UUIDField()), ("tester_2", models.UUIDField()), ("post_id", models.UUIDField()),
            ],
            options={"indexes": [models.Index(fields=["county_id", "scope_path", "-on_day"], name="testing_day_in_area")]},
        ),
        migrations.CreateModel(
            name="TestingSeat",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")), ("matter_id", models.UUIDField()), ("scope_path", models.TextField(db_collation="C")),
                ("compartment", models.TextField(db_collation="C", db_default="people", default="people")),
                ("day_id", models.UUIDField()), ("number", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("county_id", "day_id", "number"), name="testing_seat_number"),
                    models.UniqueConstraint(fields=("county_id", "day_id", "matter_id"), name="testing_seat_once"),
                ],
            },
        ),
        secure("casework_testingday", read=READ, write=HERE, change=False),
        secure_matter(SEATS, compartment="people", change=False),
        hang_on_matter(SEATS, compartment="people"),
        *hide_ended(casework_testingseat="matter_id"),
        follow_areas(
            "casework_kits", follow_path("casework_kitlot"), follow_path("casework_kitmove"), follow_path("casework_testingday"),
        ),
    ]  # fmt: skip
