"""今日路线: whom to go and see, in the order of places. Names of villages and groups and nothing else: no map, no position."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from guitu.casework.filled_values import Entry
from guitu.grid.fields import duty_kinds
from guitu.grid.naming import place_sql
from guitu.kit.actor import Actor
from guitu.kit.arrays import spelled
from guitu.kit.database import Statement, rows
from guitu.matters.labels import label_in
from guitu.rules.sentences import shown

FORM = "route_sheet"
VISIT = "visit"  # who has a visit due is gone to; what else is due of them is done on the way
# What the post has put off is not gone for; what is not open yet neither.
_DUE = Statement(
    f"SELECT d.matter_id, d.kind, d.key, d.due_on, m.label, m.scope_path, {place_sql('m.scope_path')}"  # noqa: S608  ours
    " FROM duties_duty d JOIN matters_matter m ON m.id = d.matter_id"
    " WHERE d.county_id = %(county)s AND d.post_id = %(post)s::uuid AND d.state = 'open' AND d.opens_on <= %(today)s AND d.due_on <= %(until)s"
    " AND d.kind = ANY(%(kinds)s) AND m.kind = 'person' AND m.sealed_at IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM duties_postponement z WHERE z.county_id = d.county_id AND z.matter_id = d.matter_id AND z.key = d.key"
    " AND z.post_id = %(post)s::uuid AND z.until_on > %(today)s) ORDER BY m.scope_path, d.due_on, d.matter_id, d.key"
)


@dataclass(slots=True)
class Stop:
    """One person on the way: where, what is due, until when at the latest."""

    person_id: UUID
    label: str
    path: str
    place: str
    by: date
    what: list[tuple[str, date]] = field(default_factory=list)  # words of duties, with their days

    @property
    def told(self) -> str:
        return "、".join(dict.fromkeys(word for word, _day in self.what))


def stops(actor: Actor, post: UUID, today: date, until: date) -> list[Stop]:
    """Everybody of the post who is due to be seen by that day, by village and group; within a place the most urgent first."""
    given = {
        "county": actor.county_id, "post": post, "today": today, "until": until, "kinds": spelled(duty_kinds(actor.classes)),
    }
    found: dict[UUID, Stop] = {}
    seen: set[UUID] = set()
    for person, kind, key, by, label, path, place in rows(_DUE, given):
        stop = found.setdefault(person, Stop(person, label_in(person, label), path, place or "", by))
        stop.what.append((_word(kind, key), by))
        if kind == VISIT:
            seen.add(person)
    return sorted((one for one in found.values() if one.person_id in seen), key=lambda one: (one.path, one.by, str(one.person_id)))


def _word(kind: str, key: str) -> str:
    """A visit by its track: seeing the home, or the person."""
    step = key.split(":")[1] if kind == VISIT else ""
    return shown(f"duty_kind.{kind}.{step}" if step in ("home", "meet") else f"duty_kind.{kind}")


def by_place(found: Sequence[Stop]) -> list[dict[str, Any]]:
    """The stops under the name of their place, in the order of the way."""
    answer: list[dict[str, Any]] = []
    for one in found:
        if not answer or answer[-1]["path"] != one.path:
            answer.append({"path": one.path, "place": one.place, "stops": []})
        answer[-1]["stops"].append(one)
    return answer


def entries(found: Sequence[Stop], on: date, at: datetime) -> list[Entry]:
    """The stops as a form takes them."""
    return [
        Entry(one.person_id, one.person_id, "list", on, at, "", "", {"what": one.told, "by": one.by.isoformat()}, one.label, None, number)
        for number, one in enumerate(found, 1)
    ]
