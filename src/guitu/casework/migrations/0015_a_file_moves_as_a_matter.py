"""What moves a file moves its matter: the person and all that hangs on either follow by their keys."""

from django.db import migrations

from guitu.kit.rowsecurity import POST, WHOLE, function

# Who receives it is a post that can look after somebody there: open on that day, of a role that is responsible for
# people, and posted over the new place.
RECEIVES = (
    "(receiver IS NULL OR EXISTS (SELECT 1 FROM grid_post p WHERE p.id = receiver AND p.county_id = left(target, 6)"
    " AND p.role IN ('social_worker', 'town_head') AND (p.closed_on IS NULL OR p.closed_on > day)"
    " AND left(target, length(p.path)) = p.path))"
)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0014_a_file_taken_back_finds_its_team"), ("people", "0008_a_file_is_a_matter"),
    ]  # fmt: skip

    operations = [
        # The team of the old place ends, and so does who was invited by it.
        function(
            "casework_move_person",
            "moved uuid, target text, receiver uuid, day date",
            "boolean",
            "DECLARE here text; BEGIN"
            " SELECT scope_path INTO here FROM people_person WHERE id = moved FOR UPDATE;"
            " IF here IS NULL OR left(here, 6) <> current_setting('guitu.county', true)"
            "  OR NOT (here >= current_setting('guitu.lo', true) AND here < current_setting('guitu.hi', true))"
            "  OR left(target, 6) <> left(here, 6) OR NOT EXISTS (SELECT 1 FROM grid_area a WHERE a.path = target)"
            f"  OR NOT {RECEIVES}"
            f"  OR NOT coalesce({WHOLE} OR EXISTS (SELECT 1 FROM matters_part a WHERE a.matter_id = moved"
            f"   AND a.post_id = {POST} AND a.until_on IS NULL AND NOT a.beyond), false) THEN RETURN false; END IF;"
            " UPDATE people_person SET version = version + 1 WHERE id = moved;"
            " UPDATE matters_matter SET scope_path = target WHERE id = moved;"
            " UPDATE matters_part SET until_on = day WHERE matter_id = moved AND until_on IS NULL;"
            " IF receiver IS NOT NULL THEN INSERT INTO matters_part"
            "  (id, county_id, scope_path, compartment, matter_id, post_id, part, from_on, given_by)"
            f"  VALUES (gen_random_uuid(), left(target, 6), target, 'people', moved, receiver, 'responsible', day, {POST});"
            " END IF;"
            " UPDATE people_access SET scope_path = target WHERE person_id = moved;"
            " UPDATE people_identity i SET town_path = left(target, 9) || CASE WHEN EXISTS (SELECT 1"
            "   FROM people_identity o WHERE o.county_id = i.county_id AND o.town_path = left(target, 9)"
            "   AND o.id_index = i.id_index AND o.person_id <> moved) THEN '/' || moved ELSE '' END"
            "  WHERE i.person_id = moved;"
            " RETURN true; END",
        ),
        # Of each part but the responsible, the last post comes back whose care ended on the day of the move, if it is
        # open and posted over the place.
        function(
            "casework_move_back",
            "moved uuid, target text, receiver uuid, day date, ended date",
            "boolean",
            "BEGIN IF NOT casework_move_person(moved, target, receiver, day) THEN RETURN false; END IF;"
            " UPDATE matters_part SET until_on = NULL WHERE id IN (SELECT DISTINCT ON (a.part) a.id"
            "   FROM matters_part a JOIN grid_post p ON p.id = a.post_id AND p.county_id = a.county_id"
            "   WHERE a.matter_id = moved AND a.part <> 'responsible' AND a.until_on = ended AND p.closed_on IS NULL"
            "    AND NOT a.beyond AND left(target, length(p.path)) = p.path ORDER BY a.part, a.from_on DESC, a.id);"
            " RETURN true; END",
        ),
    ]
