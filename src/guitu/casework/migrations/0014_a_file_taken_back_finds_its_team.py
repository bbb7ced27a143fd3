"""A change of place that is taken back gives the file back to its whole team: whoever had cared for it where it lay."""

from django.db import migrations

from guitu.kit.rowsecurity import function


class Migration(migrations.Migration):
    dependencies = [("casework", "0013_typed_words_are_sealed")]

    operations = [
        # What may be moved, and to whom, is asked by the move itself. Then, of each part but the responsible, the last
        # post comes back whose care ended on the day of the move, if it is open and posted over the place.
        function(
            "casework_move_back",
            "moved uuid, target text, receiver uuid, day date, ended date",
            "boolean",
            "BEGIN IF NOT casework_move_person(moved, target, receiver, day) THEN RETURN false; END IF;"
            " UPDATE people_assignment SET until_on = NULL WHERE id IN (SELECT DISTINCT ON (a.part) a.id"
            "   FROM people_assignment a JOIN grid_post p ON p.id = a.post_id AND p.county_id = a.county_id"
            "   WHERE a.person_id = moved AND a.part <> 'responsible' AND a.until_on = ended AND p.closed_on IS NULL"
            "    AND left(target, length(p.path)) = p.path ORDER BY a.part, a.from_on DESC, a.id);"
            " RETURN true; END",
        ),
    ]
