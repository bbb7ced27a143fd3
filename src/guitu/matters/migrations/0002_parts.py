"""Who looks after whom becomes who has which part in which matter: the same rows under a name for every kind of file.

Whoever gives a part sees the compartment whole or has a part of the house's own in that matter: being posted in the
area is not enough, or a worker could give itself any file of its town.
"""

from __future__ import annotations

from uuid import uuid4

import django.db.models.deletion
from django.db import migrations, models

from guitu.kit.rowsecurity import POST, function, in_area, secure, seeing_every_row
from guitu.matters.rowsecurity import OPEN_BEYOND, hang_on_matter, my_matters, on_matter, sees_whole

RENAMED = """
ALTER TABLE people_assignment RENAME TO matters_part;
ALTER TABLE matters_part RENAME COLUMN person_id TO matter_id;
ALTER TABLE matters_part RENAME CONSTRAINT people_assignment_pkey TO matters_part_pkey;
ALTER TABLE matters_part DROP CONSTRAINT people_assignment_where_the_person_is;
ALTER POLICY people_assignment_read ON matters_part RENAME TO matters_part_read;
ALTER POLICY people_assignment_add ON matters_part RENAME TO matters_part_add;
ALTER POLICY people_assignment_change ON matters_part RENAME TO matters_part_change;
ALTER POLICY people_assignment_definer ON matters_part RENAME TO matters_part_definer;
DROP INDEX one_post_per_part, assignment_post, assignment_person;
ALTER TABLE matters_part ADD COLUMN compartment text COLLATE "C" NOT NULL DEFAULT 'people';
ALTER TABLE matters_part ALTER COLUMN compartment DROP DEFAULT;
ALTER TABLE matters_part ADD COLUMN beyond boolean NOT NULL DEFAULT false;
ALTER TABLE matters_part ADD COLUMN expires_on date;
ALTER TABLE matters_part ADD COLUMN classes text NOT NULL DEFAULT '';
ALTER TABLE matters_part ADD COLUMN purpose text NOT NULL DEFAULT '';
ALTER TABLE matters_part ADD COLUMN given_by uuid;
"""

OPEN = models.Q(until_on__isnull=True)
WHOLE = f"({in_area()} AND {sees_whole()})"
# The team of a matter is seen by all of the team, and by who sees the compartment whole; who is invited sees itself.
# No subquery stands here: the policies that ask this table would turn in a circle. The function is asked last.
SEEN = (
    f"({in_area()} AND ({sees_whole()} OR post_id = {POST} OR matters_on_the_team(matter_id))"
    f" OR post_id = {POST} AND until_on IS NULL AND {OPEN_BEYOND})"
)
GIVEN = f"({WHOLE} OR matter_id = ANY ({my_matters(beyond=False)}))"
POLICIES = f"""
ALTER POLICY matters_part_read ON matters_part USING ({SEEN});
ALTER POLICY matters_part_add ON matters_part WITH CHECK ({GIVEN});
ALTER POLICY matters_part_change ON matters_part USING ({GIVEN}) WITH CHECK ({GIVEN});
DO $$ BEGIN
  EXECUTE format('REVOKE UPDATE ON matters_part FROM %I', current_setting('guitu.app_role'));
  EXECUTE format('GRANT UPDATE (until_on) ON matters_part TO %I', current_setting('guitu.app_role'));
END $$;
"""

# Whoever keeps only the files in which it has a part opens a file with itself in it, or with nobody.
MAY_OPEN = (
    "county = current_setting('guitu.county', true) AND n.path >= current_setting('guitu.lo', true)"
    " AND n.path < current_setting('guitu.hi', true)"
    " AND (current_setting('guitu.whole_' || matters_open.compartment, true) = '1'"
    f" OR n.post = {POST})"
)


