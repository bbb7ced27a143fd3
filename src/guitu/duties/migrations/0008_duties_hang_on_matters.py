"""A duty hangs on a matter of any kind, and is seen as the matter is, by its compartment.

So are the sums of open duties: they say of which compartment they are, and are made anew with it. The kind comes before
the span in their key, so that a list passes by what it does not ask for.
"""

from __future__ import annotations

from uuid import uuid4

from django.db import migrations, models

from guitu.kit.rowsecurity import function, in_area, secure, seeing_every_row
from guitu.matters.rowsecurity import hang_on_matter, on_matter, sees_whole

MINE = "county IS DISTINCT FROM current_setting('guitu.county', true)"
LOCK = "pg_advisory_xact_lock(hashtext('duties_dutycell'), hashtext(county))"  # one writer of cells per county
KEY = ("county_id", "path", "kind", "compartment", "span", "begins_on", "from_on")
TOLD = "county_id, town_path, compartment, kind, opens_on, planned_on, due_on"


def noted(*rows: str) -> str:
    """One by one, as they are: to add up equal ones here would cost every command more than the folding of them."""
    return f"INSERT INTO duties_dutychange (id, {TOLD}, n) SELECT gen_random_uuid(), {TOLD}, n FROM ({' UNION ALL '.join(rows)}) AS told;"


def open_in(table: str, n: int) -> str:
    return f"SELECT {TOLD}, {n} AS n FROM {table} WHERE state = 'open'"


# Each entry counts in the town and in the county, on its day and in its month. A month is only asked for when it is
# past: what counts from within the month on has then begun.
PLACED = (
    "SELECT county AS county_id, place.path, kind, compartment, part.span,"
    " date_trunc(part.span, e.on_day::timestamp)::date AS begins_on,"
    " CASE WHEN part.span = 'month' AND e.from_on < date_trunc('month', e.on_day::timestamp) + interval '1 month'"
    " THEN '-infinity' ELSE e.from_on END AS from_on, sum(e.n * told.n)::int AS n"
    " FROM {told} AS told, duties_entries(kind, opens_on, planned_on, due_on) AS e,"
    " LATERAL (SELECT left(told.town_path, 6) AS path UNION SELECT told.town_path WHERE length(told.town_path) = 9) AS place,"
    " (VALUES ('month'), ('day')) AS part (span)"
    " GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(e.n * told.n) <> 0"
)
OPEN = (
    f"(SELECT {TOLD}, count(*) AS n FROM duties_duty WHERE county_id = county AND state = 'open' GROUP BY {TOLD})"
)
SAME = " AND ".join(f"c.{name} = new.{name}" for name in KEY)
COLUMNS = ", ".join(KEY)
NEW = ", ".join(f"new.{name}" for name in KEY)


def hung(model: str) -> str:
    """The column of the person becomes the matter's; its old key goes, which named the person alone."""
    table = f"duties_{model}"
    return (
        f"ALTER TABLE {table} RENAME COLUMN person_id TO matter_id;"
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_where_the_person_is;"
        f"ALTER TABLE {table} ADD COLUMN compartment text COLLATE \"C\" NOT NULL DEFAULT 'people';"
        f"ALTER TABLE {table} ALTER COLUMN compartment DROP DEFAULT;"
        + "".join(
            f"ALTER POLICY {table}_{what} ON {table} "
            + {"read": "USING ({0})", "add": "WITH CHECK ({0})", "change": "USING ({0}) WITH CHECK ({0})",
               "remove": "USING ({0})"}[what].format(on_matter()) + ";"
            for what in ("read", "add", "change", "remove")
        )
    )  # fmt: skip


