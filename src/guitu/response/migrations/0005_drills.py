"""Silent drills, apart from real calls: which units were asked, who answered when; and the days on which a post was heard."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from guitu.kit.rowsecurity import IN_COUNTY, POST, append_only, secure
from guitu.matters.rowsecurity import sees_whole

WHOLE = f"({sees_whole('calls')} AND length(current_setting('guitu.lo', true)) = 6)"  # the county's own posts


class Migration(migrations.Migration):
    dependencies = [("response", "0004_calls_raised_by_rule")]

    operations = [
        migrations.CreateModel(
            name="Drill",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("started_at", models.DateTimeField()),
                ("started_post", models.UUIDField()),
            ],
            options={
                "indexes": [models.Index(fields=["county_id", "started_at"], name="drill_of_county")],
            },
        ),
        migrations.CreateModel(
            name="Drilled",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("drill", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="response.drill")),
                ("unit", models.TextField()),
                ("place", models.TextField()),
                ("post_id", models.UUIDField(null=True)),
                ("is_first", models.BooleanField()),
                ("acknowledged_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["county_id", "unit", "place"], name="drilled_unit"),
                    models.Index(fields=["post_id"], name="drilled_post"),
                ],
                "constraints": [models.UniqueConstraint(fields=("county_id", "drill", "unit", "place", "post_id"), name="drilled_once", nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name="Heard",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("post_id", models.UUIDField()),
                ("heard_at", models.DateTimeField()),
                ("what", models.TextField()),
            ],
            options={
                "indexes": [models.Index(fields=["county_id", "post_id", "heard_at"], name="heard_of_post")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("what__in", ("call", "drill"))), name="heard_what"),
                ],
            },
        ),
        secure("response_drill", read=f"({IN_COUNTY})", write=f"({IN_COUNTY} AND {WHOLE})", change=False),
        append_only("response_drill"),
        secure("response_drilled", read=f"({IN_COUNTY})", write=f"({IN_COUNTY} AND ({WHOLE} OR post_id = {POST}))"),
        append_only("response_drilled", movable=("acknowledged_at",)),
        secure("response_heard", read=f"({IN_COUNTY})", write=f"({IN_COUNTY} AND post_id = {POST})", change=False),
        append_only("response_heard"),
    ]
