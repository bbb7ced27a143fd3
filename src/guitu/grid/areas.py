"""Which areas there are to choose from."""

from __future__ import annotations

from guitu.kit.actor import Actor
from guitu.kit.database import rows

TOWN, VILLAGE, GROUP = 9, 12, 15  # digits of their paths


def area_asked(text: str, actor: Actor) -> str:
    """An area of the address: a town or below, inside the actor's own; anything odd is none."""
    return text if text.isdigit() and len(text) in (TOWN, VILLAGE, GROUP) and text.startswith(actor.path) else ""


def units_inside(path: str, *lengths: int) -> list[tuple[str, str]]:
    """The units of these lengths inside an area, itself among them, as path and the name people say. Only what stands
    today and is a place: some units are in the official code only."""
    return rows(
        "SELECT path, short FROM grid_area WHERE path >= %s AND path < %s AND length(path) = ANY(%s)"
        " AND NOT is_virtual AND valid_to IS NULL ORDER BY path",
        [path, path + ":", list(lengths)],
    )
