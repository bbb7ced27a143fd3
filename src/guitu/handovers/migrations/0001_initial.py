"""A handover is seen as its matter is. A facility opens one by a function in a county in which it sees nothing, and gets the
part that shows it its receipt."""

import uuid

import django.contrib.postgres.fields
from django.db import migrations, models

from guitu.grid.following import follow_areas, follow_path
from guitu.kit.rowsecurity import IN_COUNTY, POST, append_only, function, in_area, secure
from guitu.matters.rowsecurity import TODAY, hang_on_matter, hide_ended, on_matter, secure_matter

# Who takes part from beyond the area adds, and changes nothing that is there.
OWN = "ALTER POLICY {table}_change ON {table} USING ({own}) WITH CHECK ({own});"
SAID = f"({IN_COUNTY} AND {in_area('path')})"
# Only who holds a post of a facility today announces, only to a town that stands, and gets a part in nothing else.
ANNOUNCE = f"""
BEGIN
  IF NOT EXISTS (SELECT FROM grid_post p JOIN grid_holding h ON h.post_id = p.id AND h.from_on <= day AND (h.until_on IS NULL OR h.until_on > day)
      WHERE p.id = {POST} AND p.role = 'facility_officer' AND p.closed_on IS NULL)
    OR NOT EXISTS (SELECT FROM grid_area a WHERE a.path = asked_path AND length(a.path) = 9 AND a.valid_to IS NULL) THEN
    RAISE EXCEPTION 'handovers_announce: not of this post' USING ERRCODE = 'insufficient_privilege'; END IF;
  INSERT INTO matters_part (id, county_id, scope_path, compartment, matter_id, post_id, part, from_on, beyond, expires_on, classes, purpose, given_by)
    VALUES (gen_random_uuid(), left(asked_path, 6), asked_path, 'handovers', asked_id, {POST}, 'facility', day, true, until_day, 'BASIC', 'handover', {POST});
  INSERT INTO matters_matter (id, county_id, scope_path, kind, compartment, label, opened_at)
    VALUES (asked_id, left(asked_path, 6), asked_path, 'handover', 'handovers', said, moment);
  RETURN true;
END
"""
# What a post of a facility announced, wherever it lies: its parts, and of the matters no more than these columns.
MINE = f"""
SELECT m.id, m.county_id, m.scope_path, m.state, m.next_on, m.closed_at FROM matters_part p JOIN matters_matter m ON m.id = p.matter_id
 WHERE p.post_id = {POST} AND p.beyond AND p.until_on IS NULL AND p.purpose = 'handover' AND p.expires_on > {TODAY} AND m.kind = 'handover'
"""
# Whether somebody with this number is announced to the county already, and not over: its number, no word of it.
LIVE = """
SELECT h.id FROM handovers_handover h JOIN matters_matter m ON m.id = h.id AND m.closed_at IS NULL
 WHERE h.county_id = asked_county AND h.county_id = current_setting('guitu.county', true) AND h.number_index = asked_index LIMIT 1
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("matters", "0011_handovers_are_apart"), ("grid", "0016_areas_change")]

    operations = [
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("scope_path", models.TextField(db_collation="C")),
                ("compartment", models.TextField(db_collation="C", db_default="handovers", default="handovers")),
                ("facility_post", models.UUIDField(null=True)),
                ("facility", models.BinaryField()),
                ("number_index", models.BinaryField(null=True)),
                ("person_id", models.UUIDField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["county_id", "scope_path"], name="handover_in_area"),
                    models.Index(fields=["county_id", "number_index"], name="handover_of_number"),
                    models.Index(fields=["person_id"], name="handover_of_person"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Packet",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("scope_path", models.TextField(db_collation="C")),
                ("compartment", models.TextField(db_collation="C", db_default="handovers", default="handovers")),
                ("matter_id", models.UUIDField()),
                ("part", models.TextField()),
                ("consent_on", models.DateField(null=True)),
                ("body", models.BinaryField(null=True)),
                ("put_at", models.DateTimeField()),
                ("put_post", models.UUIDField()),
            ],
            options={
                "indexes": [models.Index(fields=["matter_id", "part", "put_at"], name="packet_of_handover")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("part__in", ("identity", "legal", "health", "assessment"))), name="packet_part")
                ],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("path", models.TextField(db_collation="C")),
                ("with_whom", models.TextField()),
                ("signed_on", models.DateField()),
                ("until_on", models.DateField(null=True)),
                ("contents", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ("desk", models.BinaryField(null=True)),
                ("said_at", models.DateTimeField()),
                ("said_post", models.UUIDField()),
            ],
            options={
                "indexes": [models.Index(fields=["county_id", "path", "signed_on"], name="agreement_in_area")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until_on__isnull", True), ("until_on__gt", models.F("signed_on")), _connector="OR"),
                        name="agreement_ends",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Secondment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("path", models.TextField(db_collation="C")),
                ("post_id", models.UUIDField()),
                ("way", models.TextField()),
                ("home", models.TextField()),
                ("from_on", models.DateField()),
                ("until_on", models.DateField()),
                ("said_at", models.DateTimeField()),
                ("said_post", models.UUIDField()),
            ],
            options={
                "indexes": [models.Index(fields=["county_id", "path", "from_on"], name="secondment_in_area")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("until_on__gt", models.F("from_on"))), name="secondment_ends"),
                    models.CheckConstraint(condition=models.Q(("way__in", ("officer_out", "worker_in"))), name="secondment_way"),
                ],
            },
        ),
        secure_matter("handovers_handover", compartment="handovers", column="id"),
        hang_on_matter("handovers_handover", compartment="handovers", column="id"),
        migrations.RunSQL(OWN.format(table="handovers_handover", own=on_matter("handovers", column="id", beyond=False)), migrations.RunSQL.noop),
        append_only("handovers_handover", movable=("scope_path", "person_id", "number_index")),
        *hide_ended(handovers_handover="person_id"),
        secure_matter("handovers_packet", compartment="handovers"),
        hang_on_matter("handovers_packet", compartment="handovers"),
        migrations.RunSQL(OWN.format(table="handovers_packet", own=on_matter("handovers", beyond=False)), migrations.RunSQL.noop),
        append_only("handovers_packet", movable=("scope_path", "body")),
        *hide_ended(handovers_packet="matter_id"),
        secure("handovers_agreement", read=IN_COUNTY, write=SAID, change=False),
        append_only("handovers_agreement", movable=("path",)),
        secure("handovers_secondment", read=IN_COUNTY, write=SAID, change=False),
        append_only("handovers_secondment", movable=("path",)),
        follow_areas("handovers", follow_path("handovers_agreement", "path"), follow_path("handovers_secondment", "path")),
        function(
            "handovers_announce", "asked_id uuid, asked_path text, said bytea, moment timestamptz, day date, until_day date", "boolean", ANNOUNCE
        ),
        function(
            "handovers_of_facility", "", "TABLE (id uuid, county text, path text, state text, next_on date, closed_at timestamptz)", MINE
        ),
        function("handovers_live", "asked_county text, asked_index bytea", "TABLE (id uuid)", LIVE),
    ]
