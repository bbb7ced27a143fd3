"""Row security as migrations write it: inline policies, forced, one per command.

`guitu.lo`, `guitu.hi`, `guitu.whole`, `guitu.post`, `guitu.county` are set per transaction by
`kit.database.acting`; unset they are NULL or '', and no comparison with them is true: zero rows.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import migrations

WHOLE = "current_setting('guitu.whole', true) = '1'"
POST = "nullif(current_setting('guitu.post', true), '')::uuid"
IN_COUNTY = "county_id = current_setting('guitu.county', true)"


def in_area(column: str = "scope_path") -> str:
    return f"({column} >= current_setting('guitu.lo', true) AND {column} < current_setting('guitu.hi', true))"


def assigned(column: str = "person_id") -> str:
    """Of the people assigned to the acting post, as migrations before `matters` wrote it; since then parts of matters
    are asked (`matters.rowsecurity`). One hashed subplan, whatever the table's size."""
    return (
        f"{column} IN (SELECT a.person_id FROM people_assignment a"  # noqa: S608  parts are ours
        f" WHERE a.post_id = {POST} AND a.until_on IS NULL)"
    )


def own_row(table: str) -> str:
    """The same as `own`, for rows that are written one by one: the one person is looked up, where `own` reads
    everybody assigned to the post. For reading lists `own` is cheaper, for writing this one by half."""
    return (
        f"({in_area()} AND ({WHOLE} OR EXISTS (SELECT 1 FROM people_assignment a"  # noqa: S608  parts are ours
        f" WHERE a.person_id = {table}.person_id AND a.post_id = {POST} AND a.until_on IS NULL)))"
    )


def own(column: str = "person_id", path: str = "scope_path") -> str:
    """In the area, and the role sees all of it or the person is assigned."""
    return f"({in_area(path)} AND ({WHOLE} OR {assigned(column)}))"


def secure(
    table: str, *, read: str, write: str | None = None, add: bool = True, change: bool = True, remove: bool = False
) -> migrations.RunSQL:
    """Forced row security on a table. `change=False`: append-only. `remove=True`: derived rows only.

    `add=False` with `change=False`: read-only, written by the owner's functions.
    """
    write = write or read
    sql = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_read ON {table} FOR SELECT USING ({read})",
    ]
    if add:
        sql.append(f"CREATE POLICY {table}_add ON {table} FOR INSERT WITH CHECK ({write})")
    if change:
        sql.append(f"CREATE POLICY {table}_change ON {table} FOR UPDATE USING ({write}) WITH CHECK ({write})")
    if remove:
        sql.append(f"CREATE POLICY {table}_remove ON {table} FOR DELETE USING ({write})")
    # The owner sees rows in its own named functions and migrations only (`SET guitu.definer`), never by default.
    sql.append(
        f"DO $$ BEGIN EXECUTE format('CREATE POLICY {table}_definer ON {table} FOR ALL TO %I USING"
        f" (current_setting(''guitu.definer'', true) <> '''') WITH CHECK (current_setting(''guitu.definer'', true) <> '''')',"
        f" current_user); END $$"
    )
    rights = "SELECT" + (", INSERT" if add else "") + (", UPDATE" if change else "") + (", DELETE" if remove else "")
    sql.append(
        f"DO $$ BEGIN EXECUTE format('REVOKE ALL ON {table} FROM %I', current_setting('guitu.app_role'));"
        f" EXECUTE format('GRANT {rights} ON {table} TO %I', current_setting('guitu.app_role')); END $$"
    )
    return migrations.RunSQL(";\n".join(sql), reverse_sql=migrations.RunSQL.noop)


def append_only(table: str, *, movable: Sequence[str] = ()) -> migrations.RunSQL:
    """Refuse UPDATE (but of the `movable` columns) and DELETE, whoever asks, but the owner when it turns the key
    (`guitu/rotation`); TRUNCATE is granted to nobody."""
    guard = "NULL;"
    if movable:
        but_these = f"ARRAY[{', '.join(repr(column) for column in movable)}]"
        guard = f"IF to_jsonb(NEW) - {but_these} = to_jsonb(OLD) - {but_these} THEN RETURN NEW; END IF;"
    sql = f"""
    CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' THEN {guard} END IF;
      RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'restrict_violation';
    END $$;
    DO $$ BEGIN
      EXECUTE format('CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW WHEN'
        ' (current_setting(''guitu.definer'', true) IS DISTINCT FROM ''rotate'' OR current_user <> %L)'
        ' EXECUTE FUNCTION {table}_append_only()', current_user);
    END $$;
    """
    return migrations.RunSQL(sql, reverse_sql=migrations.RunSQL.noop)


def function(name: str, arguments: str, returns: str, body: str, *, granted: bool = True) -> migrations.RunSQL:
    """A SECURITY DEFINER function of the owner: the few questions that must look past row security.

    `body` is a query, or a plpgsql block. The setting opens the owner's own policy; to any other role it is nothing.
    `granted=False`: a trigger's. Whoever may execute one could hang it on a temporary table and feed it rows.
    """
    opened = f"PERFORM set_config('guitu.definer', '{name}', true);"
    block = (
        body.replace("BEGIN", f"BEGIN {opened}", 1) if "BEGIN" in body else f"BEGIN {opened} RETURN QUERY {body}; END"
    )
    sql = f"""
    CREATE OR REPLACE FUNCTION {name}({arguments}) RETURNS {returns} LANGUAGE plpgsql SECURITY DEFINER
      SET search_path = public, pg_temp AS $fn$
    #variable_conflict use_column
    {block}
    $fn$;
    REVOKE ALL ON FUNCTION {name} FROM PUBLIC;
    """
    right = "GRANT EXECUTE ON FUNCTION {} TO" if granted else "REVOKE ALL ON FUNCTION {} FROM"
    sql += f"DO $$ BEGIN EXECUTE format('{right.format(name)} %I', current_setting('guitu.app_role')); END $$;"
    return migrations.RunSQL(sql, reverse_sql=migrations.RunSQL.noop)


def seeing_every_row() -> migrations.RunSQL:
    """First in every migration that adds a key to a table with rows, or counts or changes them: under FORCE the owner
    sees none by itself, so a key would be found good over rows that nobody looked at. Until the migration ends."""
    return migrations.RunSQL("SELECT set_config('guitu.definer', 'migration', true)", reverse_sql=migrations.RunSQL.noop)


def check_keys_again() -> migrations.RunSQL:
    """Take every key that touches a table under FORCE off and put it on again, seeing every row: one wrong row stops
    the migration with the name of its key."""
    sql = """
    DO $$ DECLARE found record; BEGIN
      PERFORM set_config('guitu.definer', 'migration', true);
      FOR found IN SELECT c.conrelid::regclass AS of, c.conname AS name, pg_get_constraintdef(c.oid) AS said
        FROM pg_constraint c JOIN pg_class one ON one.oid = c.conrelid JOIN pg_class other ON other.oid = c.confrelid
        WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND c.conparentid = 0
          AND (one.relforcerowsecurity OR other.relforcerowsecurity)
      LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', found.of, found.name);
        EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I %s', found.of, found.name, replace(found.said, ' NOT VALID', ''));
      END LOOP;
    END $$;
    """
    return migrations.RunSQL(sql, reverse_sql=migrations.RunSQL.noop)
