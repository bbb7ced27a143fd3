"""Lots of test strips at a centre. They tell of nobody: the county reads them, each place writes its own."""

import uuid

from django.db import migrations, models

from guitu.grid.following import follow_areas, follow_path
from guitu.kit.rowsecurity import IN_COUNTY, append_only, in_area, secure

OF_THE_HOUSE = "length(current_setting('guitu.lo', true)) >= 6"  # a link has no area
READ = f"({IN_COUNTY} AND {OF_THE_HOUSE})"
HERE = f"({IN_COUNTY} AND {in_area()})"
LESS = ("used", "spoiled", "expired")
ALONE, BY_TWO = ("received", "used"), ("spoiled", "expired", "counted")


class Migration(migrations.Migration):
    dependencies = [("casework", "0027_points_are_transfers"), ("grid", "0016_areas_change")]

    operations = [
        migrations.CreateModel(
            name="KitLot",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")), ("scope_path", models.TextField(db_collation="C")),
                ("lot", models.TextField()), ("detects", models.TextField()), ("expires_on", models.DateField()),
                ("withdrawn_on", models.DateField(null=True)), ("pieces", models.IntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("county_id", "scope_path", "lot"), name="kit_lot_once"),
                    models.CheckConstraint(condition=models.Q(("pieces__gte", 0)), name="kit_lot_not_below_nothing"),
                ],
            },
        ),
        migrations.CreateModel(
            name="KitMove",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")), ("scope_path", models.TextField(db_collation="C")),
                ("lot_id", models.UUIDField()), ("what", models.TextField()), ("pieces", models.IntegerField()),
                ("moved_at", models.DateTimeField()), ("post_id", models.UUIDField()), ("second_post", models.UUIDField(null=True)),
                ("words", models.BinaryField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["lot_id", "moved_at"], name="kit_move_of_lot")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("what__in", ("received", "used", "spoiled", "expired", "counted"))), name="kit_move_what"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("pieces__gt", 0), ("what", "received")), models.Q(("pieces__lt", 0), ("what__in", LESS)),
                            models.Q(("what", "counted"), models.Q(("pieces", 0), _negated=True)), _connector="OR",
                        ),
                        name="kit_move_way",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("second_post__isnull", True), ("what__in", ALONE)),
                            models.Q(("second_post__isnull", False), ("what__in", BY_TWO)), _connector="OR",
                        ),
                        name="kit_move_by_two",
                    ),
                ],
            },
        ),
        secure("casework_kitlot", read=READ, write=HERE),
        secure("casework_kitmove", read=READ, write=HERE, change=False),
        append_only("casework_kitmove", movable=("scope_path",)),
        follow_areas("casework_kits", follow_path("casework_kitlot"), follow_path("casework_kitmove")),
    ]  # fmt: skip
