"""A call is seen as its matter is; who has duty is read in the whole county and said within one's own area."""

import uuid

import django.contrib.postgres.fields
from django.db import migrations, models

from guitu.grid.following import follow_areas, follow_path
from guitu.kit.rowsecurity import IN_COUNTY, append_only, in_area, secure
from guitu.matters.rowsecurity import hang_on_matter, secure_matter

SAID = f"({IN_COUNTY} AND {in_area('path')})"
# Whether the same is under way already, also for who has no part in it: which call, since when, and no word of it.
LIVE = """
CREATE FUNCTION response_live(asked_person uuid, asked_path text, since timestamptz) RETURNS TABLE(id uuid, raised_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public', 'pg_temp' AS $$
#variable_conflict use_column
BEGIN
  PERFORM set_config('guitu.definer', 'response_live', true);
  RETURN QUERY SELECT c.id, c.raised_at FROM response_call c JOIN matters_matter m ON m.id = c.id AND m.closed_at IS NULL
    WHERE c.county_id = current_setting('guitu.county', true) AND c.raised_at >= since
      AND (c.person_id = asked_person OR asked_person IS NULL AND c.person_id IS NULL AND c.scope_path = asked_path
        AND asked_path >= current_setting('guitu.lo', true) AND asked_path < current_setting('guitu.hi', true))
    ORDER BY c.raised_at DESC LIMIT 1;
  PERFORM set_config('guitu.definer', '', true);
END $$;
DO $$ BEGIN EXECUTE format('GRANT EXECUTE ON FUNCTION response_live(uuid, text, timestamptz) TO %I', current_setting('guitu.app_role')); END $$;
REVOKE ALL ON FUNCTION response_live(uuid, text, timestamptz) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("matters", "0009_files_follow_their_area"), ("duties", "0010_open_duties_of_a_post"), ("grid", "0016_areas_change")]

    operations = [
        migrations.CreateModel(
            name="Call",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("scope_path", models.TextField(db_collation="C")),
                ("compartment", models.TextField(db_collation="C", db_default="calls", default="calls")),
                ("template", models.TextField()),
                ("person_id", models.UUIDField(null=True)),
                ("raised_at", models.DateTimeField()),
                ("whom", models.BinaryField(null=True)),
                ("spot", models.BinaryField(null=True)),
                ("known", models.BinaryField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person_id", "raised_at"], name="call_of_person"),
                    models.Index(fields=["county_id", "scope_path", "raised_at"], name="call_in_area"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Layer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("path", models.TextField(db_collation="C")),
                ("unit", models.TextField()),
                ("days", models.TextField()),
                ("posts", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ("turn_days", models.IntegerField()),
                ("from_on", models.DateField()),
                ("hands_over", models.IntegerField()),
                ("said_at", models.DateTimeField()),
                ("said_post", models.UUIDField()),
            ],
            options={
                "indexes": [models.Index(fields=["county_id", "unit", "path"], name="layer_of_unit")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("days__in", ("workday", "day_off", "every"))), name="layer_days"),
                    models.CheckConstraint(condition=models.Q(("turn_days__gte", 1), ("turn_days__lte", 31)), name="layer_turn"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Cover",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("path", models.TextField(db_collation="C")),
                ("unit", models.TextField()),
                ("post_id", models.UUIDField()),
                ("kind", models.TextField()),
                ("from_at", models.DateTimeField()),
                ("until_at", models.DateTimeField()),
                ("said_at", models.DateTimeField()),
                ("said_post", models.UUIDField()),
            ],
            options={
                "indexes": [models.Index(fields=["county_id", "unit", "path", "until_at"], name="cover_of_unit")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("kind__in", ("swap", "stand_in", "taken_over"))), name="cover_kind"),
                    models.CheckConstraint(condition=models.Q(("until_at__gt", models.F("from_at"))), name="cover_ends"),
                ],
            },
        ),
        secure_matter("response_call", compartment="calls", column="id", change=False),
        hang_on_matter("response_call", compartment="calls", column="id"),
        append_only("response_call", movable=("scope_path",)),
        secure("response_layer", read=f"({IN_COUNTY})", write=SAID, change=False),
        append_only("response_layer", movable=("path",)),
        secure("response_cover", read=f"({IN_COUNTY})", write=SAID, change=False),
        append_only("response_cover", movable=("path",)),
        follow_areas("response", follow_path("response_layer", "path"), follow_path("response_cover", "path")),
        migrations.RunSQL(LIVE, reverse_sql=migrations.RunSQL.noop),
    ]
