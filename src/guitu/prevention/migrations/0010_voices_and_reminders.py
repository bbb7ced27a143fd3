"""A script has a recording, kept sealed; and a group that left a telephone number is reminded of its day."""

import uuid

from django.db import migrations, models

from guitu.kit.rowsecurity import IN_COUNTY, secure
from guitu.matters.rowsecurity import sees_whole


class Migration(migrations.Migration):
    dependencies = [("prevention", "0009_selections")]

    operations = [
        migrations.CreateModel(
            name="Voice",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("media_type", models.TextField()),
                ("seconds", models.IntegerField()),
                ("data", models.BinaryField()),
            ],
        ),
        secure("prevention_voice", read=f"({IN_COUNTY} AND {sees_whole('units')})", remove=True),
        migrations.AddField("booking", "reminded_on", models.DateField(null=True)),
    ]
