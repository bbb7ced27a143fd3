"""Open duties are summed per town and county, kind and day, so that a director's page of a large county reads sums.

A trigger notes what each statement on duties changes, whoever writes it; one function folds the notes into the
cells; who counts adds cells and notes in one statement. A duty is told to the sums as a few entries, each a day
and the first day from which it counts there: so the sums are right for any day, and nothing moves at midnight.
"""

from __future__ import annotations

from uuid import uuid4

from django.db import migrations, models
from django.db.models.functions import Left

from guitu.kit.rowsecurity import WHOLE, function, in_area, secure

MINE = "county IS DISTINCT FROM current_setting('guitu.county', true)"
LOCK = "pg_advisory_xact_lock(hashtext('duties_dutycell'), hashtext(county))"  # one writer of cells per county
KEY = ("county_id", "path", "span", "begins_on", "kind", "hidden", "from_on")
TOLD = "county_id, town_path, kind, opens_on, planned_on, due_on, hidden_until"
# A day fixed by a notice, other than the last day: what counts is the one, then the other.
MOVES = models.Q(planned_on__gt=models.F("opens_on")) & ~models.Q(planned_on=models.F("due_on"))
PLAIN = models.Q(state="open") & ~MOVES
FIXED = models.Q(state="open") & MOVES


def noted(*rows: str) -> str:
    """One by one, as they are: to add up equal ones here would cost every command more than the folding of them."""
    return f"INSERT INTO duties_dutychange (id, {TOLD}, n) SELECT gen_random_uuid(), {TOLD}, n FROM ({' UNION ALL '.join(rows)}) AS told;"


def open_in(table: str, n: int) -> str:
    return f"SELECT {TOLD}, {n} AS n FROM {table} WHERE state = 'open'"


# Each entry counts in the town and in the county, on its day and in its month. A month is only asked for when it is
# past: what counts from within the month on has then begun.
PLACED = (
    "SELECT county AS county_id, place.path, part.span, date_trunc(part.span, e.on_day::timestamp)::date AS begins_on,"
    " kind, e.hidden, CASE WHEN part.span = 'month' AND e.from_on < date_trunc('month', e.on_day::timestamp) + interval '1 month'"
    " THEN '-infinity' ELSE e.from_on END AS from_on, sum(e.n * told.n)::int AS n"
    " FROM {told} AS told, duties_entries(kind, opens_on, planned_on, due_on, hidden_until) AS e,"
    " LATERAL (SELECT left(told.town_path, 6) AS path UNION SELECT told.town_path WHERE length(told.town_path) = 9) AS place,"
    " (VALUES ('month'), ('day')) AS part (span) WHERE part.span = 'day' OR NOT e.hidden"
    " GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(e.n * told.n) <> 0"
)
OPEN = (
    f"(SELECT {TOLD}, count(*) AS n FROM duties_duty WHERE county_id = county AND state = 'open' GROUP BY {TOLD})"
)
SAME = " AND ".join(f"c.{name} = new.{name}" for name in KEY)
COLUMNS = ", ".join(KEY)
NEW = ", ".join(f"new.{name}" for name in KEY)


