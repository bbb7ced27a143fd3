"""区划调整: places are made, renamed, closed, and get other codes, by functions that ask who does it; and what stands beside."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import guitu.grid.paths
from guitu.grid.following import OWN
from guitu.kit.rowsecurity import IN_COUNTY, WHOLE, append_only, function, in_area, secure

# Whoever changes places acts from a post over the whole county; and moves people only from one that sees them all.
_OVER = (
    "EXISTS (SELECT FROM grid_post g WHERE g.id = nullif(current_setting('guitu.post', true), '')::uuid"
    " AND g.county_id = current_setting('guitu.county', true) AND g.path = g.county_id AND g.role = ANY ({roles}))"
)
MAY_MAKE = _OVER.format(roles="ARRAY['county_clerk', 'system_admin']")
MAY_MOVE = "(" + _OVER.format(roles="ARRAY['county_clerk']") + f" AND {WHOLE})"
HERE = "left({0}, 6) = current_setting('guitu.county', true) AND length({0}) > 6"

NOTE = """
CREATE FUNCTION grid_note_area_change(asked uuid, kind text, day date, place text, before text, after text, paper text,
    moment timestamptz) RETURNS void LANGUAGE sql AS $$
  INSERT INTO grid_areachange (id, county_id, no, kind, on_day, path, name_before, name_after, document, at, post_id)
  SELECT asked, c, coalesce((SELECT max(h.no) FROM grid_areachange h WHERE h.county_id = c), 0) + 1, kind, day, place, before,
    after, paper, moment, current_setting('guitu.post', true)::uuid FROM current_setting('guitu.county', true) AS c
$$;
REVOKE ALL ON FUNCTION grid_note_area_change FROM PUBLIC;
DO $$ BEGIN EXECUTE format('REVOKE ALL ON FUNCTION grid_note_area_change FROM %I', current_setting('guitu.app_role')); END $$;
"""
# One after another within a county.
ALONE = "PERFORM pg_advisory_xact_lock(hashtextextended('areas ' || current_setting('guitu.county', true), 0));"

# A code that the division hides (a farm, a park, numbered 400 and above) is taken in use with the places below it.
MAKE = f"""
BEGIN
  IF NOT coalesce({MAY_MAKE} AND {HERE.format('made')}, false)
     OR EXISTS (SELECT FROM grid_area a WHERE a.path = made AND (NOT a.is_virtual OR a.valid_to IS NOT NULL))
     OR length(made) > 9 AND NOT EXISTS (SELECT FROM grid_area a WHERE a.path = left(made, length(made) - 3)
        AND a.valid_to IS NULL AND NOT a.is_virtual)
  THEN RETURN false; END IF;
  {ALONE}
  INSERT INTO grid_area (id, path, name, level, kind, is_virtual, is_pseudo, valid_from)
    VALUES (new_id, made, called, level_of, kind_of, false, false, day)
    ON CONFLICT (path) DO UPDATE SET name = called, is_virtual = false;
  UPDATE grid_area SET is_virtual = false WHERE starts_with(path, made) AND length(path) = 12 AND is_virtual
    AND substr(path, 10, 3) < '400' AND valid_to IS NULL;
  PERFORM grid_note_area_change(asked, 'make', day, made, '', called, paper, moment);
  RETURN true;
END
"""
RENAME = f"""
DECLARE before text; BEGIN
  SELECT a.name INTO before FROM grid_area a WHERE a.path = place AND a.valid_to IS NULL AND NOT a.is_virtual FOR UPDATE;
  IF before IS NULL OR NOT coalesce({MAY_MOVE} AND {HERE.format('place')}, false) THEN RETURN false; END IF;
  {ALONE}
  UPDATE grid_area SET name = called WHERE path = place;
  PERFORM grid_note_area_change(asked, 'rename', day, place, before, called, paper, moment);
  RETURN true;
END
"""
CLOSE = f"""
DECLARE before text; BEGIN
  SELECT a.name INTO before FROM grid_area a WHERE a.path = place AND a.valid_to IS NULL AND NOT a.is_virtual FOR UPDATE;
  IF before IS NULL OR NOT coalesce({MAY_MOVE} AND {HERE.format('place')}, false) THEN RETURN false; END IF;
  {ALONE}
  UPDATE grid_area SET valid_to = day WHERE path = place;
  UPDATE grid_areacode SET until_on = greatest(day, from_on) WHERE path = place AND until_on IS NULL
    AND county_id = current_setting('guitu.county', true);
  PERFORM grid_note_area_change(asked, 'close', day, place, before, '', paper, moment);
  RETURN true;
