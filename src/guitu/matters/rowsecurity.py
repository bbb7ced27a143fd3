"""Row security of everything that hangs on a matter, as migrations write it: one expression (ADR 0034).

A table of a package above hangs on a matter by four columns

    county_id   text COLLATE "C"   the county of the matter
    matter_id   uuid               the matter; a person's is the person's id
    scope_path  text COLLATE "C"   where the matter lies
    compartment text COLLATE "C"   of the matter; in a table of one compartment its constant default (`db_default`)

and its migration says, after `CreateModel`,

    secure_matter("calls_step", compartment="calls"),         # rows of one compartment
    secure_matter("papers_paper"),                            # rows of any: the row's own column is asked
    hang_on_matter("calls_step", compartment="calls"),        # the key, with the place: the row moves with its file
    *hide_ended(calls_step="matter_id"),                      # and is gone on the day on which the file is sealed

On a table that has rows, `seeing_every_row()` comes first: under FORCE the owner sees none, and a key added then looks
at none. A context opens its matter with `matters.opening.open_matters` in the command that opens the file.
"""

from __future__ import annotations

from django.db import migrations

from guitu.kit.rowsecurity import POST, in_area, secure

TODAY = "nullif(current_setting('guitu.today', true), '')::date"
SEEN_ON = "coalesce(nullif(current_setting('guitu.day', true), '')::date, (now() AT TIME ZONE 'Asia/Shanghai')::date)"
ENDED = (  # files that have ended: sealed, seen by nobody; archived, by the county alone
    f"ARRAY(SELECT e.matter_id FROM matters_ending e WHERE e.sealed_on <= {SEEN_ON}"  # noqa: S608  ours
    f" OR (e.archived_on <= {SEEN_ON} AND length(current_setting('guitu.lo', true)) > 6))"
)
OPEN_BEYOND = f"beyond AND expires_on > {TODAY}"


def sees_whole(compartment: str | None = None) -> str:
    """The post sees all of one compartment in its area; of the compartment in the row's own column, if none is said."""
    name = f"'guitu.whole_{compartment}'" if compartment else "('guitu.whole_' || compartment)"
    return f"current_setting({name}, true) = '1'"


def my_matters(*, beyond: bool = True) -> str:
    """The matters in which the acting post has an open part, as an array: made once per statement, found by an index.
    A part of the house's own reaches as far as the post's area, one beyond until its day."""
    reach = "p.scope_path >= current_setting('guitu.lo', true) AND p.scope_path < current_setting('guitu.hi', true)"
    reach = f"(NOT p.beyond AND {reach}" + (f" OR p.beyond AND p.expires_on > {TODAY})" if beyond else ")")
    return f"ARRAY(SELECT p.matter_id FROM matters_part p WHERE p.post_id = {POST} AND p.until_on IS NULL AND {reach})"  # noqa: S608


def on_matter(
    compartment: str | None = None, *, column: str = "matter_id", path: str = "scope_path", beyond: bool = True
) -> str:
    """In the area and the compartment seen whole, or one of my matters. `beyond=False`: who is invited from elsewhere
    sees no row (identity)."""
    return f"(({in_area(path)} AND {sees_whole(compartment)}) OR {column} = ANY ({my_matters(beyond=beyond)}))"


def secure_matter(
    table: str, *, compartment: str | None = None, column: str = "matter_id", beyond: bool = True, add: bool = True,
    change: bool = True, remove: bool = False,
) -> migrations.RunSQL:
    """Forced row security on a table that hangs on a matter: read, add, change and remove by the same expression."""
    return secure(
        table, read=on_matter(compartment, column=column, beyond=beyond), add=add, change=change, remove=remove
    )


def hide_ended(**tables: str) -> list[migrations.RunSQL]:
    """Each table hides by itself the rows of a file that has ended, on its day (ADR 0055); with the column that names the
    file."""
    ended = ENDED.replace("'", "''")
    return [
        migrations.RunSQL(
            f"DROP POLICY IF EXISTS {table}_not_sealed ON {table};"
            f" DO $do$ BEGIN EXECUTE format('CREATE POLICY {table}_not_sealed ON {table} AS RESTRICTIVE FOR ALL TO %I USING"
            f" (({column} = ANY ({ended})) IS NOT TRUE)', current_setting('guitu.app_role')); END $do$",
            migrations.RunSQL.noop,
        )
        for table, column in tables.items()
    ]


def let_go_when_sealed(*tables: str) -> list[migrations.RunSQL]:
    """What is written once and names a person's file lets go of it when the file is sealed, by the hand that seals and by no
    other: the owner inside of that one function. After `append_only` of the table."""
    may = (
        "current_setting('guitu.sealing', true) = '1' AND current_user ="
        " (SELECT tableowner FROM pg_tables WHERE schemaname = 'public' AND tablename = TG_TABLE_NAME)"
    )
    return [
        migrations.RunSQL(
            f"DO $do$ BEGIN EXECUTE regexp_replace(pg_get_functiondef('{table}_append_only'::regproc), 'BEGIN',"
            f" $r$BEGIN IF {may} THEN RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END; END IF;$r$); END $do$",
            migrations.RunSQL.noop,
        )
        for table in tables
    ]


def hang_on_matter(table: str, *, compartment: str | None = None, column: str = "matter_id") -> migrations.RunSQL:
    """The key to the matter with its place: a row can be hung on no matter of elsewhere, and moves with its own.

    Deferred, because a file's parts are written before its own row. A table of one compartment holds no other."""
    only = f"ALTER TABLE {table} ADD CONSTRAINT {table}_compartment CHECK (compartment = '{compartment}');"
    sql = (only if compartment else "") + (
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_where_the_matter_is"
        f" FOREIGN KEY ({column}, scope_path, compartment) REFERENCES matters_matter (id, scope_path, compartment)"
        " ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED NOT VALID;"
        f"ALTER TABLE {table} VALIDATE CONSTRAINT {table}_where_the_matter_is;"
    )
    return migrations.RunSQL(sql, reverse_sql=migrations.RunSQL.noop)
