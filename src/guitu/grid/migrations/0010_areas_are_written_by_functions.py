"""The application role only reads areas and the list of migrations: groups of villages are added and closed by functions
that look at whose area it is, and the statistical division is loaded where nobody acts from a post."""

from django.db import migrations

from guitu.kit.rowsecurity import WHOLE, function

READ_ONLY = ("grid_area", "django_migrations", "django_content_type")

REVOKE = "".join(
    f"EXECUTE format('REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {table} FROM %I', current_setting('guitu.app_role'));"
    for table in READ_ONLY
)

# A reload corrects names; days of beginning and end, and what a unit became, outlive it.
LOAD = """
DECLARE changed integer; BEGIN
  IF nullif(current_setting('guitu.post', true), '') IS NOT NULL THEN
    RAISE EXCEPTION 'areas are loaded by nobody who acts from a post' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO grid_area (id, path, name, level, kind, is_virtual, is_pseudo, valid_from)
  SELECT u.id, u.path, u.name, u.level, u.kind, u.is_virtual, u.is_pseudo, begins
  FROM unnest(ids, paths, names, levels, kinds, virtual, pseudo) AS u (id, path, name, level, kind, is_virtual, is_pseudo)
  ON CONFLICT (path) DO UPDATE SET
    name = EXCLUDED.name, level = EXCLUDED.level, kind = EXCLUDED.kind,
    is_virtual = EXCLUDED.is_virtual, is_pseudo = EXCLUDED.is_pseudo
  WHERE (grid_area.name, grid_area.level, grid_area.kind, grid_area.is_virtual, grid_area.is_pseudo)
    IS DISTINCT FROM (EXCLUDED.name, EXCLUDED.level, EXCLUDED.kind, EXCLUDED.is_virtual, EXCLUDED.is_pseudo);
  GET DIAGNOSTICS changed = ROW_COUNT;
  RETURN changed;
END
"""
MINE = f"({WHOLE} AND path >= current_setting('guitu.lo', true) AND path < current_setting('guitu.hi', true))"

# All of them, or none: a village of one's own area that is there, and groups that were never there.
ADD = f"""
DECLARE good integer; BEGIN
  SELECT count(*) INTO good FROM unnest(paths) AS wanted (path)
  WHERE length(path) = 15 AND {MINE} AND NOT EXISTS (SELECT 1 FROM grid_area a WHERE a.path = wanted.path)
    AND EXISTS (SELECT 1 FROM grid_area v WHERE v.path = left(wanted.path, 12) AND NOT v.is_virtual AND v.valid_to IS NULL);
  IF good <> cardinality(paths) THEN RETURN 0; END IF;
  INSERT INTO grid_area (id, path, name, level, kind, is_virtual, is_pseudo, valid_from)
  SELECT u.id, u.path, u.name, 6, 'group', false, false, begins FROM unnest(ids, paths, names) AS u (id, path, name);
  RETURN good;
END
"""
CLOSE = f"""
BEGIN
  UPDATE grid_area SET valid_to = day WHERE path = closing AND length(path) = 15 AND valid_to IS NULL AND {MINE};
  RETURN FOUND;
END
"""


class Migration(migrations.Migration):
    dependencies = [("grid", "0007_administrators_are_different_people"), ("contenttypes", "0002_remove_content_type_name")]

    operations = [
        migrations.RunSQL(f"DO $$ BEGIN {REVOKE} END $$", reverse_sql=migrations.RunSQL.noop),
        function(
            "grid_load_areas",
            "ids uuid[], paths text[], names text[], levels smallint[], kinds text[], virtual boolean[], pseudo boolean[],"
            " begins date",
            "integer",
            LOAD,
        ),
        function("grid_add_groups", "ids uuid[], paths text[], names text[], begins date", "integer", ADD),
        function("grid_close_group", "closing text, day date", "boolean", CLOSE),
    ]
