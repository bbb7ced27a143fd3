"""五个不发生: what did not happen in an area in a month, said line by line; a line is taken back by a later one."""

import uuid

import django.contrib.postgres.fields
from django.db import migrations, models

from guitu.grid.following import follow_areas, follow_path
from guitu.kit.rowsecurity import IN_COUNTY, append_only, in_area, secure

SEEN = f"({IN_COUNTY} AND {in_area('path')})"


class Migration(migrations.Migration):
    dependencies = [("response", "0005_drills")]

    operations = [
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("path", models.TextField(db_collation="C")),
                ("month", models.DateField()),
                ("item", models.TextField()),
                ("result", models.TextField()),
                ("looked_on", models.DateField()),
                ("how", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ("takes_back", models.UUIDField(null=True)),
                ("said_at", models.DateTimeField()),
                ("said_post", models.UUIDField()),
                ("said_person", models.UUIDField()),
                ("words", models.BinaryField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["county_id", "path", "month"], name="statement_of_area")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("result__in", ("kept", "broken", "taken_back"))), name="statement_result"),
                    models.CheckConstraint(condition=models.Q(("month__day", 1)), name="statement_of_month"),
                ],
            },
        ),
        secure("response_statement", read=SEEN, change=False),
        append_only("response_statement", movable=("path",)),
        follow_areas(
            "response", follow_path("response_layer", "path"), follow_path("response_cover", "path"), follow_path("response_statement", "path"),
        ),
    ]
