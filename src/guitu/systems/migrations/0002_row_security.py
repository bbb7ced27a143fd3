"""Keys and their calls are seen over their area; a key is found by its secret and counted by the owner's function."""

from django.db import migrations

from guitu.kit.rowsecurity import IN_COUNTY, append_only, function, in_area, secure

HERE = f"({IN_COUNTY} AND {in_area()})"
KEY = (
    "key_id uuid, county_id text, scope_path text, post_id uuid, name text, body text, role text, actions text[],"
    " classes text[], per_minute int, per_day int, expires_on date"
)
# Counted even when it is too often: who goes on knocking waits on.
ENTER = """
DECLARE
  held systems_systemkey%%ROWTYPE;
  of_minute timestamptz := date_trunc('minute', moment);
  of_day date := (moment AT TIME ZONE 'Asia/Shanghai')::date;
BEGIN
  SELECT * INTO held FROM systems_systemkey k
    WHERE k.digest = secret AND k.withdrawn_at IS NULL AND k.expires_on > of_day;
  IF NOT FOUND THEN RETURN; END IF;
  INSERT INTO systems_systemmeter AS m (key_id, county_id, scope_path, minute_at, in_minute, day_on, in_day, last_at)
    VALUES (held.id, held.county_id, held.scope_path, of_minute, 1, of_day, 1, moment)
    ON CONFLICT (key_id) DO UPDATE SET
      in_minute = CASE WHEN m.minute_at = excluded.minute_at THEN m.in_minute + 1 ELSE 1 END,
      in_day = CASE WHEN m.day_on = excluded.day_on THEN m.in_day + 1 ELSE 1 END,
      minute_at = excluded.minute_at, day_on = excluded.day_on, last_at = excluded.last_at;
  RETURN QUERY SELECT held.id, held.county_id, held.scope_path, held.post_id, held.name, held.body, held.role,
    held.actions, held.classes, held.per_minute, held.per_day, held.expires_on, m.in_minute, m.in_day
    FROM systems_systemmeter m WHERE m.key_id = held.id;
END
""".replace("%%", "%")
# A post of a system is given by whoever looks after accounts, as every other (0011 of grid).
CEILINGS = """
CREATE OR REPLACE FUNCTION grid_ceilings() RETURNS TABLE(granter text, granted text) LANGUAGE sql IMMUTABLE AS $$ VALUES {listed} $$
"""
_CARE = (
    "town_head", "social_worker", "village_worker", "grid_worker", "police_liaison", "facility_officer",
    "member_liaison", "counsellor", "clinic_staff",
)  # fmt: skip
LISTED = [
    *(("security_admin", role) for role in (*_CARE, "county_director", "county_clerk", "system_admin", "audit_admin", "system")),
    ("county_director", "security_admin"),
    *(("county_clerk", role) for role in _CARE),
]


class Migration(migrations.Migration):
    dependencies = [("systems", "0001_initial"), ("grid", "0013_sessions_say_whose_they_are")]

    operations = [
        migrations.RunSQL(
            CEILINGS.format(listed=", ".join(f"('{granter}', '{granted}')" for granter, granted in LISTED)),
            reverse_sql=migrations.RunSQL.noop,
        ),
        secure("systems_systemkey", read=HERE),
        secure("systems_systemmeter", read=HERE, add=False, change=False),
        secure("systems_systemcall", read=HERE, change=False),
        append_only("systems_systemcall"),
        function("systems_enter", "secret bytea, moment timestamptz", f"TABLE({KEY}, in_minute int, in_day int)", ENTER),
    ]
