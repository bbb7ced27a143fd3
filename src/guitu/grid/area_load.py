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

LOAD = (
    "SELECT grid_load_areas(%s::uuid[], %s::text[], %s::text[], %s::smallint[], %s::text[], %s::boolean[], %s::boolean[], %s)"
)


def area_id(path: str) -> UUID:
    return uuid5(NAMESPACE, path)


def load(connection: Any, divisions: Iterable[Division], valid_from: date = UNKNOWN_BEGINNING) -> int:
    """Adds or renames areas and returns how many rows changed; a path must not appear twice.

    Takes a Django or a psycopg connection. Refused while a post acts: the division comes with the program, and a post
    adds its groups of villages by their own command.
    """
    units = list(divisions)
    columns = [list(column) for column in zip(*units, strict=True)] or [[]] * 6
    with connection.cursor() as cursor:
        cursor.execute(LOAD, [[area_id(unit[0]) for unit in units], *columns, valid_from])
        changed: int = cursor.fetchone()[0]
    return changed
