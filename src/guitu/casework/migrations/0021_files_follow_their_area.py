"""A place that gets another code: whose household is there, and the rosters that were taken in."""

from django.db import migrations

from guitu.grid.following import follow_areas, follow_path


class Migration(migrations.Migration):
    dependencies = [("casework", "0020_what_facts_say_is_sealed"), ("grid", "0016_areas_change")]

    operations = [
        follow_areas(
            "casework", follow_path("casework_current", "home_path"), follow_path("casework_importbatch"),
            follow_path("casework_importrow"),
        )
    ]
