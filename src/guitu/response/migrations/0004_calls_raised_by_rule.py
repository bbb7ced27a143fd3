"""A rule raises a call: whether it is on, what it found, once each; and the number by which another system calls an event."""

import uuid

import django.contrib.postgres.fields
from django.db import migrations, models

from guitu.kit.rowsecurity import IN_COUNTY, append_only, secure
from guitu.matters.rowsecurity import hang_on_matter, hide_ended, secure_matter, sees_whole

WHOLE = f"({IN_COUNTY} AND {sees_whole('calls')} AND length(current_setting('guitu.lo', true)) = 6)"  # the county's own posts


class Migration(migrations.Migration):
    dependencies = [("response", "0003_a_call_lets_go_of_a_sealed_file")]

    operations = [
        migrations.CreateModel(
            name="Switch",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("rule", models.TextField()),
                ("is_on", models.BooleanField()),
                ("said_at", models.DateTimeField()),
                ("said_post", models.UUIDField()),
                ("words", models.BinaryField()),
            ],
            options={
                "indexes": [models.Index(fields=["county_id", "rule", "said_at"], name="switch_of_rule")],
            },
        ),
        migrations.CreateModel(
            name="Match",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("rule", models.TextField()),
                ("last_signal", models.TextField()),
                ("signals", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ("matched_at", models.DateTimeField()),
                ("call_id", models.UUIDField(null=True)),
                ("came_to", models.TextField()),
                ("cause", models.TextField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["county_id", "rule", "matched_at"], name="rule_match_at")],
                "constraints": [
                    models.UniqueConstraint(fields=("county_id", "rule", "last_signal"), name="rule_match_once"),
                    models.CheckConstraint(condition=models.Q(("came_to__in", ("new", "live", "explained"))), name="rule_match_came_to"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Outside",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("scope_path", models.TextField(db_collation="C")),
                ("compartment", models.TextField(db_collation="C", db_default="calls", default="calls")),
                ("matter_id", models.UUIDField()),
                ("number", models.TextField()),
                ("taken_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["matter_id"], name="outside_of_event")],
                "constraints": [models.UniqueConstraint(fields=("county_id", "number"), name="outside_number")],
            },
        ),
        secure("response_switch", read=f"({IN_COUNTY})", write=WHOLE, change=False),
        append_only("response_switch"),
        secure("response_match", read=WHOLE, change=False),
        append_only("response_match"),
        secure_matter("response_outside", compartment="calls", change=False),
        hang_on_matter("response_outside", compartment="calls"),
        append_only("response_outside", movable=("scope_path",)),
        *hide_ended(response_outside="matter_id"),
    ]
