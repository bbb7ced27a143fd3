"""暂不 is a post's own: it leaves the duty and the sums, and stands in a table of its own, by post.

The sums of open duties are made anew without it: what a town or a county has to do does not change because somebody
does not want to be reminded of it.
"""

from __future__ import annotations

from uuid import uuid4

from django.db import migrations, models

from guitu.kit.rowsecurity import WHOLE, function, in_area, own, own_row, secure

MINE = "county IS DISTINCT FROM current_setting('guitu.county', true)"
LOCK = "pg_advisory_xact_lock(hashtext('duties_dutycell'), hashtext(county))"  # one writer of cells per county
KEY = ("county_id", "path", "span", "begins_on", "kind", "from_on")
TOLD = "county_id, town_path, kind, opens_on, planned_on, due_on"


def noted(*rows: str) -> str:
    """One by one, as they are: to add up equal ones here would cost every command more than the folding of them."""
    return f"INSERT INTO duties_dutychange (id, {TOLD}, n) SELECT gen_random_uuid(), {TOLD}, n FROM ({' UNION ALL '.join(rows)}) AS told;"


def open_in(table: str, n: int) -> str:
    return f"SELECT {TOLD}, {n} AS n FROM {table} WHERE state = 'open'"


# Each entry counts in the town and in the county, on its day and in its month. A month is only asked for when it is
# past: what counts from within the month on has then begun.
PLACED = (
    "SELECT county AS county_id, place.path, part.span, date_trunc(part.span, e.on_day::timestamp)::date AS begins_on,"
    " kind, CASE WHEN part.span = 'month' AND e.from_on < date_trunc('month', e.on_day::timestamp) + interval '1 month'"
    " THEN '-infinity' ELSE e.from_on END AS from_on, sum(e.n * told.n)::int AS n"
    " FROM {told} AS told, duties_entries(kind, opens_on, planned_on, due_on) AS e,"
    " LATERAL (SELECT left(told.town_path, 6) AS path UNION SELECT told.town_path WHERE length(told.town_path) = 9) AS place,"
    " (VALUES ('month'), ('day')) AS part (span)"
    " GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(e.n * told.n) <> 0"
)
OPEN = (
    f"(SELECT {TOLD}, count(*) AS n FROM duties_duty WHERE county_id = county AND state = 'open' GROUP BY {TOLD})"
)
SAME = " AND ".join(f"c.{name} = new.{name}" for name in KEY)
COLUMNS = ", ".join(KEY)
NEW = ", ".join(f"new.{name}" for name in KEY)


class Migration(migrations.Migration):
    dependencies = [
        ("duties", "0005_open_duties_are_summed_beforehand"), ("casework", "0004_rows_keep_to_their_person"),
    ]  # fmt: skip

    operations = [
        migrations.RemoveIndex("duty", "duty_put_off"),
        migrations.RemoveField("duty", "hidden_until"),
        # Derived, and made anew below.
        migrations.DeleteModel("DutyCell"),
        migrations.DeleteModel("DutyChange"),
        migrations.CreateModel(
            name="DutyCell",
            fields=[
                ("pk", models.CompositePrimaryKey(*KEY, blank=True, editable=False, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("path", models.TextField(db_collation="C")),
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
                ("kind", models.TextField()),
                ("opens_on", models.DateField()),
                ("planned_on", models.DateField()),
                ("due_on", models.DateField()),
                ("n", models.IntegerField()),
            ],
        ),
        # Only the functions below write: what the application cannot touch, no crafted statement can embellish.
        secure("duties_dutycell", read=f"({in_area('path')} AND {WHOLE})", add=False, change=False),
        secure("duties_dutychange", read=f"({in_area('town_path')} AND {WHOLE})", add=False, change=False),
        migrations.CreateModel(
            name="Postponement",
            fields=[
                ("id", models.UUIDField(default=uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("scope_path", models.TextField(db_collation="C")),
                ("person_id", models.UUIDField()),
                ("post_id", models.UUIDField()),
                ("key", models.TextField()),
                ("until_on", models.DateField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("county_id", "person_id", "post_id", "key"), name="put_off_once")
                ],
                "indexes": [models.Index(fields=["post_id", "until_on"], name="put_off_by")],
            },
        ),
        secure("duties_postponement", read=own(), write=own_row("duties_postponement"), remove=True),
        # The table is empty: the key has no row to check.
        migrations.RunSQL(
            "ALTER TABLE duties_postponement ADD CONSTRAINT duties_postponement_where_the_person_is"
            " FOREIGN KEY (person_id, scope_path) REFERENCES people_person (id, scope_path)"
            " ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED",
            reverse_sql=migrations.RunSQL.noop,
        ),
        # Where a duty counts: on `on_day`, for whoever asks on `from_on` or later. A day fixed ahead of the last one
        # counts until it is past, then the last day does.
        migrations.RunSQL(
            """
            DROP FUNCTION duties_entries(text, date, date, date, date);
            CREATE FUNCTION duties_entries(kind text, opens_on date, planned_on date, due_on date)
            RETURNS TABLE(on_day date, from_on date, n integer) LANGUAGE sql IMMUTABLE AS $$
              SELECT e.on_day, e.from_on, e.n FROM (
                SELECT CASE WHEN kind = 'check_absence' THEN opens_on ELSE '-infinity' END AS told,
                  planned_on > opens_on AS fixed, planned_on > opens_on AND planned_on <> due_on AS moves
              ) AS d, LATERAL (VALUES
                (CASE WHEN d.fixed THEN planned_on ELSE due_on END, d.told, 1),
                (planned_on, greatest(d.told, planned_on + 1), CASE WHEN d.moves THEN -1 ELSE 0 END),
                (due_on, greatest(d.told, planned_on + 1), CASE WHEN d.moves THEN 1 ELSE 0 END)
              ) AS e (on_day, from_on, n) WHERE e.n <> 0
            $$;
            """,
            reverse_sql=migrations.RunSQL.noop,
        ),
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
              PERFORM set_config('guitu.definer', 'duties_0006', true);
              FOR county IN SELECT DISTINCT county_id FROM duties_duty LOOP
                PERFORM set_config('guitu.county', county, true);
                PERFORM duties_recount(county);
              END LOOP;
              PERFORM set_config('guitu.definer', 'duties_0006', true);
              IF EXISTS (SELECT FROM duties_duty WHERE state = 'open') AND NOT EXISTS (SELECT FROM duties_dutycell) THEN
                RAISE EXCEPTION 'duties_0006 sees no rows';
              END IF;
              PERFORM set_config('guitu.definer', '', true);
              PERFORM set_config('guitu.county', '', true);
            END $$
            """,
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
