"""Rounds of self-checks: seen as campaigns are; each place's own list hangs on the place, and is handed in through a function of
the owner by whoever has its code."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from guitu.grid.following import OWN, follow_path
from guitu.kit.rowsecurity import IN_COUNTY, function, in_area, secure
from guitu.matters.rowsecurity import hang_on_matter, hide_ended, secure_matter, sees_whole

SEES = f"({IN_COUNTY} AND {sees_whole('venues')})"
OF = """
SELECT c.id, r.id, c.county_id, c.scope_path, v.id, v.kind, v.details, r.name, r.from_on, r.closes_on, c.answered_at
FROM inspection_selfcheck c JOIN inspection_selfround r ON r.id = c.round_id JOIN inspection_venue v ON v.id = c.matter_id
JOIN matters_matter m ON m.id = v.id AND m.sealed_at IS NULL
WHERE c.code_hash = asked_code AND v.state <> 'closed'
"""
ROW = (
    "self_check uuid, round uuid, county text, path text, venue uuid, kind text, details bytea, name bytea, from_on date, closes_on date,"
    " answered_at timestamptz"
)
# What was handed in stays as it was: the first that comes counts, also of two sent at once.
SAY = """
BEGIN
  UPDATE inspection_selfcheck c SET answered_at = asked_at, list = asked_list, answers = asked_answers, wrong = asked_wrong
    FROM inspection_selfround r WHERE r.id = c.round_id AND c.code_hash = asked_code AND c.answered_at IS NULL
    AND asked_on >= r.from_on AND asked_on < r.closes_on AND r.drawn_at IS NULL;
  RETURN EXISTS (SELECT FROM inspection_selfcheck c WHERE c.code_hash = asked_code AND c.answered_at IS NOT NULL);
END
"""
FOLLOW = f"BEGIN {OWN} {follow_path('inspection_selfround')}; RETURN true; END"


class Migration(migrations.Migration):
    dependencies = [("inspection", "0007_photos_and_public_records")]

    operations = [
        migrations.CreateModel(
            name="SelfRound",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("scope_path", models.TextField(db_collation="C")),
                ("name", models.BinaryField()),
                ("kinds", models.TextField()),
                ("from_on", models.DateField()),
                ("closes_on", models.DateField()),
                ("share", models.IntegerField()),
                ("seed", models.TextField()),
                ("drawn_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="SelfCheck",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("scope_path", models.TextField(db_collation="C")),
                ("compartment", models.TextField(db_collation="C", db_default="venues", default="venues")),
                ("matter_id", models.UUIDField()),
                ("code", models.BinaryField()),
                ("code_hash", models.BinaryField()),
                ("list", models.TextField(db_default="", default="")),
                ("answered_at", models.DateTimeField(null=True)),
                ("wrong", models.IntegerField(null=True)),
                ("answers", models.BinaryField(null=True)),
                ("is_drawn", models.BooleanField(default=False)),
                ("round", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="inspection.selfround")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["matter_id"], name="self_check_of_venue"), models.Index(fields=["code_hash"], name="self_check_by_code"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("county_id", "round", "matter_id"), name="self_check_once"),
                    models.UniqueConstraint(fields=("county_id", "code_hash"), name="self_check_code_once"),
                ],
            },
        ),
        secure("inspection_selfround", read=SEES, write=f"({in_area()} AND {sees_whole('venues')})"),
        secure_matter("inspection_selfcheck", compartment="venues"),
        hang_on_matter("inspection_selfcheck", compartment="venues"),
        *hide_ended(inspection_selfcheck="matter_id"),
        function("inspection_self_check_of", "asked_code bytea", f"TABLE({ROW})", OF),
        function(
            "inspection_say_self_check",
            "asked_code bytea, asked_on date, asked_at timestamptz, asked_list text, asked_answers bytea, asked_wrong integer", "boolean", SAY,
        ),
        function("inspection_self_checks_follow_areas", "asked uuid, day date, receiver uuid", "boolean", FOLLOW),
    ]  # fmt: skip
