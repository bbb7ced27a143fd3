"""Activities are signed up for, and remarks are left at a place, without an account: by functions of the owner (ADR 0065), which
hold the matter while its places are added up, as the commands of the office do: so nobody comes in between."""

import uuid

from django.db import migrations, models

from guitu.kit.rowsecurity import function, seeing_every_row
from guitu.matters.rowsecurity import hang_on_matter, hide_ended, secure_matter

# Who is in: signed up and confirmed, or come already.
TAKEN = "(SELECT coalesce(sum(f.heads), 0) FROM prevention_signup f WHERE f.matter_id = a.id AND f.state IN ('confirmed', 'came'))::integer"
OPEN = f"""
SELECT a.id, a.county_id, a.scope_path, m.label, a.about, a.held_on, a.places, {TAKEN}
FROM prevention_activity a JOIN matters_matter m ON m.id = a.id AND m.state = 'published' WHERE a.id = asked_activity
"""
OPEN_ROW = "id uuid, county text, path text, label bytea, about bytea, held_on date, places integer, taken integer"
# Sent twice it is one, by the secret of its link. Numbers run from 1 in each activity; who holds it gives the next.
SIGN_UP = f"""
DECLARE a record; said text;
BEGIN
  PERFORM FROM matters_matter m WHERE m.id = asked_activity FOR UPDATE;
  SELECT f.* INTO a FROM prevention_activity f JOIN matters_matter m ON m.id = f.id AND m.state = 'published'
    WHERE f.id = asked_activity AND f.places IS NOT NULL;
  IF a.id IS NULL THEN RETURN 'none'; END IF;
  SELECT s.state INTO said FROM prevention_signup s WHERE s.matter_id = a.id AND s.secret_hash = asked_secret;
  IF said IS NOT NULL THEN RETURN said; END IF;
  said := CASE WHEN {TAKEN} + asked_heads <= a.places THEN 'confirmed' ELSE 'waiting' END;
  INSERT INTO prevention_signup (id, county_id, scope_path, matter_id, number, heads, state, asked_at, phone, secret_hash)
    SELECT asked_id, a.county_id, a.scope_path, a.id, 1 + coalesce(max(s.number), 0), asked_heads, said, moment, asked_phone, asked_secret
    FROM prevention_signup s WHERE s.matter_id = a.id;
  RETURN said;
END
"""
SIGNED_ROW = (
    "id uuid, activity uuid, county text, path text, label bytea, about bytea, held_on date, stands text, number integer, heads integer, state text, before integer"
)
SIGNED = """
SELECT s.id, s.matter_id, s.county_id, s.scope_path, m.label, a.about, a.held_on, m.state, s.number, s.heads, s.state,
  (SELECT count(*) FROM prevention_signup w WHERE w.matter_id = s.matter_id AND w.state = 'waiting' AND (w.asked_at, w.id) < (s.asked_at, s.id))::integer
FROM prevention_signup s JOIN prevention_activity a ON a.id = s.matter_id JOIN matters_matter m ON m.id = s.matter_id WHERE s.secret_hash = asked_secret
"""
# Whoever waits and fits comes in, in the order asked; the first that does not fit holds up nobody smaller (rules/room.py).
GIVE_UP = f"""
DECLARE s record; a record; w record;
BEGIN
  SELECT f.* INTO s FROM prevention_signup f WHERE f.secret_hash = asked_secret AND f.state IN ('confirmed', 'waiting');
  IF s.id IS NULL THEN RETURN false; END IF;
  PERFORM FROM matters_matter m WHERE m.id = s.matter_id FOR UPDATE;
  SELECT f.* INTO a FROM prevention_activity f WHERE f.id = s.matter_id;
  UPDATE prevention_signup f SET state = 'cancelled', phone = NULL WHERE f.id = s.id AND f.state IN ('confirmed', 'waiting');
  FOR w IN SELECT f.id, f.heads FROM prevention_signup f WHERE f.matter_id = a.id AND f.state = 'waiting' ORDER BY f.asked_at, f.id
  LOOP
    IF {TAKEN} + w.heads <= a.places THEN
      UPDATE prevention_signup f SET state = 'confirmed' WHERE f.id = w.id;
    END IF;
  END LOOP;
  RETURN true;
END
"""
# At the door, on the day: the number of the sign-up with the code that stands there.
ARRIVE = """
DECLARE a record; s record;
BEGIN
  SELECT f.id, f.county_id, f.held_on, f.gate INTO a FROM prevention_activity f JOIN matters_matter m ON m.id = f.id AND m.state = 'published'
    WHERE f.id = asked_activity;
  IF a.id IS NULL OR a.gate = '' OR a.gate <> asked_gate THEN RETURN 'none'; END IF;
  IF a.held_on <> asked_on THEN RETURN 'not_its_day'; END IF;
  SELECT f.id, f.state, f.heads INTO s FROM prevention_signup f
    WHERE f.county_id = a.county_id AND f.matter_id = a.id AND f.number = asked_number FOR UPDATE;
  IF s.id IS NULL THEN RETURN 'none'; END IF;
  IF s.state = 'confirmed' THEN
    UPDATE prevention_signup f SET state = 'came', came = s.heads, came_at = moment WHERE f.id = s.id;
    RETURN 'came';
  END IF;
  RETURN s.state;
END
"""
# A group's booking held its place only; now the matter, so that it waits for the desk and the desk for it.
BOOK = """
DECLARE p record; taken integer; said text;
BEGIN
  PERFORM FROM matters_matter m WHERE m.id = asked_place FOR UPDATE;
  SELECT f.* INTO p FROM prevention_place f WHERE f.id = asked_place;
  IF p.id IS NULL THEN RETURN 'none'; END IF;
  SELECT b.state INTO said FROM prevention_booking b WHERE b.matter_id = p.id AND b.secret_hash = asked_secret;
  IF said IS NOT NULL THEN RETURN said; END IF;
  SELECT coalesce(sum(b.headcount), 0) INTO taken FROM prevention_booking b
    WHERE b.matter_id = p.id AND b.day_on = asked_day AND b.slot = asked_slot AND b.state = 'confirmed';
  said := CASE WHEN taken + asked_heads <= most THEN 'confirmed' ELSE 'waiting' END;
  INSERT INTO prevention_booking (id, county_id, scope_path, matter_id, day_on, slot, visitors, headcount, state, asked_at, who, phone, secret_hash)
    VALUES (asked_id, p.county_id, p.scope_path, p.id, asked_day, asked_slot, asked_visitors, asked_heads, said, asked_at, asked_who, asked_phone, asked_secret);
  RETURN said;
END
"""
CANCEL = """
DECLARE b record; w record; taken integer;
BEGIN
  SELECT * INTO b FROM prevention_booking f WHERE f.secret_hash = asked_secret AND f.state IN ('confirmed', 'waiting');
  IF b.id IS NULL THEN RETURN false; END IF;
  PERFORM FROM matters_matter m WHERE m.id = b.matter_id FOR UPDATE;
  UPDATE prevention_booking f SET state = 'cancelled', phone = NULL WHERE f.id = b.id AND f.state IN ('confirmed', 'waiting');
  SELECT coalesce(sum(f.headcount), 0) INTO taken FROM prevention_booking f
    WHERE f.matter_id = b.matter_id AND f.day_on = b.day_on AND f.slot = b.slot AND f.state = 'confirmed';
  FOR w IN SELECT f.id, f.headcount FROM prevention_booking f WHERE f.matter_id = b.matter_id AND f.day_on = b.day_on AND f.slot = b.slot
    AND f.state = 'waiting' ORDER BY f.asked_at, f.id
  LOOP
    IF taken + w.headcount <= most THEN
      UPDATE prevention_booking f SET state = 'confirmed' WHERE f.id = w.id;
      taken := taken + w.headcount;
    END IF;
  END LOOP;
  RETURN true;
END
"""
LEAVE = """
DECLARE p record;
BEGIN
  SELECT f.id, f.county_id, f.scope_path INTO p FROM prevention_place f JOIN matters_matter m ON m.id = f.id AND m.state <> 'closed' WHERE f.id = asked_place;
  IF p.id IS NULL THEN RETURN false; END IF;
  INSERT INTO prevention_remark (id, county_id, scope_path, matter_id, left_on, state, words, secret_hash)
    VALUES (asked_id, p.county_id, p.scope_path, p.id, asked_on, 'waiting', asked_words, asked_secret)
    ON CONFLICT (county_id, matter_id, secret_hash) DO NOTHING;
  RETURN true;
END
"""
REMARKS = (
    "SELECT r.id, r.left_on, r.words FROM prevention_remark r WHERE r.matter_id = asked_place AND r.state = 'shown'"
    " ORDER BY r.left_on DESC, r.id LIMIT 50"
)
BOOK_OF = (  # every open place has its book of remarks
    "SELECT p.id, p.county_id, p.scope_path, p.name FROM prevention_place p JOIN matters_matter m ON m.id = p.id AND m.state <> 'closed'"
    " WHERE p.id = asked_place"
)
ON = """
SELECT 'quiz'::text, q.id, q.code, q.title, NULL::bytea, q.opens_on, q.closes_on, q.scope_path FROM prevention_quiz q
  WHERE q.county_id = asked_county AND q.audience = 'anybody' AND q.closes_on > asked_on
UNION ALL
SELECT 'activity'::text, a.id, CASE WHEN a.places IS NULL THEN '' ELSE 'sign_up' END, ''::text, m.label, a.held_on, a.held_on + 1, a.scope_path
  FROM prevention_activity a JOIN matters_matter m ON m.id = a.id AND m.state = 'published'
  WHERE a.county_id = asked_county AND a.parent_id IS NULL AND a.held_on >= asked_on
UNION ALL
SELECT 'place'::text, p.id, ''::text, p.name, NULL::bytea, p.opened_on, NULL::date, p.scope_path FROM prevention_place p
  JOIN matters_matter m ON m.id = p.id AND m.state = 'sound' WHERE p.county_id = asked_county AND p.kind IN ('base', 'reading_room')
ORDER BY 1, 6
"""
FORGET = """
BEGIN
  UPDATE prevention_signup s SET phone = NULL FROM prevention_activity a WHERE s.county_id = asked_county
    AND s.county_id = current_setting('guitu.county', true) AND s.phone IS NOT NULL AND a.id = s.matter_id AND a.held_on <= asked_day;
  RETURN true;
END
"""
ON_MATTER = [
    ("county_id", models.TextField(db_collation="C")),
    ("scope_path", models.TextField(db_collation="C")),
    ("compartment", models.TextField(db_collation="C", db_default="units", default="units")),
    ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
    ("matter_id", models.UUIDField()),
]
HANGING = ("prevention_signup", "prevention_remark")


