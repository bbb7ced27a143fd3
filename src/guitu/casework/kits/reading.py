"""The stock as its page reads it: each lot with what came and went, and the moves of one."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from guitu.casework import panel
from guitu.casework.kit_stock import TOWN, WORDS, lot_of
from guitu.grid.naming import place_sql
from guitu.kit.actor import Actor
from guitu.kit.crypto import shown
from guitu.kit.database import dicts
from guitu.kit.errors import NotVisible
from guitu.rules import kits
from guitu.rules.kits import KitsPolicy

Row = dict[str, Any]
MOST = 300
_SUMS = ", ".join(f"coalesce(sum(m.pieces) FILTER (WHERE m.what = '{what}'), 0) AS n_{what}" for what in kits.MOVES)
_LIST = (
    f"SELECT l.id, l.scope_path, l.lot, l.detects, l.expires_on, l.withdrawn_on, l.pieces, {_SUMS}, {place_sql('l.scope_path')} AS place"  # noqa: S608
    " FROM casework_kitlot l LEFT JOIN casework_kitmove m ON m.lot_id = l.id WHERE l.county_id = %s"
)


def lots(actor: Actor, on: date) -> list[Row]:
    """The lots of a town's centre; for a county those of all its centres. Those in use first, the one that ends first on top."""
    low = actor.path[:TOWN]
    found = dicts(f"{_LIST} AND l.scope_path >= %s AND l.scope_path < %s GROUP BY l.id LIMIT {MOST}", [actor.county_id, low, low + ":"])
    told = [_told(one, on) for one in found]
    return sorted(told, key=lambda one: (not one["is_usable"], one["scope_path"], one["expires_on"], one["lot"]))


def lot(actor: Actor, lot_id: UUID, on: date) -> Row:
    """One lot; whatever lies outside the area is not there."""
    low = actor.path[:TOWN]
    found = dicts(f"{_LIST} AND l.id = %s AND l.scope_path >= %s AND l.scope_path < %s GROUP BY l.id", [actor.county_id, lot_id, low, low + ":"])
    if not found:
        raise NotVisible
    return _told(found[0], on)


def moves(lot_id: UUID) -> list[Row]:
    """What came and went of a lot, the latest on top, with who stood by."""
    found = dicts(
        "SELECT m.id, m.what, m.pieces, m.moved_at, m.words, h.name AS who, s.name AS beside FROM casework_kitmove m"
        " LEFT JOIN grid_holding h ON h.post_id = m.post_id AND h.from_on <= m.moved_at::date AND (h.until_on IS NULL OR h.until_on > m.moved_at::date)"
        " LEFT JOIN grid_holding s ON s.post_id = m.second_post AND s.from_on <= m.moved_at::date AND (s.until_on IS NULL OR s.until_on > m.moved_at::date)"
        " WHERE m.lot_id = %s ORDER BY m.moved_at DESC, m.id LIMIT %s",
        [lot_id, MOST],
    )
    return [one | {"words": shown(WORDS, one["id"], one["words"])} for one in found]


def warnings(found: list[Row], on: date, policy: KitsPolicy) -> tuple[list[Row], int | None]:
    """Of one centre: the lots that end soon, and how many strips can still be used when these are few."""
    held = [lot_of(one) for one in found]
    near = [one for one, of in zip(found, held, strict=True) if kits.is_near(of, on, policy)]
    return near, kits.short_of(held, on, policy) if found else None


def _told(one: Row, on: date) -> Row:
    return one | {"finds": panel.words(tuple(one["detects"].split())), "is_usable": kits.is_usable(lot_of(one), on), "is_over": one["expires_on"] < on}
