"""片区: whose they are, who may fill them, and that they close instead of vanishing."""

from django.db import migrations, models

import guitu.grid.models
from guitu.kit.rowsecurity import IN_COUNTY, WHOLE, in_area

MINE = f"({IN_COUNTY} AND {in_area('path')} AND {WHOLE})"
# Foreign keys look past row security: a member hangs on a group of one's own only, and lies in one's own area.
MEMBER_OF_MINE = f"({MINE} AND group_id IN (SELECT g.id FROM grid_areagroup g WHERE {in_area('g.path')}))"


def policies(table: str, write: str) -> str:
    return (
        f"ALTER POLICY {table}_add ON {table} WITH CHECK ({write});"
        f"ALTER POLICY {table}_change ON {table} USING ({write}) WITH CHECK ({write});"
    )


class Migration(migrations.Migration):
    dependencies = [("grid", "0003_short_names_of_areas")]

    operations = [
        migrations.RemoveConstraint(model_name="areagroup", name="area_group_name"),
        migrations.RemoveConstraint(model_name="areagroupmember", name="area_group_member"),
        migrations.AddField("areagroup", "path", guitu.grid.models.PathField(default=""), preserve_default=False),
        migrations.AddField("areagroup", "closed_on", models.DateField(null=True)),
        migrations.AddField("areagroupmember", "until_on", models.DateField(null=True)),
        migrations.AddConstraint(
            "areagroup",
            models.UniqueConstraint(
                fields=["county_id", "path", "name"], condition=models.Q(closed_on__isnull=True), name="area_group_name"
            ),
        ),
        migrations.AddConstraint(
            "areagroupmember",
            models.UniqueConstraint(
                fields=["county_id", "group", "path"], condition=models.Q(until_on__isnull=True), name="area_group_member"
            ),
        ),
        migrations.RunSQL(
            policies("grid_areagroup", MINE) + policies("grid_areagroupmember", MEMBER_OF_MINE),
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
