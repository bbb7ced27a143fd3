"""Photographs of findings hang on the place, are never changed, and are hidden with its file. Anybody may read how entertainment
venues were inspected (《娱乐场所管理条例》33): a function of the owner gives days, states and what was punished, no word of anybody."""

import uuid

from django.db import migrations, models

from guitu.kit.rowsecurity import append_only, function
from guitu.matters.rowsecurity import hang_on_matter, hide_ended, secure_matter

STANDS = "NOT EXISTS (SELECT FROM ledger_fact c WHERE c.matter_id = f.matter_id AND c.corrects = f.id)"
RECORDS = f"""
SELECT v.id, v.details, v.state, v.checked_on, v.open_findings,
  ARRAY(SELECT f.happened_on FROM ledger_fact f WHERE f.matter_id = v.id AND f.kind IN ('venue_checked', 'venue_rechecked')
    AND f.happened_on >= asked_since AND coalesce(f.counted ->> 'site_result', '') NOT IN ('not_reached', 'refused', 'not_applicable')
    AND {STANDS} ORDER BY f.happened_on DESC),
  ARRAY(SELECT f.happened_on || ' ' || (f.counted ->> 'punishment') FROM ledger_fact f WHERE f.matter_id = v.id AND f.kind = 'venue_punished'
    AND f.happened_on >= asked_since AND {STANDS} ORDER BY f.happened_on DESC)
FROM inspection_venue v JOIN matters_matter m ON m.id = v.id AND m.sealed_at IS NULL
WHERE v.county_id = asked_county AND v.scope_path >= asked_town AND v.scope_path < asked_town || ':' AND v.kind = ANY(asked_kinds) AND v.state <> 'closed'
ORDER BY v.scope_path, v.id LIMIT 400
"""
ROW = "venue uuid, details bytea, state text, checked_on date, open_findings integer, visits date[], punishments text[]"


class Migration(migrations.Migration):
    dependencies = [("inspection", "0006_tips"), ("ledger", "0005_facts_are_of_any_matter")]

    operations = [
        migrations.CreateModel(
            name="Photo",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("scope_path", models.TextField(db_collation="C")),
                ("compartment", models.TextField(db_collation="C", db_default="venues", default="venues")),
                ("matter_id", models.UUIDField()),
                ("finding", models.TextField()),
                ("moment", models.TextField()),
                ("digest", models.BinaryField()),
                ("at", models.DateTimeField()),
                ("post_id", models.UUIDField()),
                ("data", models.BinaryField()),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("county_id", "matter_id", "finding", "digest"), name="photo_once")]},
        ),
        secure_matter("inspection_photo", compartment="venues", change=False),
        hang_on_matter("inspection_photo", compartment="venues"),
        append_only("inspection_photo", movable=("scope_path",)),
        *hide_ended(inspection_photo="matter_id"),
        function(
            "inspection_public_records", "asked_county text, asked_town text, asked_kinds text[], asked_since date", f"TABLE({ROW})", RECORDS
        ),
    ]