END
"""
# All the steps, or none: every old code stands today, and every new one is among the places made or stands.
REARRANGE = f"""
DECLARE before text; after text; BEGIN
  IF NOT coalesce({MAY_MOVE}, false) OR cardinality(olds) = 0 THEN RETURN false; END IF;
  {ALONE}
  IF EXISTS (SELECT FROM unnest(olds, news) AS m (old, new) WHERE NOT coalesce({HERE.format('m.old')} AND {HERE.format('m.new')}
       AND length(m.old) = length(m.new) AND m.old <> m.new
       AND EXISTS (SELECT FROM grid_area a WHERE a.path = m.old AND a.valid_to IS NULL AND NOT a.is_virtual)
       AND (m.new = ANY (made) OR m.new <> ALL (olds)
            AND EXISTS (SELECT FROM grid_area a WHERE a.path = m.new AND a.valid_to IS NULL AND NOT a.is_virtual)), false))
     OR EXISTS (SELECT FROM unnest(made) AS n (path) JOIN grid_area a ON a.path = n.path)
     OR EXISTS (SELECT FROM unnest(made) AS n (path) WHERE NOT {HERE.format('n.path')})
  THEN RETURN false; END IF;
  SELECT string_agg(a.name, '、' ORDER BY a.path) INTO before FROM grid_area a WHERE a.path = ANY (olds) AND left(a.path, length(a.path) - 3) <> ALL (olds);
  INSERT INTO grid_area (id, path, name, level, kind, is_virtual, is_pseudo, valid_from)
    SELECT n.id, n.path, n.name, n.level, n.kind, false, false, day
    FROM unnest(ids, made, names, levels, kinds) AS n (id, path, name, level, kind);
  SELECT string_agg(DISTINCT a.name, '、') INTO after FROM unnest(olds, news) AS m (old, new) JOIN grid_area a ON a.path = m.new
    WHERE left(m.old, length(m.old) - 3) <> ALL (olds);
  UPDATE grid_area a SET valid_to = day, replaced_by = m.new FROM unnest(olds, news) AS m (old, new) WHERE a.path = m.old;
  PERFORM grid_note_area_change(asked, kind, day, olds[1], coalesce(before, ''), coalesce(after, ''), paper, moment);
  INSERT INTO grid_areastep (id, county_id, change_id, from_path, to_path, is_grown)
    SELECT gen_random_uuid(), current_setting('guitu.county', true), asked, m.old, m.new, m.new <> ALL (made)
    FROM unnest(olds, news) AS m (old, new);
  RETURN true;
