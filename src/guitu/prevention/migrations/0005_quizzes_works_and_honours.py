"""Prevention's quizzes, works and honours: seen by who sees the units of the area whole; a teacher sees his own school, a juror
no author before prizes are decided. Whoever has no account asks functions of the owner (ADR 0065)."""

import uuid

from django.db import migrations, models

from guitu.grid.following import follow_areas, follow_path
from guitu.kit.rowsecurity import IN_COUNTY, POST, function, in_area, secure, seeing_every_row
from guitu.matters.rowsecurity import sees_whole

WHOLE = sees_whole("units")
HERE = f"({IN_COUNTY} AND {in_area()} AND {WHOLE})"
MY_SCHOOLS = f"(SELECT s.id FROM prevention_school s WHERE s.post_id = {POST})"
OR_MINE = f"({HERE} OR school_id IN {MY_SCHOOLS})"
JUDGING = (  # a collection whose prizes are not decided, in which the acting post is a juror
    "EXISTS (SELECT FROM prevention_juror j JOIN prevention_collection c ON c.id = j.collection_id"
    f" WHERE j.collection_id = {{table}}.collection_id AND j.post_id = {POST} AND c.decided_on IS NULL)"
)
JUROR = f"EXISTS (SELECT FROM prevention_juror j WHERE j.collection_id = prevention_work.collection_id AND j.post_id = {POST})"
MY_WORKS = f"(SELECT w.id FROM prevention_work w WHERE w.school_id IN {MY_SCHOOLS})"
AUTHORS = f"(({HERE} OR id IN {MY_WORKS}) AND NOT {JUDGING.format(table='prevention_author')})"
MARKS = f"(post_id = {POST} OR ({IN_COUNTY} AND {WHOLE} AND NOT {JUDGING.format(table='prevention_mark')}))"

