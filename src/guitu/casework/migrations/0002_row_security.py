"""Facts never change; standing is seen by area alone, so that sums always add up."""

from django.db import migrations

from guitu.kit.rowsecurity import POST, WHOLE, append_only, function, in_area, own, secure

BATCH_MINE = f"({in_area()} AND ({WHOLE} OR post_id = {POST}))"
ROW_MINE = (
    f"({in_area()} AND ({WHOLE} OR batch_id IN (SELECT b.id FROM casework_importbatch b WHERE b.post_id = {POST})))"
)
CARRIED = (  # tables whose rows follow the person to another place
    "people_identity", "people_token", "people_assignment", "people_access", "casework_measure", "casework_fact",
    "casework_current", "casework_summary", "casework_pointstransfer", "duties_duty",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial"), ("people", "0002_row_security"), ("duties", "0002_row_security")]

    operations = [
        secure("casework_measure", read=own()),
        secure("casework_importbatch", read=BATCH_MINE),
        secure("casework_importrow", read=ROW_MINE),
        secure("casework_fact", read=own(), change=False),
        append_only("casework_fact", movable=("scope_path",)),
        secure("casework_standing", read=in_area("path"), remove=True),
        secure(
            "casework_current",
            read=f"{own()} OR ({in_area('home_path')} AND {WHOLE})",
            write=own(),
            remove=True,
        ),
        secure("casework_summary", read=own(), remove=True),
        secure("casework_pointstransfer", read=own(), change=False),
        append_only("casework_pointstransfer", movable=("scope_path",)),
        function(
            "casework_move_person",
            "moved uuid, target text",
            "boolean",
            "DECLARE here text; BEGIN"
            " SELECT scope_path INTO here FROM people_person WHERE id = moved FOR UPDATE;"
            " IF here IS NULL OR left(here, 6) <> current_setting('guitu.county', true)"
            "  OR NOT (here >= current_setting('guitu.lo', true) AND here < current_setting('guitu.hi', true))"
            "  OR left(target, 6) <> left(here, 6) THEN RETURN false; END IF;"
            " UPDATE people_person SET scope_path = target, version = version + 1 WHERE id = moved;"
            + "".join(f" UPDATE {table} SET scope_path = target WHERE person_id = moved;" for table in CARRIED)
            + " UPDATE people_identity SET town_path = left(target, 9) WHERE person_id = moved;"
            " RETURN true; END",
        ),
    ]
