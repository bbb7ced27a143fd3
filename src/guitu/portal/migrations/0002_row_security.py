"""A card is seen by who has the file, as the file is. Whoever comes in with one is told to the database as `guitu.me`, of no
county and no area: in each table the pages read there is one more policy, for the rows of that file alone; they write
nothing there but their own looks (ADR 0063). A guardian is told as `guitu.ward` only: days and whom to ask, no more."""

from django.db import migrations

from guitu.kit.rowsecurity import POST, function, secure, seeing_every_row
from guitu.matters.rowsecurity import hang_on_matter, hide_ended, on_matter

ME = "nullif(current_setting('guitu.me', true), '')::uuid"
WARD = "nullif(current_setting('guitu.ward', true), '')::uuid"
MY_COUNTY = "county_id = nullif(current_setting('guitu.my_county', true), '')"
STAFF = on_matter("people", beyond=False)
MINE = {  # read by the person: the column that names the file
    "ledger_fact": "matter_id", "duties_duty": "matter_id", "settling_summary": "matter_id", "casework_pointstransfer": "person_id",
    "casework_pointsdispute": "matter_id", "casework_redemption": "matter_id",
    "papers_paper": "matter_id", "people_access": "person_id",
}  # fmt: skip
WARDS = {"people_person": "id", "matters_matter": "id", "matters_part": "matter_id", "matters_ending": "matter_id", "portal_card": "matter_id"}
DATES = "('urine_test', 'return_test', 'periodic_report', 'report_in', 'sign_agreement', 'visit', 'return_from_leave')"
OFFICES = ("grid_body", "grid_post", "ledger_policyversion", "casework_good", "casework_goodprice")  # whom to ask, by which numbers; no name of anybody


def read(table: str, condition: str, name: str = "me") -> migrations.RunSQL:
    return migrations.RunSQL(
        f"DO $do$ BEGIN EXECUTE format('CREATE POLICY {table}_{name} ON {table} FOR SELECT TO %I USING"
        f" ({condition.replace(chr(39), chr(39) * 2)})', current_setting('guitu.app_role')); END $do$",
        f"DROP POLICY {table}_{name} ON {table}",
    )


def add(table: str, condition: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"DO $do$ BEGIN EXECUTE format('CREATE POLICY {table}_me_add ON {table} FOR INSERT TO %I WITH CHECK"
        f" ({condition.replace(chr(39), chr(39) * 2)})', current_setting('guitu.app_role')); END $do$",
        f"DROP POLICY {table}_me_add ON {table}",
    )


# The state of a person is read by who reads the person; a guardian reads the days and not the state.
NOT_A_GUARDIAN = "current_setting('guitu.ward', true) IS NOT DISTINCT FROM current_setting('guitu.me', true)"


def restricted(table: str, condition: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"DO $do$ BEGIN EXECUTE format('CREATE POLICY {table}_no_guardian ON {table} AS RESTRICTIVE FOR ALL TO %I USING"
        f" ({condition.replace(chr(39), chr(39) * 2)})', current_setting('guitu.app_role')); END $do$",
        f"DROP POLICY {table}_no_guardian ON {table}",
    )


