"""A key goes with its place; where the place goes into another it ends, or it would open more than was granted."""

from django.db import migrations

from guitu.grid.following import STEPS, follow_areas, follow_path

ENDED = (
    f"UPDATE systems_systemkey t SET withdrawn_at = c.at FROM {STEPS} JOIN grid_areachange c ON c.id = asked"
    " WHERE t.scope_path = moved.old AND moved.grown AND t.withdrawn_at IS NULL AND t.county_id = current_setting('guitu.county', true)"
)


class Migration(migrations.Migration):
    dependencies = [("systems", "0004_events_are_written_with_their_lines"), ("grid", "0016_areas_change")]

    operations = [
        follow_areas(
            "systems", ENDED,
            *(follow_path(table) for table in ("systems_systemkey", "systems_systemmeter", "systems_subscription")),
        )
    ]
