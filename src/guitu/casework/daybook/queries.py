"""The records of a month as the acting post sees them: of a post, of a person, or of the whole area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from guitu.casework.filled_values import Entry
from guitu.casework.profiles.words import kinds_for
from guitu.grid.held import held
from guitu.grid.roles import ROLES
from guitu.kit.actor import Actor
from guitu.kit.arrays import spelled
from guitu.kit.database import Statement, rows
from guitu.ledger.sealed import body_in
from guitu.lists.pages import Cut
from guitu.matters.labels import label_in
from guitu.rules import daybook
from guitu.rules.dates import period_end

ROLES_THAT_RECORD = ("town_head", "social_worker", "village_worker")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which records: of which month, by which post, of which person. None: of any that is seen."""

    month: date
    post: UUID | None = None
    person: UUID | None = None


_FROM = """
FROM ledger_fact f JOIN matters_matter m ON m.id = f.matter_id
WHERE f.county_id = %(county)s AND f.kind = ANY(%(kinds)s) AND f.happened_on >= %(since)s AND f.happened_on < %(until)s
  AND (%(post)s::uuid IS NULL OR f.post_id = %(post)s::uuid) AND (%(person)s::uuid IS NULL OR f.matter_id = %(person)s::uuid)
  AND m.kind = 'person' AND m.sealed_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM ledger_fact c WHERE c.matter_id = f.matter_id AND c.corrects = f.id)
"""
_ENTRIES = """
SELECT x.id, x.person, x.kind, x.happened_on, x.recorded_at, x.body, x.note, x.total, coalesce(h.name, ''), coalesce(b.name, ''), x.label
FROM (SELECT f.id, f.matter_id AS person, f.kind, f.happened_on, f.recorded_at, f.body, f.note, f.post_id, m.label, count(*) OVER () AS total
  {from_} ORDER BY {order} LIMIT %(limit)s OFFSET %(offset)s) x
LEFT JOIN grid_post o ON o.id = x.post_id LEFT JOIN grid_body b ON b.id = o.body_id
LEFT JOIN grid_holding h ON h.post_id = x.post_id AND h.from_on <= x.recorded_at::date
  AND (h.until_on IS NULL OR h.until_on > x.recorded_at::date)
ORDER BY {again}
"""
_DONE = Statement(f"SELECT f.id, f.matter_id, f.kind, f.happened_on, f.body {_FROM}")
_POSTS = Statement(
    "SELECT p.id, p.role, b.name, h.name FROM grid_post p JOIN grid_body b ON b.id = p.body_id"  # noqa: S608  ours
    f" LEFT JOIN grid_holding h ON h.post_id = p.id AND {held('h')} WHERE p.county_id = %(county)s AND p.closed_on IS NULL"
    " AND p.role = ANY(%(roles)s) AND p.path >= %(lo)s AND p.path < %(hi)s ORDER BY p.path, p.role DESC, h.name, p.id"
)


def _given(actor: Actor, asked: Asked, kinds: Sequence[str]) -> dict[str, Any]:
    readable = set(kinds_for(actor.classes))
    return {
        "county": actor.county_id, "kinds": spelled([kind for kind in kinds if kind in readable]), "since": asked.month,
        "until": period_end(asked.month, 1), "post": asked.post, "person": asked.person,
    }


def entries(actor: Actor, asked: Asked, kinds: Sequence[str], cut: Cut) -> tuple[list[Entry], int]:
    """A page of records, and how many there are in all. Who recorded it is who held the post then."""
    again = cut.order.replace("f.", "x.")
    found = rows(
        _ENTRIES.format(from_=_FROM, order=cut.order, again=again),
        {**_given(actor, asked, kinds), "limit": cut.limit, "offset": cut.offset},
    )
    listed = [
        Entry(id, person, kind, on, at, worker, unit, body_in(id, body) or {}, label_in(person, label), note, number)
        for number, (id, person, kind, on, at, body, note, _total, worker, unit, label) in enumerate(found, cut.offset + 1)
    ]
    return listed, found[0][7] if found else 0


def done(actor: Actor, asked: Asked) -> list[daybook.Done]:
    """All of the month, for its sums."""
    answer = []
    for id, person, kind, on, stored in rows(_DONE, _given(actor, asked, daybook.KINDS)):
        body = body_in(id, stored) or {}
        answer.append(daybook.Done(str(person), kind, on, str(body.get("how", "")), bool(body.get("met", True))))
    return answer


def posts(actor: Actor, today: date) -> list[tuple[str, str]]:
    """The posts of one's own area that record, with who holds them."""
    given = {"county": actor.county_id, "roles": spelled(ROLES_THAT_RECORD), "lo": actor.lo, "hi": actor.hi, "today": today}
    return [
        (str(post), " · ".join(part for part in (unit, ROLES[role].word, name or "") if part))
        for post, role, unit, name in rows(_POSTS, given)
    ]