FOUND = (
    "kind text, card uuid, county text, person uuid, path text, whose text, own_pin boolean, sealed boolean, began timestamptz"
)
DAY = "(asked_at AT TIME ZONE 'Asia/Shanghai')::date"
NOTHING = "'00000000-0000-0000-0000-000000000000'"
IS_SEALED = f"EXISTS (SELECT FROM matters_ending e WHERE e.matter_id = c.matter_id AND e.sealed_on <= {DAY})"
IS_KEPT = "EXISTS (SELECT FROM matters_matter m WHERE m.id = c.matter_id AND m.sealed_at IS NULL)"
ROW = (
    f"SELECT 'file', c.id, c.county_id, c.matter_id, c.scope_path, c.whose, c.is_own_pin, {IS_SEALED}, v.began_at FROM portal_visit v"
    f" JOIN portal_card c ON c.id = v.card_id"
)
SEALED_ROW = (
    f"SELECT 'sealed', s.id, s.county_id, {NOTHING}::uuid, '', 'self', true, true, s.began_at FROM portal_sealedcard s"
)
# The same work whatever the answer: one card looked for in both places, its wrong PINs counted.
ENTER = f"""
DECLARE c record; s record;
BEGIN
  SELECT * INTO c FROM portal_card f WHERE f.token_hash = asked_token AND f.withdrawn_at IS NULL FOR UPDATE;
  SELECT * INTO s FROM portal_sealedcard f WHERE f.token_hash = asked_token FOR UPDATE;
  IF c.id IS NOT NULL AND c.lost < c.tries AND c.until_on > {DAY} AND {IS_KEPT} THEN
    IF c.pin_hash <> asked_pin THEN UPDATE portal_card SET lost = lost + 1 WHERE id = c.id; RETURN; END IF;
    UPDATE portal_card SET lost = 0 WHERE id = c.id AND lost > 0;
    UPDATE portal_visit SET left_at = asked_at WHERE card_id = c.id AND left_at IS NULL;
    INSERT INTO portal_visit (id, county_id, scope_path, compartment, matter_id, card_id, secret_hash, began_at, seen_at)
      VALUES (gen_random_uuid(), c.county_id, c.scope_path, c.compartment, c.matter_id, c.id, new_secret, asked_at, asked_at);
    RETURN QUERY {ROW} WHERE v.secret_hash = new_secret;
  ELSIF s.id IS NOT NULL AND s.lost < s.tries THEN
    IF s.pin_hash <> asked_pin THEN UPDATE portal_sealedcard SET lost = lost + 1 WHERE id = s.id; RETURN; END IF;
    UPDATE portal_sealedcard SET lost = 0, secret_hash = new_secret, began_at = asked_at, seen_at = asked_at WHERE id = s.id;
    RETURN QUERY {SEALED_ROW} WHERE s.secret_hash = new_secret;
  END IF;
END
"""


def still(of: str, numbers: str) -> str:
    """The visit is neither left, nor idle, nor too long."""
    return (
        f"{of}.secret_hash = asked_secret AND asked_at < {of}.seen_at + make_interval(mins => {numbers}.idle_minutes)"
        f" AND asked_at < {of}.began_at + make_interval(mins => {numbers}.most_minutes)"
    )


