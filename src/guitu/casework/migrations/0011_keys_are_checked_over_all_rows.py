"""Keys that were added while the owner saw no row are checked again over all rows; what moves a file looks at who receives it;
a summary says of how many facts it was made.

If this stops with the name of a key, a row points where nothing is: the message names its table and values.
"""

from django.db import migrations, models

from guitu.kit.rowsecurity import POST, WHOLE, check_keys_again, function, seeing_every_row

# Who gives the file away may do so (0004); who receives it is a post that can look after somebody there: open on that
# day, of a role that is responsible for people, and posted over the new place.
RECEIVES = (
    "(receiver IS NULL OR EXISTS (SELECT 1 FROM grid_post p WHERE p.id = receiver AND p.county_id = left(target, 6)"
    " AND p.role IN ('social_worker', 'town_head') AND (p.closed_on IS NULL OR p.closed_on > day)"
    " AND left(target, length(p.path)) = p.path))"
)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0010_closed_duties_are_not_read_again"),
        ("duties", "0005_open_duties_are_summed_beforehand"),
        ("grid", "0007_administrators_are_different_people"),
        ("people", "0006_words_of_a_look_are_sealed"),
    ]

    operations = [
        seeing_every_row(),
        check_keys_again(),
        migrations.AddField("summary", "facts", models.IntegerField(default=0)),
        migrations.RunSQL(
            "UPDATE casework_summary s SET facts = (SELECT count(*) FROM casework_fact f WHERE f.person_id = s.person_id)",
            reverse_sql=migrations.RunSQL.noop,
        ),
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
            f"  OR NOT coalesce({WHOLE} OR EXISTS (SELECT 1 FROM people_assignment a WHERE a.person_id = moved"
            f"   AND a.post_id = {POST} AND a.until_on IS NULL), false) THEN RETURN false; END IF;"
            " UPDATE people_person SET scope_path = target, version = version + 1 WHERE id = moved;"
            " UPDATE people_assignment SET until_on = day WHERE person_id = moved AND until_on IS NULL;"
            " IF receiver IS NOT NULL THEN INSERT INTO people_assignment"
            "  (id, county_id, scope_path, person_id, post_id, part, from_on)"
            "  VALUES (gen_random_uuid(), left(target, 6), target, moved, receiver, 'responsible', day); END IF;"
            " UPDATE people_access SET scope_path = target WHERE person_id = moved;"
            " UPDATE people_identity i SET town_path = left(target, 9) || CASE WHEN EXISTS (SELECT 1"
            "   FROM people_identity o WHERE o.county_id = i.county_id AND o.town_path = left(target, 9)"
            "   AND o.id_index = i.id_index AND o.person_id <> moved) THEN '/' || moved ELSE '' END"
            "  WHERE i.person_id = moved;"
            " RETURN true; END",
        ),
    ]
