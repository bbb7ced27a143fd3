"""The register's sums are kept per year, month and day, so that an equation of 100,000 people is a few hundred rows.

A trigger notes what each statement on standing changes, whoever writes it: no writer can forget it, none waits for
a sum that others change too. One function folds the notes into the cells; who counts adds cells and notes in one
statement, so the sum is right at every moment.
"""

from __future__ import annotations

from uuid import uuid4

from django.db import migrations, models

from guitu.kit.rowsecurity import function, in_area, secure

MINE = "county IS DISTINCT FROM current_setting('guitu.county', true)"
LOCK = "pg_advisory_xact_lock(hashtext('casework_standingcell'), hashtext(county))"  # one writer of cells per county
KEY = "county_id, path, span, begins_on, state"


def noted(spans: str) -> str:
    """What begins and what ends, day by day: a statement about many people leaves few rows."""
    return (
        "INSERT INTO casework_standingchange (id, county_id, path, state, on_day, delta)"
        " SELECT gen_random_uuid(), left(path, 6), left(path, 9), state, on_day, sum(delta) FROM ("
        f" SELECT path, state, from_on AS on_day, sign AS delta FROM ({spans}) AS began UNION ALL"
        f" SELECT path, state, until_on, -sign FROM ({spans}) AS ended WHERE until_on IS NOT NULL) AS days"
        " GROUP BY 2, 3, 4, 5 HAVING sum(delta) <> 0;"
    )


def believed(table: str, sign: int) -> str:
    return f"SELECT path, state, from_on, until_on, {sign} AS sign FROM {table} WHERE known_until IS NULL"


# Each change counts in the town and in the county, in its year, its month and its day.
PLACED = (
    "SELECT county AS county_id, place.path, parts.span, date_trunc(parts.span, on_day::timestamp)::date AS begins_on,"
    " state, sum(delta)::int AS delta FROM {changes} AS given,"
    " LATERAL (SELECT left(given.path, 6) AS path UNION SELECT given.path WHERE length(given.path) = 9) AS place,"
    " (VALUES ('year'), ('month'), ('day')) AS parts (span) GROUP BY 1, 2, 3, 4, 5 HAVING sum(delta) <> 0"
)
DAYS = (
    "(SELECT left(path, 9) AS path, state, from_on AS on_day, 1 AS delta FROM casework_standing"
    " WHERE known_until IS NULL AND path >= county AND path < county || ':' UNION ALL"
    " SELECT left(path, 9), state, until_on, -1 FROM casework_standing"
    " WHERE known_until IS NULL AND path >= county AND path < county || ':' AND until_on IS NOT NULL)"
)


