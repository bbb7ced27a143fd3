"""A robot of a place that got another code tells of that one; where the place went into another, that one's own does."""

from django.db import migrations

from guitu.grid.following import STEPS, follow_areas, follow_path

OFF = (
    f"UPDATE notices_channel t SET is_on = false FROM {STEPS} WHERE t.scope_path = moved.old AND moved.grown"
    " AND t.county_id = current_setting('guitu.county', true)"
)


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_row_security"), ("grid", "0016_areas_change")]

    operations = [follow_areas("notices", OFF, follow_path("notices_channel", only="NOT moved.grown"))]
