"""Visible = area range and (the role sees the area, or the person is assigned)."""

from django.db import migrations

from guitu.kit.rowsecurity import POST, WHOLE, append_only, assigned, function, in_area, own, secure

COUNTY_LEVEL = "county_id = current_setting('guitu.lo', true)"


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("grid", "0002_row_security")]

    operations = [
        # The household-register side sees this row (BASIC) and casework_current (STATUS), nothing else.
        secure("people_person", read=f"{own('id')} OR ({in_area('home_path')} AND {WHOLE})", write=own("id")),
        secure("people_identity", read=own()),
        secure("people_token", read=own(), remove=True),
        # No identity in it; the team of a person is seen by all of the team.
        secure("people_assignment", read=in_area()),
        secure(
            "people_access",
            read=f"{in_area()} AND ({WHOLE} OR post_id = {POST} OR {assigned()})",
            write=f"{in_area()} AND post_id = {POST}",
            change=False,
        ),
        append_only("people_access", movable=("scope_path",)),
        secure("people_match", read=f"{COUNTY_LEVEL} AND {WHOLE}"),
        # A file of the same town that the asking post does not see: says only that it is there.
        function(
            "people_resolve_identity",
            "county text, town text, wanted bytea",
            "TABLE(person_id uuid)",
            "SELECT i.person_id FROM people_identity i WHERE i.county_id = county AND i.town_path = town"
            " AND i.id_index = wanted AND town >= current_setting('guitu.lo', true)"
            " AND county = current_setting('guitu.county', true)"
            " OR i.county_id = county AND i.town_path = town AND i.id_index = wanted"
            " AND county = current_setting('guitu.county', true) AND left(current_setting('guitu.lo', true), 9) = town",
        ),
    ]
