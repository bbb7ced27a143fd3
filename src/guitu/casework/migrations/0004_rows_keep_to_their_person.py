"""A row about a person lies where the person lies, by key; and the two definer functions answer no more than asked.

Foreign keys look past row security: without the place in the key, a post could hang a row of its own area on a
person of another (S-2.3).
"""

from django.db import migrations

from guitu.kit.rowsecurity import POST, WHOLE, function, in_area

CARRIED = (  # rows that follow the person; all but the access log, whose lines stay where somebody looked
    "people_identity", "people_token", "people_assignment", "casework_measure", "casework_fact",
    "casework_current", "casework_summary", "casework_pointstransfer", "duties_duty",
)  # fmt: skip

# The key without the place goes: one look-up per row, not two. Deferred, because the assignment is written first.
KEYS = "".join(
    f"""
    DO $$ DECLARE old text; BEGIN
      FOR old IN SELECT conname FROM pg_constraint WHERE conrelid = '{table}'::regclass
        AND contype = 'f' AND confrelid = 'people_person'::regclass LOOP
        EXECUTE format('ALTER TABLE {table} DROP CONSTRAINT %I', old);
      END LOOP;
    END $$;
    ALTER TABLE {table} ADD CONSTRAINT {table}_where_the_person_is FOREIGN KEY (person_id, scope_path)
      REFERENCES people_person (id, scope_path) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
    """
    for table in CARRIED
)


# The team of a person is seen by all of the area; who is on it is said by who sees the whole area, or for oneself.
MY_TEAMS = f"({in_area()} AND ({WHOLE} OR post_id = {POST}))"


class Migration(migrations.Migration):
    dependencies = [("casework", "0003_standing_of_movers"), ("people", "0002_row_security"), ("duties", "0002_row_security")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE people_person ADD CONSTRAINT person_place UNIQUE (id, scope_path);" + KEYS,
            reverse_sql=migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            f"""
            ALTER POLICY people_assignment_add ON people_assignment WITH CHECK ({MY_TEAMS});
            ALTER POLICY people_assignment_change ON people_assignment USING ({MY_TEAMS}) WITH CHECK ({MY_TEAMS});
            """,
            reverse_sql=migrations.RunSQL.noop,
        ),
        # A file of the same town that the asking post does not see: says only that it is there. A post asks about
        # towns inside its range, or, posted below a town, about that town.
        function(
            "people_resolve_identity",
            "county text, town text, wanted bytea",
            "TABLE(person_id uuid)",
            "SELECT i.person_id FROM people_identity i WHERE i.county_id = county AND i.town_path = town"
            " AND i.id_index = wanted AND county = current_setting('guitu.county', true)"
            " AND (town >= current_setting('guitu.lo', true) AND town < current_setting('guitu.hi', true)"
            "  OR length(town) = 9 AND left(current_setting('guitu.lo', true), 9) = town)",
        ),
        migrations.RunSQL(
            "DROP FUNCTION casework_move_person(uuid, text)", reverse_sql=migrations.RunSQL.noop
        ),
        # The other rows follow by their key, and the team of the old place ends. A file of the same number may lie in that town already: the answer is the
        # same as if there were none, and the county sees both as a match until it settles them.
        function(
            "casework_move_person",
            "moved uuid, target text, receiver uuid, day date",
            "boolean",
            "DECLARE here text; BEGIN"
            " SELECT scope_path INTO here FROM people_person WHERE id = moved FOR UPDATE;"
            " IF here IS NULL OR left(here, 6) <> current_setting('guitu.county', true)"
            "  OR NOT (here >= current_setting('guitu.lo', true) AND here < current_setting('guitu.hi', true))"
            "  OR left(target, 6) <> left(here, 6) OR NOT EXISTS (SELECT 1 FROM grid_area a WHERE a.path = target)"
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
