"""Tips as the office sees them: the list, what is due first; and one, with the name only where the database shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from guitu.grid.naming import place_sql
from guitu.inspection.tips.reading import ANSWER, NAME, Said, words_in
from guitu.kit.actor import Actor
from guitu.kit.clock import local_day
from guitu.kit.crypto import shown
from guitu.kit.database import dicts, row
from guitu.kit.errors import NotVisible
from guitu.ledger.packs import timeline_of
from guitu.lists.pages import Cut
from guitu.rules.tips import Look, TipCourse, stand

# What is still to be looked at or answered, as a condition on the row.
OPEN = (
    "(t.outcome = '' AND (SELECT count(*) FROM inspection_tiplook n WHERE n.tip_id = t.id AND n.look = 'nothing') < 2)"
)
_SQL = (
    "SELECT t.id, t.county_id, t.scope_path, t.about, t.received_at, t.outcome, t.decided_on, t.claimed_on, t.words, t.answer,"  # noqa: S608  ours
    f" {place_sql('t.scope_path')} AS place, count(*) OVER () AS total,"
    " (SELECT json_agg(json_build_array(l.natural_person_id, l.look, l.post_id, l.at) ORDER BY l.at, l.id)"
    "  FROM inspection_tiplook l WHERE l.tip_id = t.id) AS looks FROM inspection_tip t WHERE t.county_id = %(county)s"
)


@dataclass(frozen=True, slots=True)
class Tip:
    """One tip as far as this post may read it."""

    id: UUID
    scope_path: str
    place: str
    about: str
    received_on: date
    looks: tuple[Look, ...]
    lookers: tuple[tuple[UUID, str, date], ...]  # post, what it said, when
    course: TipCourse
    words: Said | None
    answer: str
    total: int


# What this human being has not looked at yet; what two found worth following waits for its answer from anybody.
MINE = (
    f"{OPEN} AND ((SELECT count(*) FROM inspection_tiplook y WHERE y.tip_id = t.id AND y.look = 'follow') >= 2"  # noqa: S608  ours
    " OR NOT EXISTS (SELECT FROM inspection_tiplook m WHERE m.tip_id = t.id AND m.natural_person_id = %(person)s))"
)


def listed(actor: Actor, which: str, cut: Cut) -> list[Tip]:
    """Those that wait for this human being, those that are open, or all; one statement."""
    where = {"all": "", "mine": f" AND {MINE}"}.get(which, f" AND {OPEN}")
    sql = f"{_SQL}{where} ORDER BY {cut.order} LIMIT %(limit)s OFFSET %(offset)s"
    return [_tip(one) for one in dicts(sql, {"county": actor.county_id, "person": actor.natural_person_id, "limit": cut.limit, "offset": cut.offset})]


def tip_of(actor: Actor, tip_id: UUID, *, lock: bool = False) -> Tip:
    """NotVisible outside one's area. `lock`: for a command."""
    if lock and row("SELECT id FROM inspection_tip WHERE id = %s FOR UPDATE", [tip_id]) is None:
        raise NotVisible
    found = dicts(f"{_SQL} AND t.id = %(id)s", {"county": actor.county_id, "id": tip_id})
    if not found:
        raise NotVisible
    return _tip(found[0])


def name_in(tip_id: UUID) -> str:
    """Whom it names; empty where nobody is named, and until two human beings found it worth following."""
    found = row("SELECT name FROM inspection_tipname WHERE id = %s", [tip_id])
    return shown(NAME, tip_id, found[0]) if found else ""


def _tip(one: dict[str, Any]) -> Tip:
    said = [(UUID(post), Look(str(person), look), at) for person, look, post, at in _listed(one["looks"])]
    looks = tuple(look for _post, look, _at in said)
    on = local_day(one["received_at"])
    course = stand(on, looks, one["outcome"], one["decided_on"], one["claimed_on"], timeline_of(one["county_id"], one["scope_path"]))
    lookers = tuple((post, look.look, date.fromisoformat(at[:10])) for post, look, at in said)
    answer = shown(ANSWER, one["id"], one["answer"]) if one["answer"] else ""
    return Tip(one["id"], one["scope_path"], one["place"], one["about"], on, looks, lookers, course, words_in(one["id"], one["words"]), answer, one["total"])


def _listed(found: Any) -> list[Any]:
    return found or []
