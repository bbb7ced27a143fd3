"""A part from beyond the area is given by another post than the one that gets it, and names who gave it."""

from django.db import migrations

from guitu.kit.rowsecurity import POST, in_area
from guitu.matters.rowsecurity import my_matters, sees_whole

GIVEN = (
    f"((({in_area()} AND {sees_whole()}) OR matter_id = ANY ({my_matters(beyond=False)}))"
    f" AND (NOT beyond OR (given_by = {POST} AND post_id <> {POST})))"
)


class Migration(migrations.Migration):
    dependencies = [("matters", "0003_lines_and_teams_are_seen_by_part")]

    operations = [
        migrations.RunSQL(
            f"ALTER POLICY matters_part_add ON matters_part WITH CHECK ({GIVEN});", reverse_sql=migrations.RunSQL.noop
        )
    ]
