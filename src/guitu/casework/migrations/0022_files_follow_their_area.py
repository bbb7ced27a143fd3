"""A place that gets another code: whose household is there, and the rosters that were taken in."""

from django.db import migrations

from guitu.grid.following import follow_areas, follow_path


class Migration(migrations.Migration):
    dependencies = [("casework", "0021_facts_and_courses_are_of_any_matter"), ("grid", "0016_areas_change")]

    operations = [
        follow_areas(
            "casework", follow_path("casework_current", "home_path"), follow_path("casework_importbatch"),
            follow_path("casework_importrow"),
        )
    ]
