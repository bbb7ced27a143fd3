"""Sign-ups as the office reads them: the list by number, and how many are in, wait and have come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from guitu.kit.database import dicts, rows
from guitu.lists.pages import Cut

Row = dict[str, Any]
_WHICH = {"": "s.state <> 'cancelled'", "confirmed": "s.state = 'confirmed'", "waiting": "s.state = 'waiting'", "came": "s.state = 'came'", "cancelled": "s.state = 'cancelled'"}
ONLY = tuple(_WHICH)


@dataclass(frozen=True, slots=True)
class Tally:
    """Heads that are in and have not come, that wait, and that have come."""

    confirmed: int
    waiting: int
    came: int


def signups_of(activity_id: UUID, only: str, cut: Cut) -> list[Row]:
    """The numbers of an activity. One query."""
    return dicts(
        "SELECT s.id, s.number, s.heads, s.state, s.asked_at, s.came, s.came_at, s.phone, count(*) OVER () AS total FROM prevention_signup s"  # noqa: S608  ours
        f" WHERE s.matter_id = %(id)s AND {_WHICH[only]} ORDER BY {cut.order} LIMIT %(limit)s OFFSET %(offset)s",
        {"id": activity_id, "limit": cut.limit, "offset": cut.offset},
    )


def all_of(activity_id: UUID) -> list[Row]:
    """Every number that is not cancelled, for the sheet at the door: no telephone number. One query."""
    return dicts(
        "SELECT s.number, s.heads, s.state, s.asked_at, s.came FROM prevention_signup s WHERE s.matter_id = %s AND s.state <> 'cancelled' ORDER BY s.number",
        [activity_id],
    )


def tally_of(activity_id: UUID) -> Tally:
    """Heads by where they stand. One query."""
    found = {state: int(n) for state, n in rows("SELECT state, sum(coalesce(came, heads)) FROM prevention_signup WHERE matter_id = %s GROUP BY 1", [activity_id])}
    return Tally(*(found.get(state, 0) for state in ("confirmed", "waiting", "came")))


def gate_of(activity_id: UUID) -> str:
    found = rows("SELECT gate FROM prevention_activity WHERE id = %s", [activity_id])
    return str(found[0][0]) if found else ""


def activity_of_signup(signup_id: UUID) -> UUID | None:
    found = rows("SELECT matter_id FROM prevention_signup WHERE id = %s", [signup_id])
    return found[0][0] if found else None


def signed_in(activity_id: UUID) -> int | None:
    """How many were checked in at the door; nothing where nobody was."""
    return tally_of(activity_id).came or None