class Migration(migrations.Migration):
    dependencies = [("matters", "0001_initial")]

    operations = [
        seeing_every_row(),
        # The team of a person becomes the parts of a matter: renamed, not copied.
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(RENAMED, reverse_sql=migrations.RunSQL.noop)],
            state_operations=[
                migrations.CreateModel(
                    name="Part",
                    fields=[
                        ("id", models.UUIDField(default=uuid4, primary_key=True, serialize=False)),
                        ("county_id", models.TextField(db_collation="C")),
                        ("scope_path", models.TextField(db_collation="C")),
                        ("compartment", models.TextField(db_collation="C")),
                        ("matter", models.ForeignKey(
                            db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT,
                            related_name="parts", to="matters.matter",
                        )),
                        ("post_id", models.UUIDField()),
                        ("part", models.TextField(default="responsible")),
                        ("from_on", models.DateField()),
                        ("until_on", models.DateField(null=True)),
                        ("beyond", models.BooleanField(db_default=False, default=False)),
                        ("expires_on", models.DateField(null=True)),
                        ("classes", models.TextField(db_default="", default="")),
                        ("purpose", models.TextField(db_default="", default="")),
                        ("given_by", models.UUIDField(null=True)),
                    ],
                ),
            ],
        ),
        migrations.AddIndex(
            "part",
            models.Index(
                fields=["post_id", "matter"],
                include=["scope_path", "compartment", "beyond", "expires_on"],
                name="part_of_post",
                condition=OPEN,
            ),
        ),
        migrations.AddIndex(
            "part",
            models.Index(
                fields=["compartment", "scope_path"], include=["post_id", "part"], name="part_in_area", condition=OPEN
            ),
        ),
        migrations.AddIndex("part", models.Index(fields=["matter"], name="part_of_matter")),
        migrations.AddConstraint(
            "part",
            models.UniqueConstraint(
                fields=("county_id", "matter", "part"), condition=OPEN & models.Q(beyond=False), name="one_post_per_part"
            ),
        ),
        migrations.AddConstraint(
            "part",
            models.UniqueConstraint(
                fields=("county_id", "matter", "post_id"), condition=OPEN & models.Q(beyond=True), name="invited_once"
            ),
        ),
        migrations.AddConstraint(
            "part",
            models.CheckConstraint(
                condition=models.Q(beyond=False) | models.Q(expires_on__isnull=False), name="beyond_ends"
            ),
        ),
        function(
            "matters_on_the_team",
            "asked uuid",
            "boolean",
            "BEGIN RETURN EXISTS (SELECT FROM matters_part p WHERE p.matter_id = asked"
            f" AND p.post_id = {POST} AND p.until_on IS NULL AND NOT p.beyond); END",
        ),
        migrations.RunSQL(POLICIES, reverse_sql=migrations.RunSQL.noop),
        # Only now: to look at the rows that are there, the key asks the policies, and those of before asked a function
        # that names the table as it was called before.
        hang_on_matter("matters_part"),
        migrations.RunSQL("DROP FUNCTION people_of_the_post()", reverse_sql=migrations.RunSQL.noop),
        # Only the function below opens a matter; what becomes of it later is said by commands.
        secure("matters_matter", read=on_matter(column="id"), add=False),
        migrations.RunSQL(
            """
            DO $$ BEGIN
              EXECUTE format('REVOKE UPDATE ON matters_matter FROM %I', current_setting('guitu.app_role'));
              EXECUTE format('GRANT UPDATE (label, closed_at, sealed_at) ON matters_matter TO %I', current_setting('guitu.app_role'));
            END $$;
            """,
            reverse_sql=migrations.RunSQL.noop,
        ),
        # The matters with the first part of each: many at once, one statement. Gives how many were opened.
        function(
            "matters_open",
            "county text, kind text, compartment text, ids uuid[], paths text[], labels text[], posts uuid[], part text,"
            " moment timestamptz, day date",
            "integer",
            "DECLARE opened integer; BEGIN"
            " IF EXISTS (SELECT FROM unnest(paths, posts) AS n (path, post)"
            f"  WHERE NOT coalesce({MAY_OPEN}, false)) THEN"
            "  RAISE EXCEPTION 'matters_open: not of this post' USING ERRCODE = 'insufficient_privilege'; END IF;"
            " WITH new AS (SELECT * FROM unnest(ids, paths, labels, posts) AS n (id, path, label, post)), began AS ("
            "  INSERT INTO matters_part (id, county_id, scope_path, compartment, matter_id, post_id, part, from_on, given_by)"
            "  SELECT gen_random_uuid(), county, n.path, matters_open.compartment, n.id, n.post, matters_open.part, day,"
            f"   {POST} FROM new n WHERE n.post IS NOT NULL)"
            " INSERT INTO matters_matter (id, county_id, scope_path, kind, compartment, label, opened_at)"
            "  SELECT n.id, county, n.path, matters_open.kind, matters_open.compartment, n.label, moment FROM new n;"
            " GET DIAGNOSTICS opened = ROW_COUNT; RETURN opened; END",
        ),
    ]
