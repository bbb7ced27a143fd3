"""Sealing is a property of every table: a policy that hides an ended file on its day, and functions that take it apart.

Tables are found in the catalogue, by a column `matter_id` or `person_id`: one that comes later and hangs on a matter is
taken along by the functions, and a test waits for its policy (ADR 0055).
"""

from django.db import migrations

from guitu.kit.rowsecurity import POST, function, seeing_every_row
from guitu.matters.rowsecurity import ENDED, SEEN_ON

NOBODY = "00000000-0000-0000-0000-000000000000"
# What stays: lines of the ledger and of looks name nobody; the tables of the seal itself.
STAYS = "('ledger_entry', 'people_access', 'matters_ending')"
TABLES = f"""
  SELECT c.relname::text AS name, a.attname::text AS key FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
    AND a.atttypid = 'uuid'::regtype AND c.relname NOT IN {STAYS}
    AND (a.attname IN ('matter_id', 'person_id') OR (c.relname IN ('people_person', 'matters_matter') AND a.attname = 'id'))
"""
# Not on `matters_part`: policies that ask it would turn in a circle. It says that a post has a part in a number, no more.
HIDDEN = f"""
DO $do$ DECLARE t record; BEGIN
  FOR t IN {TABLES} AND c.relname <> 'matters_part' LOOP
    EXECUTE format('DROP POLICY IF EXISTS %s ON %I', t.name || '_not_sealed', t.name);
    EXECUTE format('CREATE POLICY %s ON %I AS RESTRICTIVE FOR ALL TO %I USING ((%I = ANY ({ENDED.replace("'", "''")})) IS NOT TRUE)',
      t.name || '_not_sealed', t.name, current_setting('guitu.app_role'), t.key);
  END LOOP;
END $do$
"""
# What is written once is taken out by the hand that seals, and by no other: the owner inside of this one function.
MAY_SEAL = "current_setting('guitu.sealing', true) = '1' AND current_user = (SELECT tableowner FROM pg_tables WHERE schemaname = 'public' AND tablename = TG_TABLE_NAME)"
ONCE = ("ledger_fact", "people_access", "people_correction", "links_link", "links_opening", "casework_pointstransfer")
UNLOCKED = "\n".join(
    f"""
DO $do$ BEGIN
  EXECUTE regexp_replace(pg_get_functiondef('{table}_append_only'::regproc), 'BEGIN',
    $r$BEGIN IF {MAY_SEAL} THEN RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END; END IF;$r$);
END $do$;"""
    for table in ONCE
)
MAY = (
    f"current_setting('guitu.post', true) IS DISTINCT FROM '{NOBODY}' OR NOT EXISTS (SELECT FROM matters_ending e"
    f" WHERE e.matter_id = of_file AND e.county_id = current_setting('guitu.county', true) AND e.sealed_on <= {SEEN_ON})"
)
ROWS = f"""
DECLARE t record;
BEGIN
  IF {MAY} THEN RETURN; END IF;
  FOR t IN {TABLES} LOOP
    RETURN QUERY EXECUTE format('SELECT %L::text, to_jsonb(x) FROM %I x WHERE x.%I = $1', t.name, t.name, t.key) USING of_file;
  END LOOP;
  RETURN QUERY SELECT 'people_access'::text, to_jsonb(x) FROM people_access x WHERE x.person_id = of_file;
END
"""
# What is counted stays without a name: under another number, a matter of kind `sealed` that no page opens. Facts keep their
# kind, their days and what is counted of them; of the person's row the number by which standing is added up.
COUNTED = "('registered', 'use_confirmed', 'measure_ended', 'reported_in', 'decision_served', 'agreement_signed')"
SEAL = f"""
DECLARE t record; e record; p record; number uuid;
BEGIN
  IF {MAY} THEN RETURN false; END IF;
  SELECT * INTO e FROM matters_ending x WHERE x.matter_id = of_file FOR UPDATE;
  SELECT * INTO p FROM people_person x WHERE x.id = of_file FOR UPDATE;
  IF p.id IS NULL THEN RETURN false; END IF;
  INSERT INTO matters_sealedfile (id, county_id, scope_path, checked_on, due_on, sealed_at, destroy_on, found_by, hold_days)
    VALUES (file, e.county_id, left(p.scope_path, 9), e.restricted_on, e.sealed_on, moment, destroy, finding,
      (SELECT coalesce(sum(coalesce(h.until_on, e.sealed_on) - h.from_on), 0) FROM matters_hold h WHERE h.subject_id = of_file));
  INSERT INTO matters_sealedbody (file_id, county_id, data) VALUES (file, e.county_id, body);

  PERFORM set_config('guitu.sealing', '1', true);
  number := p.standing_no;
  UPDATE people_person SET standing_no = gen_random_uuid() WHERE id = of_file;
  INSERT INTO matters_matter (id, county_id, scope_path, kind, compartment, label, opened_at, closed_at, sealed_at)
    VALUES (nameless, p.county_id, p.scope_path, 'sealed', 'people', nobody_label, p.opened_at, moment, moment);
  INSERT INTO people_person (id, county_id, standing_no, scope_path, opened_at, sealed_at, version, compartment, basics)
    VALUES (nameless, p.county_id, number, p.scope_path, p.opened_at, moment, 0, 'people', nobody_basics);
  UPDATE ledger_fact f SET matter_id = nameless, note = NULL, batch_id = NULL, happened_at = NULL, body = '\\x'::bytea
    WHERE f.matter_id = of_file AND (f.kind IN {COUNTED}
      OR f.corrects IN (SELECT c.id FROM ledger_fact c WHERE c.matter_id = of_file AND c.kind IN {COUNTED}));
  UPDATE casework_pointstransfer SET person_id = nameless, fact_id = NULL WHERE person_id = of_file;
  UPDATE casework_measure SET person_id = nameless, decision_no = NULL, organ = NULL WHERE person_id = of_file;
  UPDATE duties_duty SET matter_id = nameless, post_id = NULL, done_by = NULL, reasons = '[]',
    state = CASE WHEN state = 'open' THEN 'waived' ELSE state END WHERE matter_id = of_file;

  DELETE FROM people_match WHERE one_id = of_file OR other_id = of_file;
  DELETE FROM notices_notice WHERE object_id = of_file;
  DELETE FROM lists_bulkanswer WHERE row_id = of_file;
  UPDATE lists_bulk SET rows = array_remove(rows, of_file) WHERE of_file = ANY (rows);
  UPDATE exports_export SET people = array_remove(people, of_file) WHERE of_file = ANY (people);
  DELETE FROM importing_row WHERE became = of_file;
  UPDATE papers_print SET pages = NULL WHERE id IN (SELECT l.print_id FROM papers_letter l WHERE l.matter_id = of_file);
  DELETE FROM links_opening WHERE link_id IN (SELECT l.id FROM links_link l WHERE l.matter_id = of_file);
  DELETE FROM ledger_request r USING ledger_entry l
    WHERE l.matter_id = of_file AND r.post_id = l.post_id AND r.command = l.command AND r.key = l.request_id;
  DELETE FROM procrastinate_jobs j WHERE j.status NOT IN ('todo', 'doing') AND strpos(j.args::text, of_file::text) > 0;
  UPDATE people_access SET words = NULL WHERE person_id = of_file AND words IS NOT NULL;
  DELETE FROM matters_hold WHERE subject_id = of_file;
  FOR t IN {TABLES} LOOP
    -- another kind of file that names this one does so no longer
    IF t.key = 'person_id' AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = t.name::regclass AND a.attname = 'compartment') THEN
      EXECUTE format('UPDATE %I SET person_id = NULL WHERE person_id = $1 AND compartment <> ''people''', t.name) USING of_file;
    END IF;
    EXECUTE format('DELETE FROM %I WHERE %I = $1', t.name, t.key) USING of_file;
  END LOOP;
  DELETE FROM matters_ending WHERE matter_id = of_file;
  PERFORM set_config('guitu.sealing', '', true);
  RETURN true;
END
"""
OPEN = f"u.post_id = {POST} AND u.from_on <= {SEEN_ON} AND u.until_on > {SEEN_ON}"
IS_GRANTED = (
    "EXISTS (SELECT FROM approvals_approval a WHERE a.id = {row}.approval_id AND a.command = 'unseal_file' AND a.state = 'granted'"
    " AND a.asked_post = {row}.post_id AND a.decided_person <> a.asked_person)"
)
# Whoever writes the row: at the end of its transaction the request must be granted, by another human being.
GRANTED = f"""
BEGIN
  IF NOT {IS_GRANTED.format(row="NEW")} THEN
    RAISE EXCEPTION 'matters_unsealing: nobody granted it' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END
"""
# The look is written with what it gives.
LOOK = f"""
DECLARE found record;
BEGIN
  SELECT u.id, u.county_id INTO found FROM matters_unsealing u
    WHERE u.file_id = of_file AND {OPEN} AND {IS_GRANTED.format(row="u")} ORDER BY u.until_on DESC LIMIT 1;
  IF found.id IS NULL THEN RETURN NULL; END IF;
  INSERT INTO matters_sealedlook (id, county_id, file_id, unsealing_id, at, post_id)
    VALUES (gen_random_uuid(), found.county_id, of_file, found.id, moment, {POST});
  RETURN (SELECT b.data FROM matters_sealedbody b WHERE b.file_id = of_file);
END
"""
# By the clock: what is inside is gone, the number and the days stay.
DESTROY = f"""
DECLARE done uuid;
BEGIN
  IF current_setting('guitu.post', true) IS DISTINCT FROM '{NOBODY}' THEN RETURN false; END IF;
  UPDATE matters_sealedfile SET destroyed_at = moment, found_by = NULL WHERE id = of_file AND destroyed_at IS NULL
    AND county_id = current_setting('guitu.county', true) AND destroy_on <= {SEEN_ON} RETURNING id INTO done;
  IF done IS NULL THEN RETURN false; END IF;
  DELETE FROM matters_sealedbody WHERE file_id = of_file;
  RETURN true;
END
"""
PUT_OFF = f"""
DECLARE done uuid;
BEGIN
  UPDATE matters_sealedfile SET destroy_on = until WHERE id = of_file AND destroyed_at IS NULL
    AND county_id = current_setting('guitu.county', true) AND length(current_setting('guitu.lo', true)) <= 6
    AND current_setting('guitu.whole_people', true) = '1' AND (until IS NULL OR until >= coalesce(destroy_on, {SEEN_ON}))
    RETURNING id INTO done;
  RETURN done IS NOT NULL;
END
"""

