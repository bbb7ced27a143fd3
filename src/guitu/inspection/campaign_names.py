"""Campaigns by their names: those that run on a day, for the form of a visit; what a list says of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from guitu.inspection.reading import NAME
from guitu.kit.actor import Actor
from guitu.kit.crypto import shown
from guitu.kit.database import rows

MOST = 60
_SQL = (
    "SELECT id, scope_path, name, kinds, from_on, until_on, way, quota, seed, drawn_at FROM inspection_campaign"
    " WHERE county_id = %(county)s AND (starts_with(%(lo)s, scope_path) OR scope_path >= %(lo)s AND scope_path < %(hi)s)"
)


@dataclass(frozen=True, slots=True)
class Campaign:
    id: UUID
    scope_path: str
    name: str
    kinds: tuple[str, ...]
    from_on: date
    until_on: date
    way: str
    quota: int | None
    seed: str
    drawn_at: datetime | None


def running(actor: Actor, on: date, *, any_day: bool = False) -> list[Campaign]:
    """Campaigns over the post's area or a part of it, the newest first."""
    sql = _SQL + ("" if any_day else " AND from_on <= %(on)s AND until_on >= %(on)s") + f" ORDER BY from_on DESC, id LIMIT {MOST}"
    found = rows(sql, {"county": actor.county_id, "lo": actor.lo, "hi": actor.hi, "on": on})
    return [Campaign(id, path, shown(NAME, id, name), tuple(kinds.split()), *rest) for id, path, name, kinds, *rest in found]
