"""家庭成员: records of their own beside a person's file, sealed, blanked when their consent is taken back."""

import uuid

from django.db import migrations, models

from guitu.kit.rowsecurity import seeing_every_row
from guitu.matters.rowsecurity import hang_on_matter, hide_ended, secure_matter


class Migration(migrations.Migration):
    dependencies = [("people", "0016_looks_are_sealed_into_blocks"), ("matters", "0010_files_are_sealed")]

    operations = [
        migrations.CreateModel(
            name="Relative",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("scope_path", models.TextField(db_collation="C")),
                ("compartment", models.TextField(db_collation="C", db_default="people", default="people")),
                ("matter_id", models.UUIDField()),
                ("post_id", models.UUIDField()),
                ("recorded_at", models.DateTimeField()),
                ("ended_on", models.DateField(null=True)),
                ("body", models.BinaryField(null=True)),
            ],
            options={"indexes": [models.Index(fields=["matter_id"], name="relative_of_matter")]},
        ),
        seeing_every_row(),
        secure_matter("people_relative", compartment="people", beyond=False),
        hang_on_matter("people_relative", compartment="people"),
        *hide_ended(people_relative="matter_id"),
    ]