ENTERED = f"""
BEGIN
  UPDATE portal_visit v SET seen_at = asked_at FROM portal_card c WHERE c.id = v.card_id AND {still("v", "c")}
    AND v.left_at IS NULL AND asked_at > v.seen_at + interval '30 seconds';
  UPDATE portal_sealedcard s SET seen_at = asked_at WHERE {still("s", "s")} AND asked_at > s.seen_at + interval '30 seconds';
  RETURN QUERY {ROW} WHERE {still("v", "c")} AND v.left_at IS NULL AND c.withdrawn_at IS NULL AND c.until_on > {DAY} AND {IS_KEPT}
    UNION ALL {SEALED_ROW} WHERE {still("s", "s")};
END
"""
LEAVE = """
BEGIN
  UPDATE portal_visit SET left_at = asked_at WHERE secret_hash = asked_secret AND left_at IS NULL;
  UPDATE portal_sealedcard SET secret_hash = NULL WHERE secret_hash = asked_secret;
END
"""
CHOOSE = f"""
DECLARE found uuid;
BEGIN
  UPDATE portal_card c SET pin_hash = new_pin, is_own_pin = true WHERE c.id = (SELECT v.card_id FROM portal_visit v JOIN portal_card k
    ON k.id = v.card_id WHERE {still("v", "k")} AND v.left_at IS NULL) AND c.withdrawn_at IS NULL AND c.matter_id = {WARD}
    AND c.pin_hash <> new_pin RETURNING c.id INTO found;
  RETURN found IS NOT NULL;
END
"""
HASH = f"""
BEGIN
  RETURN (SELECT c.token_hash FROM portal_card c JOIN portal_visit v ON v.card_id = c.id
    WHERE v.secret_hash = asked_secret AND v.left_at IS NULL AND c.matter_id = {WARD});
END
"""
# Which office opened what is sealed, on which ground: to who holds the card, whether the rows are put away already or not.
SEALED_FILE = f"""
BEGIN
  RETURN QUERY
  SELECT f.sealed_at, f.destroy_on, f.destroyed_at, coalesce((SELECT jsonb_agg(jsonb_build_array(l.at, p.role, b.name, u.ground) ORDER BY l.at DESC)
      FROM matters_sealedlook l JOIN matters_unsealing u ON u.id = l.unsealing_id LEFT JOIN grid_post p ON p.id = l.post_id
      LEFT JOIN grid_body b ON b.id = p.body_id WHERE l.file_id = f.id), '[]')
    FROM portal_sealedcard s JOIN matters_sealedfile f ON f.id = s.file_id WHERE {still("s", "s")}
  UNION ALL SELECT e.sealed_on::timestamptz, NULL, NULL, '[]'::jsonb FROM portal_visit v JOIN portal_card c ON c.id = v.card_id
    JOIN matters_ending e ON e.matter_id = c.matter_id WHERE {still("v", "c")} AND v.left_at IS NULL AND e.sealed_on <= {DAY};
END
"""
# Sealing takes all rows of a file away. What is left for its owner is a card that names nobody and leads to the sealed file.
REMEMBER = """
BEGIN
  PERFORM set_config('guitu.sealing_file', NEW.id::text, true);
  RETURN NULL;
END
"""
KEEP = """
BEGIN
  IF current_setting('guitu.sealing', true) = '1' AND OLD.whose = 'self' AND OLD.withdrawn_at IS NULL AND OLD.is_own_pin THEN
    INSERT INTO portal_sealedcard (id, county_id, file_id, token_hash, pin_hash, lost, tries, idle_minutes, most_minutes)
      VALUES (gen_random_uuid(), OLD.county_id, current_setting('guitu.sealing_file')::uuid, OLD.token_hash, OLD.pin_hash, OLD.lost,
        OLD.tries, OLD.idle_minutes, OLD.most_minutes);
  END IF;
  RETURN OLD;
END
"""
TRIGGERS = """
CREATE TRIGGER portal_remember_file AFTER INSERT ON matters_sealedfile FOR EACH ROW EXECUTE FUNCTION portal_remember_file();
CREATE TRIGGER portal_keep_card BEFORE DELETE ON portal_card FOR EACH ROW EXECUTE FUNCTION portal_keep_card();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0001_initial"), ("casework", "0027_points_are_transfers"), ("people", "0016_looks_are_sealed_into_blocks"),
        ("grid", "0017_a_name_is_free_again"), ("ledger", "0006_lines_wait_to_be_sealed"),
        ("papers", "0003_prints_follow_their_area"), ("matters", "0010_files_are_sealed"),
    ]  # fmt: skip

    operations = [
        seeing_every_row(),
        secure("portal_card", read=STAFF),
        hang_on_matter("portal_card", compartment="people"),
        secure("portal_visit", read=STAFF, add=False, change=False),
        hang_on_matter("portal_visit", compartment="people"),
        secure("portal_sealedcard", read="false", add=False, change=False),
        *hide_ended(portal_card="matter_id", portal_visit="matter_id"),
        *(read(table, f"{column} = {ME}") for table, column in MINE.items()),
        *(read(table, f"{column} = {WARD}") for table, column in WARDS.items()),
        read("duties_duty", f"matter_id = {WARD} AND kind IN {DATES}", "ward"),
        *(read(table, MY_COUNTY) for table in OFFICES),
        add("people_access", f"person_id = {WARD} AND post_id = {WARD} AND post_id = {POST} AND action = 'own'"),
        add("ledger_entry", f"matter_id = {WARD} AND post_id = {POST} AND object_kind = 'card'"),
        restricted("casework_standing", NOT_A_GUARDIAN),
        function("portal_enter", "asked_token bytea, asked_pin bytea, new_secret bytea, asked_at timestamptz", f"TABLE ({FOUND})", ENTER),
        function("portal_entered", "asked_secret bytea, asked_at timestamptz", f"TABLE ({FOUND})", ENTERED),
        function("portal_leave", "asked_secret bytea, asked_at timestamptz", "void", LEAVE),
        function("portal_choose_pin", "asked_secret bytea, new_pin bytea, asked_at timestamptz", "boolean", CHOOSE),
        function("portal_card_hash", "asked_secret bytea", "bytea", HASH),
        function(
            "portal_sealed_file", "asked_secret bytea, asked_at timestamptz",
            "TABLE (sealed_at timestamptz, destroy_on date, destroyed_at timestamptz, looks jsonb)", SEALED_FILE,
        ),
        function("portal_remember_file", "", "trigger", REMEMBER, granted=False),
        function("portal_keep_card", "", "trigger", KEEP, granted=False),
        migrations.RunSQL(TRIGGERS, migrations.RunSQL.noop),
    ]  # fmt: skip
