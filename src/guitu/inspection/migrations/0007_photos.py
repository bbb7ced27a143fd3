"""Photographs of findings hang on the place, are never changed, and are hidden with its file."""

import uuid

from django.db import migrations, models

from guitu.kit.rowsecurity import append_only
from guitu.matters.rowsecurity import hang_on_matter, hide_ended, secure_matter


class Migration(migrations.Migration):
    dependencies = [("inspection", "0006_tips")]

    operations = [
        migrations.CreateModel(
            name="Photo",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("scope_path", models.TextField(db_collation="C")),
                ("compartment", models.TextField(db_collation="C", db_default="venues", default="venues")),
                ("matter_id", models.UUIDField()),
                ("finding", models.TextField()),
                ("moment", models.TextField()),
                ("digest", models.BinaryField()),
                ("at", models.DateTimeField()),
                ("post_id", models.UUIDField()),
                ("data", models.BinaryField()),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("county_id", "matter_id", "finding", "digest"), name="photo_once")]},
        ),
        secure_matter("inspection_photo", compartment="venues", change=False),
        hang_on_matter("inspection_photo", compartment="venues"),
        append_only("inspection_photo", movable=("scope_path",)),
        *hide_ended(inspection_photo="matter_id"),
    ]