# Nobody is reminded any more of whom the office has let go.
QUIETEN = """
BEGIN
  IF EXISTS (SELECT FROM matters_ending e WHERE e.matter_id = of_file AND e.county_id = current_setting('guitu.county', true))
    AND length(current_setting('guitu.lo', true)) <= 6 THEN
    DELETE FROM notices_notice WHERE object_id = of_file AND read_at IS NULL;
  END IF;
END
"""
# What somebody typed elsewhere and may name a person: read and blanked by the clock, a value of these columns at a time.
ELSEWHERE = (
    ("approvals_approval", "arguments"), ("approvals_approval", "shown"), ("approvals_approval", "words"), ("approvals_approval", "answer"),
    ("exports_export", "about"), ("exports_export", "words"), ("lists_bulk", "said"), ("lists_bulkanswer", "reasons"),
    ("lists_habit", "query"), ("lists_habit", "body"),
)  # fmt: skip
KEPT = f"""
BEGIN
  IF current_setting('guitu.post', true) IS DISTINCT FROM '{NOBODY}' THEN RETURN; END IF;
  """ + "\n  ".join(
    f"RETURN QUERY SELECT '{table}'::text, '{column}'::text, x.id, x.{column} FROM {table} x"
    f" WHERE x.county_id = current_setting('guitu.county', true) AND x.{column} IS NOT NULL;"
    for table, column in ELSEWHERE
) + """
END
"""
BLANKED = f"""
BEGIN
  IF current_setting('guitu.post', true) IS DISTINCT FROM '{NOBODY}'
    OR (asked, named) NOT IN ({", ".join(f"('{table}', '{column}')" for table, column in ELSEWHERE)}) THEN RETURN; END IF;
  EXECUTE format('UPDATE %I SET %I = $1 WHERE id = $2 AND county_id = current_setting(''guitu.county'', true)', asked, named)
    USING blank, one;
  IF asked = 'approvals_approval' THEN  -- what it would have done, it does to nobody any more
    UPDATE approvals_approval SET state = 'withdrawn' WHERE id = one AND state = 'open';
  END IF;
END
"""
# An exit that stands no more ends nothing: the file is a file again, as soon as that is derived.
REVIVED = """
BEGIN
  DELETE FROM matters_ending WHERE matter_id = NEW.person_id;
  RETURN NULL;
END
"""


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0022_files_follow_their_area"), ("matters", "0010_files_are_sealed"), ("ledger", "0005_facts_are_of_any_matter"),
        ("lists", "0002_row_security"), ("approvals", "0004_requests_follow_their_area"), ("links", "0002_row_security"),
        ("people", "0015_files_follow_their_area"), ("duties", "0011_due_within_minutes"), ("notices", "0003_channels_follow_their_area"),
        ("papers", "0003_prints_follow_their_area"), ("settling", "0001_the_course_of_any_matter"), ("exports", "0002_row_security"),
        ("systems", "0005_keys_follow_their_area"), ("tasks", "0004_tasks_follow_their_area"),
        ("importing", "0003_sheets_follow_their_area"), ("procrastinate", "__latest__"),
    ]  # fmt: skip

    operations = [
        seeing_every_row(),
        migrations.RunSQL(UNLOCKED, migrations.RunSQL.noop),
        migrations.RunSQL(HIDDEN, migrations.RunSQL.noop),
        function("casework_rows_of_file", "of_file uuid", "TABLE (of text, row_of jsonb)", ROWS),
        function(
            "casework_seal_file",
            "of_file uuid, file uuid, moment timestamptz, destroy date, finding bytea, body bytea, nameless uuid, nobody_label bytea,"
            " nobody_basics bytea",
            "boolean",
            SEAL,
        ),
        function("casework_quieten", "of_file uuid", "void", QUIETEN),
        function("casework_words_kept", "", "TABLE (of text, named text, row_id uuid, data bytea)", KEPT),
        function("casework_forget_words", "asked text, named text, one uuid, blank bytea", "void", BLANKED),
        function("casework_revived", "", "trigger", REVIVED, granted=False),
        migrations.RunSQL(
            "CREATE TRIGGER casework_revived AFTER UPDATE OF state ON casework_current FOR EACH ROW WHEN (OLD.state = 'abstinent'"
            " AND NEW.state NOT IN ('abstinent', 'dead', 'struck_off', 'moved_out', 'abroad')) EXECUTE FUNCTION casework_revived()",
            migrations.RunSQL.noop,
        ),
        function("casework_granted_by_another", "", "trigger", GRANTED, granted=False),
        migrations.RunSQL(
            "CREATE CONSTRAINT TRIGGER casework_granted_by_another AFTER INSERT ON matters_unsealing"
            " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION casework_granted_by_another()",
            migrations.RunSQL.noop,
        ),
        function("casework_open_sealed", "of_file uuid, moment timestamptz", "bytea", LOOK),
        function("casework_destroy_sealed", "of_file uuid, moment timestamptz", "boolean", DESTROY),
        function("casework_put_off_destroying", "of_file uuid, until date", "boolean", PUT_OFF),
    ]
