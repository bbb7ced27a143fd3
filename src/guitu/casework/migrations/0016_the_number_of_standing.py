"""The column is renamed; indexes, the exclusion and the policies follow by themselves."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import migrations, models

from guitu.casework.models.derived import MomentRange
from guitu.grid.models import DayRange


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0015_a_file_moves_as_a_matter"), ("people", "0009_the_number_of_standing"),
    ]  # fmt: skip

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE casework_standing RENAME COLUMN subject TO standing_no",
                    reverse_sql="ALTER TABLE casework_standing RENAME COLUMN standing_no TO subject",
                )
            ],
            state_operations=[
                migrations.RemoveConstraint("standing", "one_state_per_day"),
                migrations.RemoveIndex("standing", "standing_counts"),
                migrations.RemoveIndex("standing", "standing_subject"),
                migrations.RenameField("standing", "subject", "standing_no"),
                migrations.AddIndex(
                    "standing",
                    models.Index(
                        fields=["path", "from_on"],
                        include=["until_on", "known_at", "known_until", "state", "standing_no"],
                        name="standing_counts",
                    ),
                ),
                migrations.AddIndex("standing", models.Index(fields=["standing_no"], name="standing_subject")),
                migrations.AddConstraint(
                    "standing",
                    ExclusionConstraint(
                        name="one_state_per_day",
                        expressions=[
                            ("standing_no", RangeOperators.EQUAL),
                            (DayRange("from_on", "until_on"), RangeOperators.OVERLAPS),
                            (MomentRange("known_at", "known_until"), RangeOperators.OVERLAPS),
                        ],
                    ),
                ),
            ],
        )
    ]