END
"""
# Of what moves with its place: whoever sees a whole area sees no larger one by accident. Where a place goes into another,
# such a post is left by its holder on the day, unless it was said that he goes on.
M = (
    "(SELECT s.from_path AS old, s.to_path AS new, s.is_grown AS grown, s.county_id AS county FROM grid_areastep s"
    " WHERE s.change_id = asked AND s.county_id = current_setting('guitu.county', true))"
)
FOLLOW = f"""
DECLARE ended uuid[]; BEGIN
  {OWN}
  IF NOT keep THEN
    WITH gone AS (
      UPDATE grid_holding h SET until_on = greatest(h.from_on, today) FROM grid_post p JOIN {M} m ON m.old = p.path AND m.grown
      WHERE h.post_id = p.id AND p.county_id = m.county AND p.role = ANY (whole_roles) AND (h.until_on IS NULL OR h.until_on > today)
      RETURNING h.account_id)
    SELECT array_agg(g.account_id) INTO ended FROM gone g;
    UPDATE grid_account SET perm_version = perm_version + 1 WHERE id = ANY (ended);
  END IF;
  UPDATE grid_post p SET path = m.new FROM {M} m WHERE p.path = m.old AND p.county_id = m.county;
  UPDATE grid_body b SET path = m.new, name = CASE WHEN EXISTS (SELECT FROM grid_body o WHERE o.county_id = b.county_id
      AND o.path = m.new AND o.kind = b.kind AND o.name = b.name) THEN b.name || '（' || a.name || '）' ELSE b.name END
    FROM {M} m JOIN grid_area a ON a.path = m.old WHERE b.path = m.old AND b.county_id = m.county;
  UPDATE grid_staff t SET path = m.new FROM {M} m WHERE t.path = m.old AND t.county_id = m.county;
  UPDATE grid_codeletter t SET path = m.new FROM {M} m WHERE t.path = m.old AND t.county_id = m.county;
  UPDATE grid_areacode t SET path = m.new FROM {M} m WHERE t.path = m.old AND t.county_id = m.county AND NOT m.grown AND t.until_on IS NULL;
  UPDATE grid_areacode t SET until_on = greatest(today, t.from_on) FROM {M} m WHERE t.path = m.old AND t.county_id = m.county AND t.until_on IS NULL;
  UPDATE grid_areagroup t SET path = m.new, name = CASE WHEN EXISTS (SELECT FROM grid_areagroup o WHERE o.county_id = t.county_id
      AND o.path = m.new AND o.name = t.name AND o.closed_on IS NULL) THEN t.name || '（' || a.name || '）' ELSE t.name END
    FROM {M} m JOIN grid_area a ON a.path = m.old WHERE t.path = m.old AND t.county_id = m.county;
  -- 片区 keep their ground: of a place that went into another, the places below it stay in the group, where there are any.
  WITH wanted AS (
    SELECT DISTINCT k.group_id, k.county_id, coalesce(c.new, m.new) AS path FROM grid_areagroupmember k JOIN {M} m ON m.old = k.path
      LEFT JOIN {M} c ON m.grown AND starts_with(c.old, m.old) AND length(c.old) = length(m.old) + 3
    WHERE k.until_on IS NULL AND k.county_id = m.county),
  closed AS (UPDATE grid_areagroupmember k SET until_on = today FROM {M} m WHERE k.path = m.old AND k.until_on IS NULL AND k.county_id = m.county)
  INSERT INTO grid_areagroupmember (id, county_id, group_id, path)
    SELECT gen_random_uuid(), w.county_id, w.group_id, w.path FROM wanted w
    WHERE NOT EXISTS (SELECT FROM grid_areagroupmember k WHERE k.group_id = w.group_id AND k.until_on IS NULL
        AND starts_with(w.path, k.path) AND k.path NOT IN (SELECT m.old FROM {M} m))
      AND NOT EXISTS (SELECT FROM wanted v WHERE v.group_id = w.group_id AND v.path <> w.path AND starts_with(w.path, v.path));
  RETURN true;
END
"""
# What a post is and where never changes but with its place, by the owner's function.
POSTS_MOVE = """
CREATE OR REPLACE FUNCTION grid_post_within_ceiling() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  acting uuid := nullif(current_setting('guitu.post', true), '')::uuid;
BEGIN
  IF acting = '00000000-0000-0000-0000-000000000000' THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' AND NEW.path IS DISTINCT FROM OLD.path AND (NEW.role, NEW.county_id) IS NOT DISTINCT FROM (OLD.role, OLD.county_id)
     AND current_user = (SELECT pg_get_userbyid(c.relowner) FROM pg_class c WHERE c.oid = TG_RELID)
     AND EXISTS (SELECT FROM grid_areastep s WHERE s.county_id = NEW.county_id AND s.from_path = OLD.path AND s.to_path = NEW.path) THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND (NEW.role, NEW.path, NEW.county_id) IS DISTINCT FROM (OLD.role, OLD.path, OLD.county_id) THEN
    RAISE EXCEPTION 'a post keeps its role and its place' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NOT coalesce(NEW.path >= current_setting('guitu.lo', true) AND NEW.path < current_setting('guitu.hi', true), false)
     OR NOT (NEW.role = 'grid_worker' AND length(NEW.path) = 15
             OR EXISTS (SELECT FROM grid_post p JOIN grid_ceilings() c ON c.granter = p.role
                        WHERE p.id = acting AND c.granted = NEW.role)) THEN
    RAISE EXCEPTION 'above the ceiling of the acting post' USING ERRCODE = 'check_violation', CONSTRAINT = 'ceiling';
  END IF;
  RETURN NEW;
