"""队伍: who works or helps, seen in one's own area; names and certificates lie sealed."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import guitu.grid.models
from guitu.kit.rowsecurity import IN_COUNTY, in_area, secure


class Migration(migrations.Migration):
    dependencies = [("grid", "0014_bodies_and_posts_come_and_go")]

    operations = [
        migrations.CreateModel(
            name="Staff",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", guitu.grid.models.PathField(db_collation="C")),
                ("path", guitu.grid.models.PathField(db_collation="C")),
                ("kind", models.TextField()),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(null=True)),
                ("certificate_until", models.DateField(null=True)),
                ("details", models.BinaryField()),
                ("version", models.IntegerField(default=1)),
                ("body", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="grid.body")),
                (
                    "natural_person",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to="grid.naturalperson"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["county_id", "path", "kind"], name="staff_area")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until_on__isnull", True), ("until_on__gte", models.F("from_on")), _connector="OR"),
                        name="staff_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("full_time", "part_time", "volunteer", "family_committee"))),
                        name="staff_kind",
                    ),
                ],
            },
        ),
        secure("grid_staff", read=f"({IN_COUNTY} AND {in_area('path')})"),
    ]
