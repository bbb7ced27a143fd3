"""A town that gets another code keeps the pack of its own; one that goes into another lives by that one's."""

from django.db import migrations

from guitu.grid.following import STEPS, follow_areas, follow_path

COPIED = f"""
INSERT INTO ledger_policyversion (id, county_id, scope_path, pack, digest, text, activated_at, post_id)
  SELECT DISTINCT ON (moved.new) gen_random_uuid(), v.county_id, moved.new, v.pack, v.digest, v.text, c.at, c.post_id
  FROM ledger_policyversion v JOIN {STEPS} ON moved.old = v.scope_path AND NOT moved.grown
    JOIN grid_areachange c ON c.id = asked
  WHERE v.county_id = current_setting('guitu.county', true)
    AND NOT EXISTS (SELECT FROM ledger_policyversion o WHERE o.county_id = v.county_id AND o.scope_path = moved.new)
  ORDER BY moved.new, v.activated_at DESC
"""
DROPPED = (
    f"UPDATE rulepacks_draft t SET state = 'dropped' FROM {STEPS} WHERE t.scope_path = moved.old AND moved.grown"
    " AND t.state = 'open' AND t.county_id = current_setting('guitu.county', true)"
)


class Migration(migrations.Migration):
    dependencies = [("rulepacks", "0002_row_security"), ("grid", "0016_areas_change"), ("ledger", "0004_answers_are_sealed")]

    operations = [follow_areas("rulepacks", COPIED, DROPPED, follow_path("rulepacks_draft", only="NOT moved.grown"))]
