"""更正基本信息: what stood there before lies sealed beside the file, is seen as the file is, and never changes."""

import uuid

from django.db import migrations, models

from guitu.kit.rowsecurity import append_only
from guitu.matters.rowsecurity import hang_on_matter, secure_matter


class Migration(migrations.Migration):
    dependencies = [("people", "0013_looks_are_read_by_day"), ("matters", "0006_labels_are_sealed")]

    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("scope_path", models.TextField(db_collation="C")),
                ("compartment", models.TextField(db_collation="C", db_default="people", default="people")),
                ("matter_id", models.UUIDField()),
                ("no", models.IntegerField()),
                ("recorded_at", models.DateTimeField()),
                ("post_id", models.UUIDField()),
                ("body", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("county_id", "matter_id", "no"), name="correction_no")
                ],
            },
        ),
        # who takes part from beyond the area sees the file under its masked name, and neither names nor numbers
        secure_matter("people_correction", compartment="people", beyond=False, change=False),
        hang_on_matter("people_correction", compartment="people"),
        append_only("people_correction", movable=("scope_path",)),
    ]
