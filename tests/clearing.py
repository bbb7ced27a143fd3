"""A database without rows, quickly."""

from __future__ import annotations

import psycopg
from django.db import connections

from tests import make
from tests.server import urls

KEPT = ("django_migrations", "django_content_type", "grid_area")  # areas are reference data: the same in every test
LARGE = 2**20  # bytes; deleted rows stay in the file of a table until it is truncated

# Rows are deleted without triggers or keys, past the row policies: a TRUNCATE of a few tables reaches all that refer to
# them and makes a new file for each of their indexes, which takes ten times as long.
_EMPTY = """
DO $$
DECLARE
    name text;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR name IN
        SELECT oid::regclass FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0
          AND NOT relname = ANY('{KEPT}')
    LOOP
        EXECUTE 'DELETE FROM ' || name;
    END LOOP;
END
$$
""".replace("KEPT", ",".join(KEPT))
_FILLED = (
    "SELECT string_agg(quote_ident(relname), ', '), coalesce(max(pg_relation_size(oid)), 0) FROM pg_class"
    " WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0 AND NOT relname = ANY(%s)"
)
_END_ALL = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
_superuser: list[psycopg.Connection] = []


def empty() -> None:
    """Take the rows out of every table but the areas. Tables that have grown large are truncated."""
    with connections["owner"].cursor() as cursor:
        # a county whose places a test rearranged gets them anew from the next world
        cursor.execute("SELECT set_config('guitu.definer', 'clearing', false)")
        cursor.execute("DELETE FROM grid_area WHERE left(path, 6) IN (SELECT county_id FROM grid_areachange)")
        cursor.execute("SELECT set_config('guitu.definer', '', false)")
        cursor.execute(_FILLED, [list(KEPT)])
        ((filled, largest),) = cursor.fetchall()
        if largest > LARGE:
            cursor.execute(f"TRUNCATE {filled} CASCADE")
        elif filled:
            _as_superuser().execute(_EMPTY)
        # but the groups of villages are local: a demo brings eighteen hundred, a test its own
        cursor.execute("DELETE FROM grid_area WHERE length(path) = 15 AND NOT path = ANY(%s)", [list(make.GROUPS)])
        cursor.execute(
            "UPDATE grid_area SET valid_to = NULL WHERE path = ANY(%s) AND valid_to IS NOT NULL", [list(make.GROUPS)]
        )


def close() -> None:
    """End all connections before the database is dropped: a thread of a server may still hold its own."""
    _as_superuser().execute(_END_ALL)
    while _superuser:
        _superuser.pop().close()


def _as_superuser() -> psycopg.Connection:
    if not _superuser:
        name = connections["owner"].settings_dict["NAME"]
        _superuser.append(psycopg.connect(urls()[2], dbname=name, autocommit=True))
    return _superuser[0]
