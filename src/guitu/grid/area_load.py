"""Puts divisions into the table of areas: public facts, no row security. Loading twice changes nothing."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from guitu.grid.divisions import Division

NAMESPACE = UUID("6f1c2f0e-0d6b-5c1a-9a57-3b7c1e9d4a20")
# The edition says that a unit existed on its cut-off day, not since when. A register of an earlier
# year must still find its areas, so an unknown beginning lies before every date.
UNKNOWN_BEGINNING = date.min

STAGE = """
CREATE TEMPORARY TABLE area_load (
    id uuid, path text COLLATE "C", name text, level smallint, kind text,
    is_virtual boolean, is_pseudo boolean, valid_from date
) ON COMMIT DROP
"""
COPY = "COPY area_load (id, path, name, level, kind, is_virtual, is_pseudo, valid_from) FROM STDIN"
COLUMN_TYPES = ("uuid", "text", "text", "int2", "text", "bool", "bool", "date")
# valid_from, valid_to and replaced_by are left as they are: a merger recorded here outlives a reload.
UPSERT = """
INSERT INTO grid_area (id, path, name, level, kind, is_virtual, is_pseudo, valid_from)
SELECT id, path, name, level, kind, is_virtual, is_pseudo, valid_from FROM area_load
ON CONFLICT (path) DO UPDATE SET
    name = EXCLUDED.name, level = EXCLUDED.level, kind = EXCLUDED.kind,
    is_virtual = EXCLUDED.is_virtual, is_pseudo = EXCLUDED.is_pseudo
WHERE (grid_area.name, grid_area.level, grid_area.kind, grid_area.is_virtual, grid_area.is_pseudo)
    IS DISTINCT FROM
    (EXCLUDED.name, EXCLUDED.level, EXCLUDED.kind, EXCLUDED.is_virtual, EXCLUDED.is_pseudo)
"""


def area_id(path: str) -> UUID:
    return uuid5(NAMESPACE, path)


def load(connection: Any, divisions: Iterable[Division], valid_from: date = UNKNOWN_BEGINNING) -> int:
    """Adds or renames areas and returns how many rows changed.

    Takes a Django or a psycopg connection that is inside a transaction; a path must not appear twice.
    """
    with connection.cursor() as cursor:
        cursor.execute(STAGE)
        with cursor.copy(COPY) as copy:
            copy.set_types(COLUMN_TYPES)
            for path, name, level, kind, virtual, pseudo in divisions:
                copy.write_row((area_id(path), path, name, level, kind, virtual, pseudo, valid_from))
        cursor.execute(UPSERT)
        changed: int = cursor.rowcount
        # Two loads may share one transaction.
        cursor.execute("DROP TABLE area_load")
    return changed