class Migration(migrations.Migration):
    dependencies = [("duties", "0004_what_is_late_of_a_person")]

    operations = [
        migrations.AddField(
            "duty",
            "town_path",
            models.GeneratedField(
                expression=Left("scope_path", 9), output_field=models.TextField(db_collation="C"), db_persist=True
            ),
        ),
        migrations.CreateModel(
            name="DutyCell",
            fields=[
                ("pk", models.CompositePrimaryKey(*KEY, blank=True, editable=False, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("path", models.TextField(db_collation="C")),
                ("span", models.TextField()),
                ("begins_on", models.DateField()),
                ("kind", models.TextField()),
                ("hidden", models.BooleanField()),
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
                ("hidden_until", models.DateField(null=True)),
                ("n", models.IntegerField()),
            ],
        ),
        # Only the functions below write: what the application cannot touch, no crafted statement can embellish.
        secure("duties_dutycell", read=f"({in_area('path')} AND {WHOLE})", add=False, change=False),
        secure("duties_dutychange", read=f"({in_area('town_path')} AND {WHOLE})", add=False, change=False),
        # Where a duty counts: on `on_day`, for whoever asks on `from_on` or later. A day fixed ahead of the last one
        # counts until it is past, then the last day does. Put off: from the day it comes back; until the day before
        # that, it counts as hidden.
        migrations.RunSQL(
            """
            CREATE FUNCTION duties_entries(kind text, opens_on date, planned_on date, due_on date, hidden_until date)
            RETURNS TABLE(hidden boolean, on_day date, from_on date, n integer) LANGUAGE sql IMMUTABLE AS $$
              SELECT e.hidden, e.on_day, e.from_on, e.n FROM (
                SELECT CASE WHEN kind = 'check_absence' THEN opens_on ELSE '-infinity' END AS told,
                  planned_on > opens_on AS fixed, planned_on > opens_on AND planned_on <> due_on AS moves
              ) AS d, LATERAL (VALUES
                (false, CASE WHEN d.fixed THEN planned_on ELSE due_on END, greatest(d.told, hidden_until), 1),
                (false, planned_on, greatest(d.told, hidden_until, planned_on + 1), CASE WHEN d.moves THEN -1 ELSE 0 END),
                (false, due_on, greatest(d.told, hidden_until, planned_on + 1), CASE WHEN d.moves THEN 1 ELSE 0 END),
                (true, hidden_until, d.told, CASE WHEN hidden_until IS NULL THEN 0 ELSE 1 END)
              ) AS e (hidden, on_day, from_on, n) WHERE e.n <> 0
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
        migrations.RunSQL(
            """
            CREATE TRIGGER duties_duty_born AFTER INSERT ON duties_duty
              REFERENCING NEW TABLE AS born FOR EACH STATEMENT EXECUTE FUNCTION duties_counted();
            CREATE TRIGGER duties_duty_gone AFTER DELETE ON duties_duty
              REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION duties_counted();
            CREATE TRIGGER duties_duty_changed AFTER UPDATE ON duties_duty
              REFERENCING OLD TABLE AS gone NEW TABLE AS born FOR EACH STATEMENT EXECUTE FUNCTION duties_counted();
            """,
            reverse_sql=migrations.RunSQL.noop,
        ),
        # Up to so many changes of a county go into its cells; what has come to nothing is not kept. Gives how many
        # changes there were; 0: nothing was left.
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
        # The cells of a county anew from its open duties, in one statement, so that nothing is counted twice or missed.
        # Gives how many cells were wrong.
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
        function(
            "duties_counties_to_fold",
            "",
            "TABLE(county_id text)",
            "SELECT DISTINCT c.county_id FROM duties_dutychange c ORDER BY 1",
        ),
        migrations.RunSQL(
            """
            DO $$ DECLARE county text; BEGIN
              PERFORM set_config('guitu.definer', 'duties_0005', true);
              FOR county IN SELECT DISTINCT county_id FROM duties_duty LOOP
                PERFORM set_config('guitu.county', county, true);
                PERFORM duties_recount(county);
              END LOOP;
              PERFORM set_config('guitu.definer', 'duties_0005', true);
              IF EXISTS (SELECT FROM duties_duty WHERE state = 'open') AND NOT EXISTS (SELECT FROM duties_dutycell) THEN
                RAISE EXCEPTION 'duties_0005 sees no rows';
              END IF;
              PERFORM set_config('guitu.definer', '', true);
              PERFORM set_config('guitu.county', '', true);
            END $$
            """,
            reverse_sql=migrations.RunSQL.noop,
        ),
        # A page lists the first of each kind without sorting the rest: of a county, of a town.
        migrations.AddIndex("duty", models.Index(fields=["county_id", "kind", "due_on", "id"], name="duty_of_kind", condition=PLAIN)),
        migrations.AddIndex("duty", models.Index(fields=["town_path", "kind", "due_on", "id"], name="duty_in_town", condition=PLAIN)),
        migrations.AddIndex(
            "duty", models.Index(fields=["county_id", "kind", "planned_on", "due_on", "id"], name="duty_fixed", condition=FIXED)
        ),
        migrations.AddIndex(
            "duty", models.Index(fields=["town_path", "kind", "planned_on", "due_on", "id"], name="duty_fixed_in_town", condition=FIXED)
        ),
        migrations.AddIndex(
            "duty", models.Index(fields=["county_id", "town_path"], name="duty_put_off", condition=models.Q(state="open", hidden_until__isnull=False))
        ),
    ]
