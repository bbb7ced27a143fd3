"""Where somebody lives is known better: the village of the town, the group of the village. No sum above changes."""

from django.db import migrations

from guitu.kit.rowsecurity import POST, WHOLE, function

BETTER = "starts_with(target, here) AND length(here) >= 9 AND length(target) >= 12"
SAME_VILLAGE = "length(here) >= 12 AND left(here, 12) = left(target, 12)"
IN_RANGE = "starts_with(here, current_setting('guitu.lo', true)) AND starts_with(target, current_setting('guitu.lo', true))"


class Migration(migrations.Migration):
    dependencies = [("people", "0002_row_security"), ("grid", "0002_row_security")]

    operations = [
        # The other rows follow by their key (casework 0004). Posts of another group are on the team no more.
        function(
            "people_place",
            "placed uuid, target text, day date",
            "boolean",
            "DECLARE here text; BEGIN"
            " SELECT scope_path INTO here FROM people_person WHERE id = placed FOR UPDATE;"
            f" IF here IS NULL OR here = target OR NOT ({BETTER} OR {SAME_VILLAGE})"
            f"  OR NOT coalesce({IN_RANGE}, false)"
            "  OR NOT EXISTS (SELECT 1 FROM grid_area a WHERE a.path = target AND a.valid_to IS NULL)"
            f"  OR NOT coalesce({WHOLE} OR EXISTS (SELECT 1 FROM people_assignment a WHERE a.person_id = placed"
            f"   AND a.post_id = {POST} AND a.until_on IS NULL), false) THEN RETURN false; END IF;"
            " UPDATE people_person SET scope_path = target, version = version + 1 WHERE id = placed;"
            " UPDATE people_assignment a SET until_on = day WHERE a.person_id = placed AND a.until_on IS NULL"
            "  AND NOT EXISTS (SELECT 1 FROM grid_post g WHERE g.id = a.post_id AND starts_with(target, g.path));"
            " UPDATE people_access SET scope_path = target WHERE person_id = placed;"
            " RETURN true; END",
        ),
    ]