END $$;
"""
# The division that comes with a later version says nothing of a place that the county changed itself.
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
    IS DISTINCT FROM (EXCLUDED.name, EXCLUDED.level, EXCLUDED.kind, EXCLUDED.is_virtual, EXCLUDED.is_pseudo)
    AND grid_area.valid_to IS NULL
    AND NOT EXISTS (SELECT FROM grid_areachange c WHERE c.county_id = left(EXCLUDED.path, 6)
      AND (starts_with(EXCLUDED.path, c.path) AND c.kind = 'make' OR c.path = EXCLUDED.path));
  GET DIAGNOSTICS changed = ROW_COUNT;
  RETURN changed;
END
"""
BY_PLACE = f"({IN_COUNTY} AND {in_area('path')})"


def _path() -> guitu.grid.paths.PathField:
    return guitu.grid.paths.PathField(db_collation="C")


def _id() -> models.UUIDField:
    return models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    dependencies = [("grid", "0015_staff")]

    operations = [
        migrations.CreateModel(
            name="AreaChange",
            fields=[
                ("id", _id()), ("county_id", _path()), ("no", models.IntegerField()), ("kind", models.TextField()),
                ("on_day", models.DateField()), ("path", _path()), ("name_before", models.TextField(db_default="", default="")),
                ("name_after", models.TextField(db_default="", default="")), ("document", models.TextField()),
                ("at", models.DateTimeField()), ("post_id", models.UUIDField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("county_id", "no"), name="area_change_no"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("merge", "move", "recode", "split", "make", "rename", "close"))),
                        name="area_change_kind",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="AreaStep",
            fields=[
                ("id", _id()), ("county_id", _path()), ("from_path", _path()), ("to_path", _path()),
                ("is_grown", models.BooleanField()),
                ("change", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="grid.areachange")),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("county_id", "from_path"), name="area_step_once")]},
        ),
        migrations.CreateModel(
            name="AreaCode",
            fields=[
                ("id", _id()), ("county_id", _path()), ("path", _path()), ("authority", models.TextField()),
                ("code", models.TextField()), ("from_on", models.DateField()), ("until_on", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until_on__isnull", True)), fields=("county_id", "path", "authority"),
                        name="one_code_of_an_authority",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("authority__in", ("statistics", "civil_affairs", "public_security", "health", "education", "other"))
                        ),
                        name="area_code_authority",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="PlaceFact",
            fields=[
                ("id", _id()), ("county_id", _path()), ("path", _path()), ("item", models.TextField()),
                ("quantity", models.DecimalField(decimal_places=2, max_digits=14)), ("on_day", models.DateField()),
                ("source", models.TextField()), ("said_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["county_id", "path", "item", "-on_day", "-said_at"], name="place_fact_of")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("item__in", ("area_km2", "population", "households", "pupils"))), name="place_fact_item"
                    ),
                    models.CheckConstraint(condition=models.Q(("quantity__gte", 0)), name="place_fact_quantity"),
                ],
            },
        ),
        secure("grid_areachange", read=IN_COUNTY, add=False, change=False),
        secure("grid_areastep", read=IN_COUNTY, add=False, change=False),
        secure("grid_areacode", read=IN_COUNTY, write=BY_PLACE),
        secure("grid_placefact", read=IN_COUNTY, write=BY_PLACE, change=False),
        append_only("grid_areachange"),
        append_only("grid_placefact"),
        migrations.RunSQL([NOTE, POSTS_MOVE], reverse_sql=migrations.RunSQL.noop),
        function(
            "grid_make_area",
            "asked uuid, new_id uuid, made text, called text, level_of smallint, kind_of text, day date, paper text, moment timestamptz",
            "boolean", MAKE,
        ),
        function(
            "grid_rename_area", "asked uuid, place text, called text, day date, paper text, moment timestamptz", "boolean", RENAME
        ),
        function("grid_close_area", "asked uuid, place text, day date, paper text, moment timestamptz", "boolean", CLOSE),
        function(
            "grid_rearrange_areas",
            "asked uuid, kind text, olds text[], news text[], ids uuid[], made text[], names text[], levels smallint[], kinds text[],"
            " day date, paper text, moment timestamptz",
            "boolean", REARRANGE,
        ),
        function(
            "grid_follow_areas", "asked uuid, today date, keep boolean, whole_roles text[]", "boolean", FOLLOW
        ),
        function(
            "grid_load_areas",
            "ids uuid[], paths text[], names text[], levels smallint[], kinds text[], virtual boolean[], pseudo boolean[],"
            " begins date",
            "integer",
            LOAD,
        ),
    ]
