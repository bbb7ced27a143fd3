"""A place that gets another code takes its files along; a post that does not reach the new place is on their teams no more."""

from django.db import migrations

from guitu.grid.following import STEPS, follow_areas, follow_path
from guitu.kit.rowsecurity import POST

# Of people only: a task lies where the post is that does it, and goes with it. Who receives reaches the new place.
TEAMS = f"""
WITH ended AS (
  UPDATE matters_part a SET until_on = day FROM {STEPS}
  WHERE a.scope_path = moved.new AND a.county_id = current_setting('guitu.county', true) AND a.compartment = 'people'
    AND a.until_on IS NULL AND NOT a.beyond
    AND NOT EXISTS (SELECT FROM grid_post g WHERE g.id = a.post_id AND starts_with(a.scope_path, g.path))
  RETURNING a.matter_id, a.county_id, a.scope_path, a.compartment, a.part)
INSERT INTO matters_part (id, county_id, scope_path, compartment, matter_id, post_id, part, from_on, given_by)
  SELECT DISTINCT ON (e.matter_id) gen_random_uuid(), e.county_id, e.scope_path, e.compartment, e.matter_id, receiver, 'responsible', day, {POST}
  FROM ended e JOIN grid_post g ON g.id = receiver AND g.county_id = e.county_id AND starts_with(e.scope_path, g.path)
    AND g.closed_on IS NULL AND g.role IN ('social_worker', 'town_head')
  WHERE e.part = 'responsible'
"""

# A page opened before a place went, a roster read before: no file lands where nobody looks any more.
STANDS = """
CREATE FUNCTION matters_place_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM grid_area a WHERE a.path = NEW.scope_path AND a.valid_to IS NOT NULL) THEN
    RAISE EXCEPTION 'the place is there no more' USING ERRCODE = 'check_violation', CONSTRAINT = 'place_stands';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER matters_place_stands BEFORE INSERT OR UPDATE OF scope_path ON matters_matter
  FOR EACH ROW EXECUTE FUNCTION matters_place_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0008_where_a_matter_stands"), ("grid", "0016_areas_change")]

    operations = [
        follow_areas("matters", follow_path("matters_matter"), TEAMS),
        migrations.RunSQL(STANDS, reverse_sql=migrations.RunSQL.noop),
    ]
