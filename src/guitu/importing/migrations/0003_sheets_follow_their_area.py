"""A place that gets another code takes along the sheets that were sent there, and what its office said of words."""

from django.db import migrations

from guitu.grid.following import STEPS, follow_areas, follow_path

# Of offices that become one, the words of one are kept: the receiver's own, else the first; the others stay unread.
_OF_ONE = (
    "NOT EXISTS (SELECT FROM importing_known o WHERE o.county_id = t.county_id AND o.sheet = t.sheet AND o.scope_path = moved.new)"
    f" AND t.id = (SELECT o.id FROM importing_known o JOIN {STEPS.replace('AS moved', 'AS other')} ON other.old = o.scope_path"
    " WHERE o.county_id = t.county_id AND o.sheet = t.sheet AND other.new = moved.new ORDER BY o.id LIMIT 1)"
)


class Migration(migrations.Migration):
    dependencies = [("importing", "0002_row_security"), ("grid", "0016_areas_change")]

    operations = [
        follow_areas(
            "importing", follow_path("importing_batch"), follow_path("importing_row"), follow_path("importing_known", only=_OF_ONE),
        )
    ]