def renamed(model: str, constraints: list[models.UniqueConstraint], indexes: list[models.Index]) -> list[migrations.operations.base.Operation]:
    """The same in Django's eyes: indexes and constraints follow a renamed column by themselves."""
    return [
        *[migrations.RemoveConstraint(model, constraint.name) for constraint in constraints],
        *[migrations.RemoveIndex(model, index.name) for index in indexes],
        migrations.RenameField(model, "person_id", "matter_id"),
        *[migrations.AddIndex(model, index) for index in indexes],
        *[migrations.AddConstraint(model, constraint) for constraint in constraints],
        migrations.AddField(model, "compartment", models.TextField(db_collation="C"), preserve_default=False),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("duties", "0007_parts_are_seen_as_their_matter"), ("matters", "0002_parts"),
        ("people", "0008_a_file_is_a_matter"),
    ]  # fmt: skip

    operations = [
        seeing_every_row(),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(hung("duty") + hung("postponement"), reverse_sql=migrations.RunSQL.noop)
            ],
            state_operations=[
                *renamed(
                    "duty",
                    [models.UniqueConstraint(fields=["county_id", "matter_id", "key"], name="duty_key")],
                    [models.Index(fields=["county_id", "matter_id", "due_on"], name="duty_due_of_person",
                                  condition=models.Q(state="open"))],
                ),
                *renamed(
                    "postponement",
                    [models.UniqueConstraint(fields=["county_id", "matter_id", "post_id", "key"], name="put_off_once")],
                    [],
                ),
            ],
        ),
        hang_on_matter("duties_duty"),
        hang_on_matter("duties_postponement"),
        # Derived, and made anew below.
        migrations.DeleteModel("DutyCell"),
        migrations.DeleteModel("DutyChange"),
        migrations.CreateModel(
            name="DutyCell",
            fields=[
                ("pk", models.CompositePrimaryKey(*KEY, blank=True, editable=False, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("path", models.TextField(db_collation="C")),
                ("compartment", models.TextField(db_collation="C")),
                ("span", models.TextField()),
                ("begins_on", models.DateField()),
                ("kind", models.TextField()),
                ("from_on", models.DateField()),
                ("n", models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="DutyChange",
            fields=[
                ("pk", models.CompositePrimaryKey(
                    "county_id", "town_path", "id", blank=True, editable=False, primary_key=True, serialize=False
                )),
                ("county_id", models.TextField(db_collation="C")),
                ("town_path", models.TextField(db_collation="C")),
                ("id", models.UUIDField(default=uuid4)),
                ("compartment", models.TextField(db_collation="C")),
                ("kind", models.TextField()),
                ("opens_on", models.DateField()),
                ("planned_on", models.DateField()),
                ("due_on", models.DateField()),
                ("n", models.IntegerField()),
            ],
        ),
        # Only the functions below write: what the application cannot touch, no crafted statement can embellish.
        secure("duties_dutycell", read=f"({in_area('path')} AND {sees_whole()})", add=False, change=False),
        secure("duties_dutychange", read=f"({in_area('town_path')} AND {sees_whole()})", add=False, change=False),
        function(
            "duties_counted",
            "",
            "trigger",
            f"BEGIN IF TG_OP = 'INSERT' THEN {noted(open_in('born', 1))}"
            f" ELSIF TG_OP = 'DELETE' THEN {noted(open_in('gone', -1))}"
            f" ELSE {noted(open_in('gone', -1), open_in('born', 1))} END IF;"
            " RETURN NULL; END",
            granted=False,
        ),
        function(
            "duties_fold",
            "county text, portion integer",
            "integer",
            f"DECLARE folded integer; BEGIN IF {MINE} THEN RETURN 0; END IF; PERFORM {LOCK};"
            " SELECT count(*) INTO folded FROM (SELECT FROM duties_dutychange WHERE county_id = county LIMIT portion) AS told;"
            " WITH taken AS (DELETE FROM duties_dutychange WHERE (county_id, town_path, id) IN"
            "   (SELECT county_id, town_path, id FROM duties_dutychange WHERE county_id = county LIMIT portion) RETURNING *)"
            f" MERGE INTO duties_dutycell AS c USING ({PLACED.format(told='taken')}) AS new ON {SAME}"
            " WHEN MATCHED AND c.n + new.n = 0 THEN DELETE WHEN MATCHED THEN UPDATE SET n = c.n + new.n"
            f" WHEN NOT MATCHED THEN INSERT ({COLUMNS}, n) VALUES ({NEW}, new.n);"
            " RETURN folded; END",
        ),
        function(
            "duties_recount",
            "county text",
            "integer",
            f"DECLARE wrong integer; BEGIN IF {MINE} THEN RETURN 0; END IF; PERFORM {LOCK};"
            f" WITH counted AS ({PLACED.format(told=OPEN)}),"
            " noted AS (DELETE FROM duties_dutychange WHERE county_id = county),"
            " gone AS (DELETE FROM duties_dutycell c WHERE c.county_id = county AND NOT EXISTS"
            f"   (SELECT FROM counted new WHERE {SAME}) RETURNING 1),"
            f" kept AS (INSERT INTO duties_dutycell AS c ({COLUMNS}, n) SELECT {COLUMNS}, n FROM counted"
            f"   ON CONFLICT ({COLUMNS}) DO UPDATE SET n = excluded.n WHERE c.n <> excluded.n RETURNING 1)"
            " SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM kept) INTO wrong; RETURN wrong; END",
        ),
        migrations.RunSQL(
            """
            DO $$ DECLARE county text; BEGIN
              PERFORM set_config('guitu.definer', 'duties_0008', true);
              FOR county IN SELECT DISTINCT county_id FROM duties_duty LOOP
                PERFORM set_config('guitu.county', county, true);
                PERFORM duties_recount(county);
              END LOOP;
              PERFORM set_config('guitu.definer', 'duties_0008', true);
              IF EXISTS (SELECT FROM duties_duty WHERE state = 'open') AND NOT EXISTS (SELECT FROM duties_dutycell) THEN
                RAISE EXCEPTION 'duties_0008 sees no rows';
              END IF;
              PERFORM set_config('guitu.definer', '', true);
              PERFORM set_config('guitu.county', '', true);
            END $$
            """,
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
