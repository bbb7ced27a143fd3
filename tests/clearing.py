"""A database without rows, quickly."""

from __future__ import annotations

from django.db import connections

from tests import make

KEPT = ("django_migrations", "django_content_type", "grid_area")  # areas are reference data: the same in every test


def empty() -> None:
    """Empty what has rows, as the owner: most tables are empty after most tests, and TRUNCATE pays for each."""
    with connections["owner"].cursor() as cursor:
        # a county whose places a test rearranged gets them anew from the next world
        cursor.execute("SELECT set_config('guitu.definer', 'clearing', false)")
        cursor.execute("DELETE FROM grid_area WHERE left(path, 6) IN (SELECT county_id FROM grid_areachange)")
        cursor.execute("SELECT set_config('guitu.definer', '', false)")
        cursor.execute(
            "SELECT string_agg(quote_ident(relname), ', ') FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind = 'r' AND pg_relation_size(oid) > 0 AND NOT relname = ANY(%s)",
            [list(KEPT)],
        )
        ((full,),) = cursor.fetchall()
        if full:
            cursor.execute(f"TRUNCATE {full} CASCADE")
        # but the groups of villages are local: a demo brings eighteen hundred, a test its own
        cursor.execute("DELETE FROM grid_area WHERE length(path) = 15 AND NOT path = ANY(%s)", [list(make.GROUPS)])
        cursor.execute(
            "UPDATE grid_area SET valid_to = NULL WHERE path = ANY(%s) AND valid_to IS NOT NULL", [list(make.GROUPS)]
        )