class Migration(migrations.Migration):
    dependencies = [("prevention", "0005_quizzes_works_and_honours"), ("matters", "0010_files_are_sealed")]

    operations = [
        seeing_every_row(),
        migrations.AddField("activity", "places", models.IntegerField(null=True)),
        migrations.AddField("activity", "gate", models.TextField(db_default="", default="")),
        migrations.CreateModel(
            name="SignUp",
            fields=[
                *ON_MATTER,
                ("number", models.IntegerField()),
                ("heads", models.IntegerField()),
                ("state", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("came", models.IntegerField(null=True)),
                ("came_at", models.DateTimeField(null=True)),
                ("phone", models.BinaryField(null=True)),
                ("secret_hash", models.BinaryField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["county_id", "matter_id", "number"], name="prevention_signup_number"),
                    models.CheckConstraint(
                        condition=models.Q(state__in=("confirmed", "waiting", "cancelled", "came"), heads__gte=1), name="prevention_signup_state"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(state="came", came__gte=1) | (~models.Q(state="came") & models.Q(came__isnull=True)),
                        name="prevention_signup_came",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                *ON_MATTER,
                ("left_on", models.DateField()),
                ("state", models.TextField()),
                ("decided_on", models.DateField(null=True)),
                ("words", models.BinaryField()),
                ("secret_hash", models.BinaryField()),
            ],
            options={
                "indexes": [models.Index(fields=["matter_id", "state", "left_on"], name="prevention_remark_of_place")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(state__in=("waiting", "shown", "declined")), name="prevention_remark_state"),
                    models.UniqueConstraint(fields=["county_id", "matter_id", "secret_hash"], name="prevention_remark_once"),
                ],
            },
        ),
        *(step for table in HANGING for step in (secure_matter(table, compartment="units"), hang_on_matter(table, compartment="units"))),
        *hide_ended(**dict.fromkeys(HANGING, "matter_id")),
        function("prevention_open_activity", "asked_activity uuid", f"TABLE ({OPEN_ROW})", OPEN),
        function(
            "prevention_sign_up", "asked_activity uuid, asked_id uuid, asked_secret bytea, asked_heads integer, asked_phone bytea, moment timestamptz",
            "text", SIGN_UP,
        ),
        function("prevention_signed_up", "asked_secret bytea", f"TABLE ({SIGNED_ROW})", SIGNED),
        function("prevention_give_up", "asked_secret bytea", "boolean", GIVE_UP),
        function(
            "prevention_arrive", "asked_activity uuid, asked_gate text, asked_number integer, asked_on date, moment timestamptz", "text", ARRIVE
        ),
        function("prevention_book_of", "asked_place uuid", "TABLE (id uuid, county text, path text, name text)", BOOK_OF),
        function(
            "prevention_leave_remark", "asked_place uuid, asked_id uuid, asked_secret bytea, asked_words bytea, asked_on date", "boolean", LEAVE
        ),
        function("prevention_remarks_of", "asked_place uuid", "TABLE (id uuid, left_on date, words bytea)", REMARKS),
        function(
            "prevention_on", "asked_county text, asked_on date",
            "TABLE (what text, id uuid, code text, title text, label bytea, since_on date, until_on date, path text)", ON,
        ),
        function(
            "prevention_book",
            "asked_place uuid, asked_id uuid, asked_secret bytea, asked_day date, asked_slot text, asked_visitors text, asked_heads integer,"
            " asked_who bytea, asked_phone bytea, most integer, asked_at timestamptz",
            "text", BOOK,
        ),
        function("prevention_cancel", "asked_secret bytea, most integer", "boolean", CANCEL),
        function("prevention_forget_signed", "asked_county text, asked_day date", "boolean", FORGET),
    ]