class Migration(migrations.Migration):
    dependencies = [("casework", "0005_standing_is_counted_from_its_index")]

    operations = [
        migrations.CreateModel(
            name="StandingCell",
            fields=[
                ("pk", models.CompositePrimaryKey(
                    "county_id", "path", "span", "begins_on", "state", blank=True, editable=False, primary_key=True,
                    serialize=False,
                )),
                ("county_id", models.TextField(db_collation="C")),
                ("path", models.TextField(db_collation="C")),
                ("span", models.TextField()),
                ("begins_on", models.DateField()),
                ("state", models.TextField()),
                ("delta", models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="StandingChange",
            fields=[
                ("id", models.UUIDField(default=uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("path", models.TextField(db_collation="C")),
                ("state", models.TextField()),
                ("on_day", models.DateField()),
                ("delta", models.IntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["county_id", "path"], name="standing_change_area")],
            },
        ),
        # Only the functions below write: what the application cannot touch, no crafted statement can embellish.
        secure("casework_standingcell", read=in_area("path"), add=False, change=False),
        secure("casework_standingchange", read=in_area("path"), add=False, change=False),
        function(
            "casework_standing_counted",
            "",
            "trigger",
            f"BEGIN IF TG_OP = 'INSERT' THEN {noted(believed('born', 1))}"
            f" ELSIF TG_OP = 'DELETE' THEN {noted(believed('gone', -1))}"
            f" ELSE {noted(believed('gone', -1) + ' UNION ALL ' + believed('born', 1))} END IF;"
            " RETURN NULL; END",
            granted=False,
        ),
        migrations.RunSQL(
            """
            CREATE TRIGGER casework_standing_born AFTER INSERT ON casework_standing
              REFERENCING NEW TABLE AS born FOR EACH STATEMENT EXECUTE FUNCTION casework_standing_counted();
            CREATE TRIGGER casework_standing_gone AFTER DELETE ON casework_standing
              REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION casework_standing_counted();
            CREATE TRIGGER casework_standing_changed AFTER UPDATE ON casework_standing
              REFERENCING OLD TABLE AS gone NEW TABLE AS born FOR EACH STATEMENT
              EXECUTE FUNCTION casework_standing_counted();
            """,
            reverse_sql=migrations.RunSQL.noop,
        ),
        # Up to so many changes of a county go into its cells. Gives how many; 0: nothing was left.
        function(
            "casework_fold_standing",
            "county text, portion integer",
            "integer",
            f"DECLARE folded integer; BEGIN IF {MINE} THEN RETURN 0; END IF; PERFORM {LOCK};"
            " WITH taken AS (DELETE FROM casework_standingchange WHERE id IN"
            "   (SELECT id FROM casework_standingchange WHERE county_id = county LIMIT portion)"
            "   RETURNING path, state, on_day, delta),"
            f" kept AS (INSERT INTO casework_standingcell AS c ({KEY}, delta)"
            f"   SELECT county_id, path, span, begins_on, state, delta FROM ({PLACED.format(changes='taken')}) AS placed"
            f"   ON CONFLICT ({KEY}) DO UPDATE SET delta = c.delta + excluded.delta)"
            " SELECT count(*) INTO folded FROM taken; RETURN folded; END",
        ),
        # The cells of a county anew from standing, in one statement, so that nothing is counted twice or missed.
        # Gives how many cells were wrong.
        function(
            "casework_recount_standing",
            "county text",
            "integer",
            f"DECLARE wrong integer; BEGIN IF {MINE} THEN RETURN 0; END IF; PERFORM {LOCK};"
            f" WITH counted AS ({PLACED.format(changes=DAYS)}),"
            " noted AS (DELETE FROM casework_standingchange WHERE county_id = county),"
            " gone AS (DELETE FROM casework_standingcell c WHERE c.county_id = county AND NOT EXISTS (SELECT FROM counted n"
            "   WHERE n.path = c.path AND n.span = c.span AND n.begins_on = c.begins_on AND n.state = c.state)"
            "   RETURNING delta),"
            f" kept AS (INSERT INTO casework_standingcell AS c ({KEY}, delta)"
            f"   SELECT county_id, path, span, begins_on, state, delta FROM counted ON CONFLICT ({KEY})"
            "   DO UPDATE SET delta = excluded.delta WHERE c.delta <> excluded.delta RETURNING 1)"
            " SELECT (SELECT count(*) FROM gone WHERE delta <> 0) + (SELECT count(*) FROM kept) INTO wrong; RETURN wrong; END",
        ),
        function(
            "casework_counties_to_fold",
            "",
            "TABLE(county_id text)",
            "SELECT DISTINCT c.county_id FROM casework_standingchange c ORDER BY 1",
        ),
        migrations.RunSQL(
            """
            DO $$ DECLARE county text; BEGIN
              PERFORM set_config('guitu.definer', 'casework_0006', true);
              FOR county IN SELECT DISTINCT left(path, 6) FROM casework_standing LOOP
                PERFORM set_config('guitu.county', county, true);
                PERFORM casework_recount_standing(county);
              END LOOP;
              PERFORM set_config('guitu.definer', 'casework_0006', true);
              IF EXISTS (SELECT FROM casework_standing WHERE known_until IS NULL)
                AND NOT EXISTS (SELECT FROM casework_standingcell) THEN
                RAISE EXCEPTION 'standing was not counted';
              END IF;
              PERFORM set_config('guitu.definer', '', true);
              PERFORM set_config('guitu.county', '', true);
            END $$
            """,
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
