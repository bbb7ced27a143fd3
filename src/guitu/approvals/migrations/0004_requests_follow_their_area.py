"""What was asked from a place that got another code is decided over that one."""

from django.db import migrations

from guitu.grid.following import follow_areas, follow_path


class Migration(migrations.Migration):
    dependencies = [("approvals", "0003_answers_are_sealed"), ("grid", "0016_areas_change")]

    operations = [follow_areas("approvals", follow_path("approvals_approval"))]
