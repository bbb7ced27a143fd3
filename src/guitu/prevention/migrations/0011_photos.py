"""Photographs of activities hang on their matter; faces are covered before anybody sees them."""

import uuid

from django.db import migrations, models

from guitu.kit.rowsecurity import seeing_every_row
from guitu.matters.rowsecurity import hang_on_matter, hide_ended, secure_matter


class Migration(migrations.Migration):
    dependencies = [("prevention", "0010_voices_and_reminders")]

    operations = [
        seeing_every_row(),
        migrations.CreateModel(
            name="Photo",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("scope_path", models.TextField(db_collation="C")),
                ("compartment", models.TextField(db_collation="C", db_default="units", default="units")),
                ("matter_id", models.UUIDField()),
                ("added_on", models.DateField()),
                ("shown_on", models.DateField(null=True)),
                ("covers", models.IntegerField(db_default=0, default=0)),
                ("data", models.BinaryField()),
            ],
            options={"indexes": [models.Index(fields=["matter_id"], name="prevention_photo_of")]},
        ),
        secure_matter("prevention_photo", compartment="units", column="matter_id", remove=True),
        hang_on_matter("prevention_photo", compartment="units", column="matter_id"),
        *hide_ended(prevention_photo="matter_id"),
    ]
