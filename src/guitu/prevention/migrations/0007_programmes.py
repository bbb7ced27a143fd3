"""Programmes hold activities together; a visitor collects stamps on a card without a name, by functions of the owner (ADR 0065)."""

import uuid

from django.db import migrations, models

from guitu.grid.following import follow_areas, follow_path
from guitu.kit.rowsecurity import IN_COUNTY, function, in_area, secure, seeing_every_row
from guitu.matters.rowsecurity import sees_whole

IN_MY_COUNTY = f"({IN_COUNTY} AND {sees_whole('units')})"
PROGRAMME_AT = (  # of a published activity whose programme collects stamps
    "SELECT p.title FROM prevention_activity a JOIN matters_matter m ON m.id = a.id AND m.state = 'published'"
    " JOIN prevention_programme p ON p.id = a.programme_id AND p.gift_from IS NOT NULL WHERE a.id = asked_activity"
)
# At the door, on the day, with the code that stands there: a new card, or one more stamp on a card of the same programme.
STAMP = """
DECLARE a record; card uuid;
BEGIN
  SELECT f.id, f.county_id, f.held_on, f.gate, p.id AS programme INTO a FROM prevention_activity f
    JOIN matters_matter m ON m.id = f.id AND m.state = 'published' JOIN prevention_programme p ON p.id = f.programme_id AND p.gift_from IS NOT NULL
    WHERE f.id = asked_activity;
  IF a.id IS NULL OR a.gate = '' OR a.gate <> asked_gate THEN RETURN 'none'; END IF;
  IF a.held_on <> moment THEN RETURN 'not_its_day'; END IF;
  IF is_new THEN
    INSERT INTO prevention_stampcard (id, county_id, programme_id, secret_hash, begun_on)
      VALUES (gen_random_uuid(), a.county_id, a.programme, asked_card, moment) ON CONFLICT (county_id, secret_hash) DO NOTHING;
  END IF;
  SELECT c.id INTO card FROM prevention_stampcard c WHERE c.county_id = a.county_id AND c.secret_hash = asked_card AND c.programme_id = a.programme;
  IF card IS NULL THEN RETURN 'no_card'; END IF;
  INSERT INTO prevention_stamp (id, county_id, card_id, activity_id, "on") VALUES (gen_random_uuid(), a.county_id, card, a.id, moment)
    ON CONFLICT (county_id, card_id, activity_id) DO NOTHING;
  RETURN 'kept';
END
"""
CARD = """
SELECT p.title, p.gift_from, c.gift_on, a.id, m.label, s."on" FROM prevention_stampcard c JOIN prevention_programme p ON p.id = c.programme_id
JOIN prevention_stamp s ON s.card_id = c.id JOIN prevention_activity a ON a.id = s.activity_id JOIN matters_matter m ON m.id = a.id
WHERE c.secret_hash = asked_card ORDER BY 6, 4
"""
GIVE = """
DECLARE c record; n integer;
BEGIN
  SELECT f.id, f.gift_on, p.gift_from INTO c FROM prevention_stampcard f JOIN prevention_programme p ON p.id = f.programme_id
    WHERE f.secret_hash = asked_card FOR UPDATE OF f;
  SELECT count(*) INTO n FROM prevention_stamp s WHERE s.card_id = c.id;
  IF c.id IS NULL OR c.gift_on IS NOT NULL OR n < c.gift_from THEN RETURN false; END IF;
  UPDATE prevention_stampcard f SET gift_on = moment WHERE f.id = c.id;
  RETURN true;
END
"""


class Migration(migrations.Migration):
    dependencies = [("prevention", "0006_signups_and_remarks"), ("grid", "0016_areas_change")]

    operations = [
        seeing_every_row(),
        migrations.AddField("activity", "programme_id", models.UUIDField(null=True)),
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("scope_path", models.TextField(db_collation="C")),
                ("kind", models.TextField()),
                ("title", models.TextField()),
                ("since_on", models.DateField()),
                ("until_on", models.DateField()),
                ("gift_from", models.IntegerField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["county_id", "scope_path", "title", "since_on"], name="prevention_programme_once"),
                    models.CheckConstraint(condition=models.Q(kind__in=("campaign", "series")), name="prevention_programme_kind"),
                ]
            },
        ),
        migrations.CreateModel(
            name="StampCard",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("programme_id", models.UUIDField()),
                ("secret_hash", models.BinaryField()),
                ("begun_on", models.DateField()),
                ("gift_on", models.DateField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["programme_id"], name="prevention_stampcard_of")],
                "constraints": [models.UniqueConstraint(fields=["county_id", "secret_hash"], name="prevention_stampcard_once")],
            },
        ),
        migrations.CreateModel(
            name="Stamp",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("card_id", models.UUIDField()),
                ("activity_id", models.UUIDField()),
                ("on", models.DateField()),
            ],
            options={"constraints": [models.UniqueConstraint(fields=["county_id", "card_id", "activity_id"], name="prevention_stamp_once")]},
        ),
        migrations.AddIndex("activity", models.Index(fields=["programme_id"], name="prevention_activity_in")),
        secure("prevention_programme", read=IN_MY_COUNTY, write=f"({in_area()} AND {sees_whole('units')})"),
        secure("prevention_stampcard", read=IN_MY_COUNTY, add=False, change=False),
        secure("prevention_stamp", read=IN_MY_COUNTY, add=False, change=False),
        function("prevention_programme_at", "asked_activity uuid", "TABLE (title text)", PROGRAMME_AT),
        function("prevention_put_stamp", "asked_activity uuid, asked_gate text, asked_card bytea, is_new boolean, moment date", "text", STAMP),
        function(
            "prevention_card_of", "asked_card bytea", 'TABLE (title text, gift_from integer, gift_on date, activity uuid, label bytea, "on" date)', CARD
        ),
        function("prevention_give_gift", "asked_card bytea, moment date", "boolean", GIVE),
        follow_areas("prevention_programmes", follow_path("prevention_programme", "scope_path")),
    ]
