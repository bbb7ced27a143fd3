"""Natural persons behind accounts and holdings, first step: the places for them, empty."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import guitu.grid.models
from guitu.kit.rowsecurity import IN_COUNTY, secure


class Migration(migrations.Migration):
    dependencies = [("grid", "0004_area_groups_begin_and_close")]

    operations = [
        migrations.CreateModel(
            name="NaturalPerson",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("county_id", guitu.grid.models.PathField(db_collation="C")),
                ("number", models.BinaryField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("county_id", "number"), name="natural_person_number")
                ]
            },
        ),
        secure("grid_naturalperson", read=IN_COUNTY),
        migrations.AddField(
            "account",
            "natural_person",
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to="grid.naturalperson"),
        ),
        migrations.AddField("holding", "natural_person_id", models.UUIDField(editable=False, null=True)),
        migrations.AddField("holding", "role", models.TextField(editable=False, null=True)),
    ]
