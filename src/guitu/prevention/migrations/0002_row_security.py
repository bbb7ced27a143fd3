"""Prevention is seen by who sees the units of its area whole; brands, scripts and clips by everybody of the county who does."""

from django.db import migrations

from guitu.grid.following import follow_areas, follow_path
from guitu.kit.rowsecurity import IN_COUNTY, in_area, secure, seeing_every_row
from guitu.matters.rowsecurity import hang_on_matter, secure_matter, sees_whole

IN_MY_COUNTY = f"({IN_COUNTY} AND {sees_whole('units')})"


def on_units(table: str, *, column: str = "matter_id", remove: bool = False) -> list[migrations.RunSQL]:
    return [
        secure_matter(table, compartment="units", column=column, remove=remove),
        hang_on_matter(table, compartment="units", column=column),
    ]


class Migration(migrations.Migration):
    dependencies = [("prevention", "0001_initial"), ("matters", "0008_where_a_matter_stands"), ("grid", "0016_areas_change")]

    operations = [
        seeing_every_row(),
        *on_units("prevention_place", column="id"),
        *on_units("prevention_booking"),
        *on_units("prevention_activity", column="id"),
        *on_units("prevention_tag", remove=True),
        *on_units("prevention_loudspeaker", column="id"),
        secure("prevention_brand", read=IN_MY_COUNTY, write=f"({in_area()} AND {sees_whole('units')})"),
        secure("prevention_script", read=IN_MY_COUNTY),
        secure("prevention_clip", read=IN_MY_COUNTY),
        follow_areas("prevention", follow_path("prevention_brand", "scope_path")),
    ]
