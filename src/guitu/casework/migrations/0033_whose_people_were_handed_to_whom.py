"""移交清单: a line hangs on the person's file, is seen as it is, moves with it and ends with it."""

import uuid

from django.db import migrations, models

from guitu.kit.rowsecurity import append_only, seeing_every_row
from guitu.matters.rowsecurity import hang_on_matter, hide_ended, let_go_when_sealed, secure_matter


class Migration(migrations.Migration):
    dependencies = [("casework", "0032_what_a_worker_says_of_a_month"), ("matters", "0010_files_are_sealed")]

    operations = [
        migrations.CreateModel(
            name="HandedOver",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("scope_path", models.TextField(db_collation="C")),
                ("compartment", models.TextField(db_collation="C", db_default="people", default="people")),
                ("matter_id", models.UUIDField()),
                ("move_id", models.UUIDField()),
                ("from_post", models.UUIDField()),
                ("to_post", models.UUIDField()),
                ("on_day", models.DateField()),
                ("open_duties", models.IntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["county_id", "move_id"], name="handed_over_move")],
                "constraints": [models.UniqueConstraint(fields=("county_id", "move_id", "matter_id"), name="handed_over_once")],
            },
        ),
        seeing_every_row(),
        secure_matter("casework_handedover", compartment="people", change=False),
        hang_on_matter("casework_handedover", compartment="people"),
        append_only("casework_handedover", movable=("scope_path",)),
        *let_go_when_sealed("casework_handedover"),
        *hide_ended(casework_handedover="matter_id"),
    ]