TODAY = "((asked_at AT TIME ZONE 'Asia/Shanghai')::date)"
QUIZ = (
    "quiz uuid, county text, path text, title text, level text, audience text, questions integer, minutes integer,"
    " opens_on date, closes_on date, class uuid, class_name text, school text"
)
QUIZ_OF = """
SELECT q.id, q.county_id, coalesce(k.scope_path, q.scope_path), q.title, q.level, q.audience, q.questions, q.minutes, q.opens_on, q.closes_on,
  k.id, k.name, s.name
FROM prevention_quiz q LEFT JOIN prevention_quizclass k ON k.quiz_id = q.id AND k.code = asked_code LEFT JOIN prevention_school s ON s.id = k.school_id
WHERE q.code = asked_code AND q.audience = 'anybody'
   OR q.id IN (SELECT o.quiz_id FROM prevention_quizclass o WHERE o.code = asked_code)
"""
# One class is held while its seat is counted, so that two telephones do not take the last go twice.
SIT = f"""
DECLARE q record; sat integer;
BEGIN
  SELECT * INTO q FROM prevention_quiz_of(asked_code);
  IF q.quiz IS NULL THEN RETURN 'none'; END IF;
  IF EXISTS (SELECT FROM prevention_sitting t WHERE t.county_id = q.county AND t.secret_hash = asked_secret) THEN RETURN 'kept'; END IF;
  IF {TODAY} < q.opens_on OR {TODAY} >= q.closes_on THEN RETURN 'closed'; END IF;
  IF q.class IS NOT NULL THEN
    PERFORM FROM prevention_quizclass k WHERE k.id = q.class FOR UPDATE;
    SELECT count(*) INTO sat FROM prevention_sitting t WHERE t.class_id = q.class AND t.seat = asked_seat;
    IF sat >= most THEN RETURN 'too_often'; END IF;
  END IF;
  INSERT INTO prevention_sitting (id, county_id, scope_path, quiz_id, class_id, seat, secret_hash, drawn, asked, started_at, ends_at)
    VALUES (gen_random_uuid(), q.county, q.path, q.quiz, q.class, CASE WHEN q.class IS NOT NULL THEN asked_seat END, asked_secret, asked_drawn,
      q.questions, asked_at, asked_at + make_interval(mins => q.minutes))
    ON CONFLICT (county_id, secret_hash) DO NOTHING;
  RETURN 'kept';
END
"""
SAT = """
BEGIN
  RETURN QUERY SELECT count(*)::integer FROM prevention_sitting t JOIN prevention_quizclass k ON k.id = t.class_id
    WHERE k.code = asked_code AND t.seat = asked_seat;
END
"""
SITTING = """
SELECT t.id, q.title, q.level, t.county_id, t.scope_path, t.drawn, t.asked, t.started_at, t.ends_at, t.handed_in_at,
  ARRAY(SELECT r.place FROM prevention_reply r WHERE r.sitting_id = t.id ORDER BY r.place),
  ARRAY(SELECT r.choice FROM prevention_reply r WHERE r.sitting_id = t.id ORDER BY r.place),
  ARRAY(SELECT r.turn FROM prevention_reply r WHERE r.sitting_id = t.id ORDER BY r.place)
FROM prevention_sitting t JOIN prevention_quiz q ON q.id = t.quiz_id WHERE t.secret_hash = asked_secret
"""
SITTING_ROW = (
    "sitting uuid, title text, level text, county text, path text, drawn text, asked integer, started_at timestamptz, ends_at timestamptz,"
    " handed_in_at timestamptz, places integer[], choices integer[], turns integer[]"
)
# An answer that comes again, or after a later one to the same question, changes nothing: the line broke, not the mind.
GIVE = """
DECLARE t record;
BEGIN
  SELECT * INTO t FROM prevention_sitting f WHERE f.secret_hash = asked_secret FOR UPDATE;
  IF t.id IS NULL THEN RETURN 'none'; END IF;
  IF asked_place < 1 OR asked_place > t.asked OR asked_choice < 0 OR asked_choice > 3 THEN RETURN 'odd'; END IF;
  IF t.handed_in_at IS NOT NULL THEN RETURN 'handed_in'; END IF;
  IF asked_at >= t.ends_at THEN RETURN 'over'; END IF;
  INSERT INTO prevention_reply AS r (id, county_id, sitting_id, place, question, choice, turn, at)
    VALUES (gen_random_uuid(), t.county_id, t.id, asked_place, asked_question, asked_choice, asked_turn, asked_at)
    ON CONFLICT (county_id, sitting_id, place) DO UPDATE SET choice = excluded.choice, turn = excluded.turn, at = excluded.at
    WHERE excluded.turn > r.turn;
  RETURN 'kept';
END
"""
HAND_IN = """
BEGIN
  UPDATE prevention_sitting t SET handed_in_at = least(asked_at, t.ends_at) WHERE t.secret_hash = asked_secret AND t.handed_in_at IS NULL;
  RETURN EXISTS (SELECT FROM prevention_sitting t WHERE t.secret_hash = asked_secret);
END
"""
CERTIFICATE = (
    "SELECT c.id, c.kind, c.year, c.number, c.issued_on, c.valid_until, c.withdrawn_on, c.is_named, c.words FROM prevention_certificate c"
    " WHERE c.code = asked_code"
)
CERTIFICATE_ROW = (
    "certificate uuid, kind text, year integer, number integer, issued_on date, valid_until date, withdrawn_on date, is_named boolean, words bytea"
)
ON = """
SELECT 'quiz'::text, q.id, q.code, q.title, NULL::bytea, q.opens_on, q.closes_on, q.scope_path FROM prevention_quiz q
  WHERE q.county_id = asked_county AND q.audience = 'anybody' AND q.closes_on > asked_on
UNION ALL
SELECT 'activity'::text, a.id, ''::text, ''::text, m.label, a.held_on, a.held_on + 1, a.scope_path FROM prevention_activity a
  JOIN matters_matter m ON m.id = a.id AND m.state = 'published' WHERE a.county_id = asked_county AND a.parent_id IS NULL AND a.held_on >= asked_on
UNION ALL
SELECT 'place'::text, p.id, ''::text, p.name, NULL::bytea, p.opened_on, NULL::date, p.scope_path FROM prevention_place p
  JOIN matters_matter m ON m.id = p.id AND m.state = 'sound' WHERE p.county_id = asked_county AND p.kind IN ('base', 'reading_room')
ORDER BY 1, 6
"""
PLACE = (
    "SELECT p.id, p.county_id, p.scope_path, p.name FROM prevention_place p JOIN matters_matter m ON m.id = p.id AND m.state <> 'closed'"
    " WHERE p.id = asked_place AND p.kind IN ('base', 'reading_room')"
)
# The place is held while its slot is added up: a slot never holds more than it takes, whoever asks at once.
BOOK = """
DECLARE p record; taken integer; found text;
BEGIN
  SELECT * INTO p FROM prevention_place f WHERE f.id = asked_place FOR UPDATE;
  IF p.id IS NULL THEN RETURN 'none'; END IF;
  SELECT b.state INTO found FROM prevention_booking b WHERE b.matter_id = p.id AND b.secret_hash = asked_secret;
  IF found IS NOT NULL THEN RETURN found; END IF;
  SELECT coalesce(sum(b.headcount), 0) INTO taken FROM prevention_booking b
    WHERE b.matter_id = p.id AND b.day_on = asked_day AND b.slot = asked_slot AND b.state = 'confirmed';
  found := CASE WHEN taken + asked_heads <= most THEN 'confirmed' ELSE 'waiting' END;
  INSERT INTO prevention_booking (id, county_id, scope_path, matter_id, day_on, slot, visitors, headcount, state, asked_at, who, phone, secret_hash)
    VALUES (asked_id, p.county_id, p.scope_path, p.id, asked_day, asked_slot, asked_visitors, asked_heads, found, asked_at, asked_who, asked_phone, asked_secret);
  RETURN found;
END
"""
BOOKED = (
    "SELECT b.id, p.name, b.day_on, b.slot, b.headcount, b.state, b.county_id, b.scope_path FROM prevention_booking b"
    " JOIN prevention_place p ON p.id = b.matter_id WHERE b.secret_hash = asked_secret"
)
# Whoever waits and fits comes in, in the order asked; the first that does not fit holds up nobody smaller (rules/places.py).
CANCEL = """
DECLARE b record; w record; taken integer;
BEGIN
  SELECT * INTO b FROM prevention_booking f WHERE f.secret_hash = asked_secret AND f.state IN ('confirmed', 'waiting');
  IF b.id IS NULL THEN RETURN false; END IF;
  PERFORM FROM prevention_place p WHERE p.id = b.matter_id FOR UPDATE;
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
# Numbers are of the whole county or collection, also where the post that draws one sees a part of it.
NEXT_WORK = "SELECT 1 + coalesce(max(w.number), 0) FROM prevention_work w WHERE w.collection_id = asked_collection"
NEXT_CERTIFICATE = (
    "SELECT 1 + coalesce(max(c.number), 0) FROM prevention_certificate c WHERE c.county_id = current_setting('guitu.county', true)"
    " AND c.kind = asked_kind AND c.year = asked_year"
)
FORGET = """
BEGIN
  UPDATE prevention_booking b SET phone = NULL WHERE b.county_id = asked_county AND b.county_id = current_setting('guitu.county', true) AND b.phone IS NOT NULL AND b.day_on <= asked_day;
  RETURN true;
