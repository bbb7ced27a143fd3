"""Tips without a name: written and answered through functions of the owner; the name in one is open after two looks."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from guitu.grid.following import OWN, follow_path
from guitu.kit.rowsecurity import IN_COUNTY, WHOLE, append_only, function, in_area, secure
from guitu.matters.rowsecurity import sees_whole

# Whoever sees the people and the places of the area whole: no unit of another trade, whatever pages it has.
HERE = f"({IN_COUNTY} AND {in_area()} AND {WHOLE} AND {sees_whole('venues')})"
AGREED = (
    "(SELECT count(DISTINCT l.natural_person_id) FROM inspection_tiplook l WHERE l.tip_id = {tip} AND l.look = '{look}') >= 2"
)
TAKE = """
BEGIN
  IF asked_path <> asked_county AND left(asked_path, 6) <> asked_county OR NOT EXISTS
    (SELECT FROM grid_area a WHERE a.path = asked_path AND a.valid_to IS NULL AND length(a.path) IN (6, 9)) THEN RETURN false; END IF;
  IF EXISTS (SELECT FROM inspection_tip t WHERE t.secret_hash = asked_secret) THEN RETURN true; END IF;
  INSERT INTO inspection_tip (id, county_id, scope_path, about, received_at, secret_hash, words, outcome)
    VALUES (asked_id, asked_county, asked_path, asked_about, asked_at, asked_secret, asked_words, '');
  IF asked_name IS NOT NULL THEN
    INSERT INTO inspection_tipname (id, county_id, scope_path, name) VALUES (asked_id, asked_county, asked_path, asked_name);
  END IF;
  RETURN true;
END
"""
TIP_OF = """
SELECT t.id, t.county_id, t.scope_path, t.about, t.received_at, t.outcome, t.decided_on, t.claimed_on, t.answer,
  ARRAY(SELECT l.look FROM inspection_tiplook l WHERE l.tip_id = t.id ORDER BY l.at, l.id)
FROM inspection_tip t WHERE t.secret_hash = asked_secret
"""
TIP_ROW = (
    "tip uuid, county text, path text, about text, received_at timestamptz, outcome text, decided_on date, claimed_on date, answer bytea,"
    " looks text[]"
)
# What was not true leaves nothing of what was said, and no name: only that there was a tip, and that nothing was in it.
FORGET = f"""
BEGIN
  IF NOT EXISTS (SELECT FROM inspection_tip t WHERE t.id = asked_tip AND {HERE.replace('county_id', 't.county_id').replace('scope_path', 't.scope_path')}
    AND (t.outcome = 'unfounded' OR {AGREED.format(tip='t.id', look='nothing')})) THEN RETURN false; END IF;
  DELETE FROM inspection_tipname n WHERE n.id = asked_tip;
  UPDATE inspection_tip t SET words = NULL WHERE t.id = asked_tip;
  RETURN true;
END
"""
FOLLOW = f"BEGIN {OWN} {' '.join(follow_path(table) + ';' for table in ('inspection_tip', 'inspection_tiplook', 'inspection_tipname'))} RETURN true; END"


class Migration(migrations.Migration):
    dependencies = [("inspection", "0003_stock_books"), ("grid", "0016_areas_change")]

    operations = [
        migrations.CreateModel(
            name="Tip",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("scope_path", models.TextField(db_collation="C")),
                ("about", models.TextField()),
                ("received_at", models.DateTimeField()),
                ("secret_hash", models.BinaryField()),
                ("words", models.BinaryField(null=True)),
                ("outcome", models.TextField(default="")),
                ("decided_on", models.DateField(null=True)),
                ("claimed_on", models.DateField(null=True)),
                ("answer", models.BinaryField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["secret_hash"], name="tip_by_receipt")],
                "constraints": [models.UniqueConstraint(fields=("county_id", "secret_hash"), name="tip_once")],
            },
        ),
        migrations.CreateModel(
            name="TipLook",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("scope_path", models.TextField(db_collation="C")),
                ("natural_person_id", models.UUIDField()),
                ("post_id", models.UUIDField()),
                ("look", models.TextField()),
                ("at", models.DateTimeField()),
                ("tip", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="inspection.tip")),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("county_id", "tip", "natural_person_id"), name="looked_once")]},
        ),
        migrations.CreateModel(
            name="TipName",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("scope_path", models.TextField(db_collation="C")),
                ("name", models.BinaryField()),
            ],
        ),
        secure("inspection_tip", read=HERE, add=False),
        secure("inspection_tiplook", read=HERE, change=False),
        append_only("inspection_tiplook", movable=("scope_path",)),
        secure("inspection_tipname", read=f"({HERE} AND {AGREED.format(tip='inspection_tipname.id', look='follow')})", add=False, change=False),
        function(
            "inspection_take_tip",
            "asked_county text, asked_path text, asked_id uuid, asked_secret bytea, asked_about text, asked_words bytea, asked_name bytea,"
            " asked_at timestamptz", "boolean", TAKE,
        ),
        function("inspection_tip_of", "asked_secret bytea", f"TABLE({TIP_ROW})", TIP_OF),
        function("inspection_forget_tip", "asked_tip uuid", "boolean", FORGET),
        function("inspection_tips_follow_areas", "asked uuid, day date, receiver uuid", "boolean", FOLLOW),
    ]  # fmt: skip
