"""What was printed from a place that got another code is found there."""

from django.db import migrations

from guitu.grid.following import follow_areas, follow_path


class Migration(migrations.Migration):
    dependencies = [("papers", "0002_row_security"), ("grid", "0016_areas_change")]

    operations = [follow_areas("papers", follow_path("papers_print"))]
