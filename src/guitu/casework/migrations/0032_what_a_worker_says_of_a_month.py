"""月报: kept by the post that it is of, read by it and by who sees the whole area of that post. It names nobody."""

import uuid

from django.db import migrations, models

from guitu.kit.rowsecurity import IN_COUNTY, POST, WHOLE, append_only, in_area, secure

OWN = f"({IN_COUNTY} AND post_id = {POST})"
BELOW = f"EXISTS (SELECT 1 FROM grid_post p WHERE p.id = post_id AND {in_area('p.path')})"


class Migration(migrations.Migration):
    dependencies = [("casework", "0031_testing_days")]

    operations = [
        migrations.CreateModel(
            name="MonthReport",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("post_id", models.UUIDField()),
                ("month", models.DateField()),
                ("version", models.IntegerField()),
                ("kept_at", models.DateTimeField()),
                ("body", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("county_id", "post_id", "month", "version"), name="month_report_version")
                ]
            },
        ),
        secure("casework_monthreport", read=f"({OWN} OR ({IN_COUNTY} AND {WHOLE} AND {BELOW}))", write=OWN, change=False),
        append_only("casework_monthreport"),
    ]