END
"""
PATHED = ("brand", "school", "deed", "contest", "quiz", "quizclass", "sitting", "collection", "work", "author", "certificate", "honour")

# A teacher's and a propaganda officer's post is given by whoever looks after posts, as every other (0011 of grid, 0002 of systems).
_CARE = (
    "town_head", "social_worker", "village_worker", "grid_worker", "police_liaison", "facility_officer",
    "member_liaison", "counsellor", "clinic_staff", "storekeeper", "teacher", "propaganda_officer",
)  # fmt: skip
LISTED = [
    *(("security_admin", role) for role in (*_CARE, "county_director", "county_clerk", "system_admin", "audit_admin", "system")),
    ("county_director", "security_admin"),
    *(("county_clerk", role) for role in _CARE),
]
CEILINGS = "CREATE OR REPLACE FUNCTION grid_ceilings() RETURNS TABLE(granter text, granted text) LANGUAGE sql IMMUTABLE AS $$ VALUES {listed} $$"


class Migration(migrations.Migration):
    dependencies = [
        ("prevention", "0004_units_and_surveys"), ("grid", "0017_a_name_is_free_again"), ("systems", "0002_row_security"),
        ("casework", "0027_points_are_transfers"),  # gives the storekeeper's post its place among those below
    ]  # fmt: skip

    operations = [
        seeing_every_row(),
        migrations.RunSQL(
            CEILINGS.format(listed=", ".join(f"('{granter}', '{granted}')" for granter, granted in LISTED)), reverse_sql=migrations.RunSQL.noop
        ),
        migrations.CreateModel(
            name='Author',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('county_id', models.TextField(db_collation='C')),
                ('scope_path', models.TextField(db_collation='C')),
                ('collection_id', models.UUIDField()),
                ('is_minor', models.BooleanField()),
                ('has_consent', models.BooleanField()),
                ('words', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='Collection',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('county_id', models.TextField(db_collation='C')),
                ('scope_path', models.TextField(db_collation='C')),
                ('title', models.TextField()),
                ('categories', models.TextField()),
                ('opens_on', models.DateField()),
                ('closes_on', models.DateField()),
                ('decided_on', models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('county_id', models.TextField(db_collation='C')),
                ('collection_id', models.UUIDField()),
                ('media_type', models.TextField()),
                ('data', models.BinaryField()),
            ],
        ),
        migrations.AddField(
            model_name='booking',
            name='phone',
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name='booking',
            name='secret_hash',
            field=models.BinaryField(null=True),
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('county_id', models.TextField(db_collation='C')),
                ('scope_path', models.TextField(db_collation='C')),
                ('kind', models.TextField()),
                ('about_id', models.UUIDField()),
                ('year', models.IntegerField()),
                ('number', models.IntegerField()),
                ('code', models.TextField()),
                ('issued_on', models.DateField()),
                ('valid_until', models.DateField(null=True)),
                ('withdrawn_on', models.DateField(null=True)),
                ('is_named', models.BooleanField()),
                ('words', models.BinaryField()),
            ],
            options={
                'indexes': [models.Index(fields=['code'], name='prevention_certificate_code')],
                'constraints': [models.UniqueConstraint(fields=('county_id', 'kind', 'year', 'number'), name='prevention_certificate_no'), models.UniqueConstraint(fields=('county_id', 'code'), name='prevention_certificate_of')],
            },
        ),
        migrations.CreateModel(
            name='Contest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('county_id', models.TextField(db_collation='C')),
                ('scope_path', models.TextField(db_collation='C')),
                ('school_id', models.UUIDField()),
                ('year', models.IntegerField()),
                ('pupils', models.IntegerField()),
                ('took_part', models.IntegerField()),
                ('passed', models.IntegerField()),
                ('excellent', models.IntegerField()),
                ('perfect', models.IntegerField()),
                ('mean', models.IntegerField(null=True)),
                ('taken_back_on', models.DateField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('county_id', 'school_id', 'year'), name='prevention_contest_once')],
            },
        ),
        migrations.CreateModel(
            name='Deed',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('county_id', models.TextField(db_collation='C')),
                ('scope_path', models.TextField(db_collation='C')),
                ('school_id', models.UUIDField()),
                ('item', models.TextField()),
                ('day_on', models.DateField()),
                ('hours', models.IntegerField()),
                ('taken_back_on', models.DateField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['school_id', 'day_on'], name='prevention_deed_of_school')],
                'constraints': [models.CheckConstraint(condition=models.Q(('hours__gte', 0), ('item__in', ('exhibition', 'film', 'lesson', 'essay', 'class_meeting', 'leading_group', 'plan', 'teacher', 'materials', 'parents_letter', 'surroundings', 'records'))), name='prevention_deed_item')],
            },
        ),
        migrations.CreateModel(
            name='Honour',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('county_id', models.TextField(db_collation='C')),
                ('scope_path', models.TextField(db_collation='C')),
                ('kind', models.TextField()),
                ('level', models.TextField()),
                ('year', models.IntegerField()),
                ('nominated_on', models.DateField(null=True)),
                ('nominated_person', models.UUIDField(null=True)),
                ('publicised_on', models.DateField(null=True)),
                ('refused_on', models.DateField(null=True)),
                ('granted_on', models.DateField(null=True)),
                ('ends_on', models.DateField(null=True)),
                ('revoked_on', models.DateField(null=True)),
                ('words', models.BinaryField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ('person', 'unit', 'team', 'plaque', 'council')), ('level__in', ('national', 'province', 'city', 'county'))), name='prevention_honour_kind')],
            },
        ),
        migrations.CreateModel(
            name='Juror',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('county_id', models.TextField(db_collation='C')),
                ('collection_id', models.UUIDField()),
                ('post_id', models.UUIDField()),
                ('path', models.TextField(db_collation='C')),
                ('school_id', models.UUIDField(null=True)),
                ('named_on', models.DateField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('county_id', 'collection_id', 'post_id'), name='prevention_juror_once')],
            },
        ),
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('county_id', models.TextField(db_collation='C')),
                ('collection_id', models.UUIDField()),
                ('work_id', models.UUIDField()),
                ('post_id', models.UUIDField()),
                ('is_conflict', models.BooleanField(default=False)),
                ('theme', models.IntegerField(null=True)),
                ('idea', models.IntegerField(null=True)),
                ('expression', models.IntegerField(null=True)),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('county_id', 'work_id', 'post_id'), name='prevention_mark_once'), models.CheckConstraint(condition=models.Q(models.Q(('is_conflict', True), ('theme__isnull', True)), models.Q(('expression__isnull', False), ('idea__isnull', False), ('is_conflict', False), ('theme__isnull', False)), _connector='OR'), name='prevention_mark_whole')],
            },
        ),
        migrations.CreateModel(
            name='Quiz',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('county_id', models.TextField(db_collation='C')),
                ('scope_path', models.TextField(db_collation='C')),
                ('title', models.TextField()),
                ('level', models.TextField()),
                ('audience', models.TextField()),
                ('questions', models.IntegerField()),
                ('minutes', models.IntegerField()),
                ('opens_on', models.DateField()),
                ('closes_on', models.DateField()),
                ('code', models.TextField()),
            ],
            options={
                'indexes': [models.Index(fields=['code'], name='prevention_quiz_code')],
                'constraints': [models.UniqueConstraint(fields=('county_id', 'code'), name='prevention_quiz_of_code'), models.CheckConstraint(condition=models.Q(('audience__in', ('anybody', 'classes')), ('level__in', ('primary', 'secondary', 'public'))), name='prevention_quiz_level')],
            },
        ),
        migrations.CreateModel(
            name='QuizClass',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('county_id', models.TextField(db_collation='C')),
                ('scope_path', models.TextField(db_collation='C')),
                ('quiz_id', models.UUIDField()),
                ('school_id', models.UUIDField()),
                ('name', models.TextField()),
                ('pupils', models.IntegerField()),
                ('code', models.TextField()),
            ],
            options={
                'indexes': [models.Index(fields=['code'], name='prevention_quizclass_code')],
                'constraints': [models.UniqueConstraint(fields=('county_id', 'code'), name='prevention_quizclass_of_code'), models.UniqueConstraint(fields=('county_id', 'quiz_id', 'school_id', 'name'), name='prevention_quizclass_name')],
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('county_id', models.TextField(db_collation='C')),
                ('sitting_id', models.UUIDField()),
                ('place', models.IntegerField()),
                ('question', models.TextField()),
                ('choice', models.IntegerField()),
                ('turn', models.IntegerField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('county_id', 'sitting_id', 'place'), name='prevention_reply_once')],
            },
        ),
        migrations.CreateModel(
            name='School',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('county_id', models.TextField(db_collation='C')),
                ('scope_path', models.TextField(db_collation='C')),
                ('name', models.TextField()),
                ('level', models.TextField()),
                ('pupils', models.IntegerField()),
                ('post_id', models.UUIDField(null=True)),
                ('since_on', models.DateField()),
                ('closed_on', models.DateField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('county_id', 'scope_path', 'name'), name='prevention_school_name'), models.CheckConstraint(condition=models.Q(('level__in', ('primary', 'secondary', 'high', 'vocational', 'nine_year')), ('pupils__gte', 1)), name='prevention_school_level')],
            },
        ),
        migrations.CreateModel(
            name='Sitting',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('county_id', models.TextField(db_collation='C')),
                ('scope_path', models.TextField(db_collation='C')),
                ('quiz_id', models.UUIDField()),
                ('class_id', models.UUIDField(null=True)),
                ('seat', models.IntegerField(null=True)),
                ('secret_hash', models.BinaryField()),
                ('drawn', models.TextField()),
                ('asked', models.IntegerField()),
                ('started_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('handed_in_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['secret_hash'], name='prevention_sitting_secret'), models.Index(fields=['quiz_id'], name='prevention_sitting_of_quiz')],
                'constraints': [models.UniqueConstraint(fields=('county_id', 'secret_hash'), name='prevention_sitting_once')],
            },
        ),
        migrations.CreateModel(
            name='Work',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('county_id', models.TextField(db_collation='C')),
                ('scope_path', models.TextField(db_collation='C')),
                ('collection_id', models.UUIDField()),
                ('number', models.IntegerField()),
                ('category', models.TextField()),
                ('school_id', models.UUIDField(null=True)),
                ('taken_on', models.DateField()),
                ('taken_back_on', models.DateField(null=True)),
                ('prize', models.TextField(default='')),
                ('words', models.BinaryField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('county_id', 'collection_id', 'number'), name='prevention_work_number'), models.CheckConstraint(condition=models.Q(('category__in', ('painting', 'newspaper', 'calligraphy', 'poem', 'photo', 'video')), ('prize__in', ('', 'first', 'second', 'third'))), name='prevention_work_category')],
            },
        ),
        secure("prevention_school", read=f"({HERE} OR post_id = {POST})", write=HERE),
        secure("prevention_deed", read=OR_MINE),
        secure("prevention_contest", read=OR_MINE, write=HERE),
        secure("prevention_quiz", read=IN_COUNTY, write=HERE),
        secure("prevention_quizclass", read=OR_MINE),
        secure(
            "prevention_sitting",
            read=f"({HERE} OR class_id IN (SELECT k.id FROM prevention_quizclass k WHERE k.school_id IN {MY_SCHOOLS}))",
            add=False, change=False,
        ),
        secure("prevention_reply", read="(sitting_id IN (SELECT t.id FROM prevention_sitting t))", add=False, change=False),
        secure("prevention_collection", read=IN_COUNTY, write=HERE),
        secure("prevention_work", read=f"({OR_MINE} OR {JUROR})", write=OR_MINE),
        secure("prevention_author", read=AUTHORS),
        secure("prevention_picture", read="(id IN (SELECT w.id FROM prevention_work w))", remove=True),
        secure("prevention_juror", read=IN_COUNTY, write=f"({IN_COUNTY} AND {WHOLE})"),
        secure("prevention_mark", read=MARKS, write=f"({IN_COUNTY} AND post_id = {POST})"),
        secure("prevention_certificate", read=f"({HERE} OR about_id IN {MY_WORKS})", write=HERE),
        secure("prevention_honour", read=HERE),
        function("prevention_quiz_of", "asked_code text", f"TABLE ({QUIZ})", QUIZ_OF),
        function(
            "prevention_sit", "asked_code text, asked_secret bytea, asked_seat integer, asked_drawn text, most integer, asked_at timestamptz", "text", SIT
        ),
        function("prevention_sat", "asked_code text, asked_seat integer", "TABLE (n integer)", SAT),
        function("prevention_sitting_of", "asked_secret bytea", f"TABLE ({SITTING_ROW})", SITTING),
        function(
            "prevention_give",
            "asked_secret bytea, asked_place integer, asked_question text, asked_choice integer, asked_turn integer, asked_at timestamptz",
            "text", GIVE,
        ),
        function("prevention_hand_in", "asked_secret bytea, asked_at timestamptz", "boolean", HAND_IN),
        function("prevention_certificate_of", "asked_code text", f"TABLE ({CERTIFICATE_ROW})", CERTIFICATE),
        function(
            "prevention_on", "asked_county text, asked_on date",
            "TABLE (what text, id uuid, code text, title text, label bytea, since_on date, until_on date, path text)", ON,
        ),
        function("prevention_open_place", "asked_place uuid", "TABLE (id uuid, county text, path text, name text)", PLACE),
        function(
            "prevention_book",
            "asked_place uuid, asked_id uuid, asked_secret bytea, asked_day date, asked_slot text, asked_visitors text, asked_heads integer,"
            " asked_who bytea, asked_phone bytea, most integer, asked_at timestamptz",
            "text", BOOK,
        ),
        function(
            "prevention_booked", "asked_secret bytea",
            "TABLE (id uuid, name text, day_on date, slot text, headcount integer, state text, county text, path text)", BOOKED,
        ),
        function("prevention_cancel", "asked_secret bytea, most integer", "boolean", CANCEL),
        function("prevention_next_work", "asked_collection uuid", "TABLE (n integer)", NEXT_WORK),
        function("prevention_next_certificate", "asked_kind text, asked_year integer", "TABLE (n integer)", NEXT_CERTIFICATE),
        function("prevention_forget_phones", "asked_county text, asked_day date", "boolean", FORGET),
        follow_areas("prevention", *(follow_path(f"prevention_{table}") for table in PATHED), follow_path("prevention_juror", "path")),
    ]
