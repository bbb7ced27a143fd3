"""Who has a mobile on file and said so at the station comes in without the card: a code goes to that number, and the own PIN is
asked for as ever. The number is compared with the one on file when the code is asked for, so that a number given up opens nothing."""

from django.db import migrations, models

from guitu.kit.rowsecurity import function

DAY = "(asked_at AT TIME ZONE 'Asia/Shanghai')::date"
# The one card that this number may stand in for; where two people share a number, none.
MATCH = f"""
  SELECT f.id, f.county_id FROM grid_counties() g JOIN people_identity i ON i.county_id = g.county_id AND i.phone_index = asked_index
    JOIN people_person p ON p.id = i.person_id AND p.sealed_at IS NULL
    JOIN portal_card f ON f.county_id = g.county_id AND f.matter_id = i.person_id
    WHERE f.by_phone AND f.whose = 'self' AND f.withdrawn_at IS NULL AND f.is_own_pin AND f.lost < f.tries AND f.until_on > {DAY}
    AND NOT EXISTS (SELECT FROM matters_ending e WHERE e.matter_id = f.matter_id AND e.sealed_on <= {DAY})
"""
ASK = f"""
DECLARE c record; n integer;
BEGIN
  SELECT count(*) INTO n FROM ({MATCH}) x;
  SELECT x.* INTO c FROM ({MATCH}) x LIMIT 1;
  IF n = 1 AND EXISTS (SELECT FROM notices_channel w WHERE w.county_id = c.county_id AND w.way = 'sms' AND w.is_on) THEN
    INSERT INTO notices_delivery (id, county_id, target_id, way, kind, window_at, n, secret, state, attempts, next_at, trouble)
      VALUES (new_delivery, c.county_id, c.id, 'sms', 'own_code', asked_at, 1, sealed_code, 'waiting', 0, asked_at, '')
      ON CONFLICT DO NOTHING;
    IF FOUND THEN UPDATE portal_card SET code_hash = new_code, code_until = asked_until, code_tries = 0 WHERE id = c.id; END IF;
  END IF;
END
"""
BY_CODE = f"""
DECLARE c record;
BEGIN
  SELECT k.* INTO c FROM portal_card k WHERE k.id IN (SELECT x.id FROM ({MATCH}) x) FOR UPDATE;
  IF c.id IS NULL OR c.code_hash IS NULL OR c.code_until <= asked_at OR c.code_tries >= most_tries THEN RETURN NULL; END IF;
  IF c.code_hash <> asked_code THEN
    UPDATE portal_card SET code_tries = code_tries + 1 WHERE id = c.id;
    RETURN NULL;
  END IF;
  RETURN c.token_hash;
END
"""
USED = """
BEGIN
  UPDATE portal_card SET code_hash = NULL, code_until = NULL WHERE token_hash = asked_token;
END
"""
SHARED = f"""
BEGIN
  RETURN EXISTS (SELECT FROM ({MATCH.replace(" AND f.is_own_pin AND f.lost < f.tries", "")}) x JOIN portal_card k ON k.id = x.id WHERE k.matter_id <> asked_person);
END
"""


class Migration(migrations.Migration):
    dependencies = [("portal", "0002_row_security"), ("notices", "0002_row_security"), ("people", "0018_family_is_on_record")]

    operations = [
        migrations.AddField("card", "by_phone", models.BooleanField(default=False, db_default=False)),
        migrations.AddField("card", "code_hash", models.BinaryField(null=True)),
        migrations.AddField("card", "code_until", models.DateTimeField(null=True)),
        migrations.AddField("card", "code_tries", models.IntegerField(default=0, db_default=0)),
        function(
            "portal_ask_code", "asked_index integer, new_code bytea, new_delivery uuid, sealed_code bytea, asked_until timestamptz, asked_at timestamptz",
            "void", ASK,
        ),
        function("portal_by_code", "asked_index integer, asked_code bytea, most_tries integer, asked_at timestamptz", "bytea", BY_CODE),
        function("portal_code_used", "asked_token bytea", "void", USED),
        function("portal_number_shared", "asked_index integer, asked_person uuid, asked_at timestamptz", "boolean", SHARED),
    ]  # fmt: skip
