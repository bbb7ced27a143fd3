"""A notice is seen by the post that is told and by the one it came from; it is written by one function, in the transaction
of the command, together with what leaves the house because of it. What leaves is seen by the clock, which sends it, and by
the system administrator, who sees neither to whom nor about what."""

from django.db import migrations

from guitu.kit.rowsecurity import IN_COUNTY, POST, function, secure

NOBODY = "'00000000-0000-0000-0000-000000000000'::uuid"
CLOCK = f"{POST} = {NOBODY}"
ADMIN = f"EXISTS (SELECT FROM grid_post p WHERE p.id = {POST} AND p.role = 'system_admin' AND p.closed_on IS NULL)"
MINE = (
    f"account_id IN (SELECT h.account_id FROM grid_holding h WHERE h.post_id = {POST} AND h.from_on <= CURRENT_DATE"
    " AND (h.until_on IS NULL OR h.until_on > CURRENT_DATE))"
)
OWN_CODE = f"({IN_COUNTY} AND kind = 'address_code' AND target_id IN (SELECT s.id FROM notices_setting s))"
TRIAL = f"({IN_COUNTY} AND kind = 'trial' AND {ADMIN})"
SENDS = f"({IN_COUNTY} AND ({CLOCK} OR {ADMIN}))"

ONLY_READ = """
DO $$ BEGIN
  EXECUTE format('REVOKE UPDATE ON notices_notice FROM %I', current_setting('guitu.app_role'));
  EXECUTE format('GRANT UPDATE (read_at) ON notices_notice TO %I', current_setting('guitu.app_role'));
END $$;
"""

# One statement per kind of row. A window whose message is on its way already takes nothing more: the next one does.
TELL = f"""
DECLARE told record; way record; tries integer; starts timestamptz; placed boolean;
BEGIN
  IF asked_county IS DISTINCT FROM current_setting('guitu.county', true) OR {POST} IS NULL THEN
    RAISE EXCEPTION 'notices_tell: not of this post' USING ERRCODE = 'insufficient_privilege';
  END IF;
  FOR told IN SELECT DISTINCT p.id, p.path FROM grid_post p
    WHERE p.id = ANY (asked_posts) AND p.county_id = asked_county AND p.closed_on IS NULL
  LOOP
    INSERT INTO notices_notice (id, county_id, post_id, from_post, kind, code, object_id, made_at)
      VALUES (gen_random_uuid(), asked_county, told.id, {POST}, asked_kind, asked_code, asked_object, asked_at);
    FOR way IN
      SELECT s.id, s.way FROM notices_setting s JOIN grid_holding h ON h.account_id = s.account_id
        WHERE s.county_id = asked_county AND h.post_id = told.id AND s.verified_at IS NOT NULL AND asked_kind = ANY (s.kinds)
        AND h.from_on <= ((asked_at AT TIME ZONE 'Asia/Shanghai')::date)
        AND (h.until_on IS NULL OR h.until_on > ((asked_at AT TIME ZONE 'Asia/Shanghai')::date))
        AND EXISTS (SELECT FROM notices_channel c WHERE c.county_id = asked_county AND c.way = s.way AND c.is_on)
      UNION ALL
      SELECT c.id, c.way FROM notices_channel c WHERE c.county_id = asked_county AND c.is_on AND asked_kind = ANY (c.kinds)
        AND starts_with(told.path, c.scope_path)
    LOOP
      starts := asked_window;
      FOR tries IN 1..4 LOOP
        INSERT INTO notices_delivery (id, county_id, target_id, way, kind, window_at, n, state, attempts, next_at, trouble)
          VALUES (gen_random_uuid(), asked_county, way.id, way.way, asked_kind, starts, 1, 'waiting', 0, starts + asked_span, '')
          ON CONFLICT (county_id, target_id, kind, window_at)
          DO UPDATE SET n = notices_delivery.n + 1 WHERE notices_delivery.state = 'waiting' AND notices_delivery.attempts = 0;
        placed := FOUND;
        EXIT WHEN placed;
        starts := starts + asked_span;
      END LOOP;
      IF NOT placed THEN
        RAISE EXCEPTION 'notices_tell: no window' USING ERRCODE = 'check_violation';
      END IF;
    END LOOP;
  END LOOP;
END
"""
UNREAD = (
    "BEGIN RETURN (SELECT jsonb_object_agg(f.post_id, f.n) FROM (SELECT h.post_id,"
    " (SELECT count(*) FROM (SELECT FROM notices_notice n WHERE n.post_id = h.post_id AND n.read_at IS NULL LIMIT 100) few) AS n"
    " FROM grid_holding h WHERE h.account_id = asked AND h.from_on <= CURRENT_DATE"
    " AND (h.until_on IS NULL OR h.until_on > CURRENT_DATE)) f WHERE f.n > 0); END"
)


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial"), ("grid", "0013_sessions_say_whose_they_are")]

    operations = [
        secure(
            "notices_notice", read=f"({IN_COUNTY} AND (post_id = {POST} OR from_post = {POST}))",
            write=f"({IN_COUNTY} AND post_id = {POST})", add=False,
        ),
        migrations.RunSQL(ONLY_READ, migrations.RunSQL.noop),
        secure("notices_channel", read=IN_COUNTY, write=f"({IN_COUNTY} AND {ADMIN})"),
        secure("notices_setting", read=f"({IN_COUNTY} AND ({MINE} OR {CLOCK}))", write=f"({IN_COUNTY} AND {MINE})", remove=True),
        secure("notices_delivery", read=f"({SENDS} OR {OWN_CODE})", write=SENDS),
        migrations.RunSQL(
            f"ALTER POLICY notices_delivery_add ON notices_delivery WITH CHECK ({OWN_CODE} OR {TRIAL});", migrations.RunSQL.noop
        ),
        function(
            "notices_tell",
            "asked_county text, asked_posts uuid[], asked_kind text, asked_code text, asked_object uuid, asked_at timestamptz,"
            " asked_window timestamptz, asked_span interval",
            "void",
            TELL,
        ),
        function("notices_unread_of", "asked uuid", "jsonb", UNREAD),
    ]
