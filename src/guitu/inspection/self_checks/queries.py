"""Rounds of self-checks as the office sees them: how many handed in, which were drawn, and what the visits upheld, by kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from guitu.grid.naming import place_sql
from guitu.inspection.fold import VENUE
from guitu.inspection.reading import opened
from guitu.inspection.self_checks.reading import CODE, NAME, answers_in
from guitu.kit.actor import Actor
from guitu.kit.clock import local_day
from guitu.kit.crypto import shown
from guitu.kit.database import dicts
from guitu.kit.errors import NotVisible
from guitu.rules.facts.venues import VenueChecked
from guitu.rules.records import effective
from guitu.rules.self_checks import Upheld, is_upheld
from guitu.settling.load import matters

MOST, PAGE = 30, 24
_ROUNDS = (
    "SELECT r.id, r.scope_path, r.name, r.kinds, r.from_on, r.closes_on, r.share, r.seed, r.drawn_at, count(c.id) AS places,"
    " count(c.answered_at) AS answered, count(c.id) FILTER (WHERE c.wrong > 0) AS wrong FROM inspection_selfround r"
    " LEFT JOIN inspection_selfcheck c ON c.round_id = r.id WHERE r.county_id = %(county)s"
    " AND (starts_with(%(lo)s, r.scope_path) OR r.scope_path >= %(lo)s AND r.scope_path < %(hi)s)"
)
_CHECKS = (
    "SELECT c.id, c.matter_id, v.kind, v.details, c.code, c.answers, c.answered_at, c.is_drawn, c.wrong,"  # noqa: S608  ours
    f" {place_sql('c.scope_path')} AS place, count(*) OVER () AS total FROM inspection_selfcheck c JOIN inspection_venue v ON v.id = c.matter_id"
    " WHERE c.round_id = %(round)s"
)


@dataclass(frozen=True, slots=True)
class Round:
    """A round with what was handed in, of the places that this post sees."""

    id: UUID
    scope_path: str
    name: str
    kinds: tuple[str, ...]
    from_on: date
    closes_on: date
    share: int
    seed: str
    drawn_on: date | None
    places: int
    answered: int
    wrong: int


def rounds(actor: Actor, only: UUID | None = None) -> list[Round]:
    """The newest first; or one."""
    sql = _ROUNDS + (" AND r.id = %(only)s" if only else "") + f" GROUP BY r.id ORDER BY r.from_on DESC, r.id LIMIT {MOST}"
    found = dicts(sql, {"county": actor.county_id, "lo": actor.lo, "hi": actor.hi, "only": only})
    return [
        Round(one["id"], one["scope_path"], shown(NAME, one["id"], one["name"]), tuple(one["kinds"].split()), one["from_on"], one["closes_on"], one["share"],
              one["seed"], local_day(one["drawn_at"]) if one["drawn_at"] else None, one["places"], one["answered"], one["wrong"])
        for one in found
    ]


def round_of(actor: Actor, round_id: UUID) -> Round:
    found = rounds(actor, round_id)
    if not found:
        raise NotVisible
    return found[0]


def codes(round_id: UUID, page: int) -> tuple[list[dict[str, Any]], int]:
    """A page of the places that have not handed in, with the code of each one's list; and how many there are."""
    sql = f"{_CHECKS} AND c.answered_at IS NULL ORDER BY c.scope_path, c.id LIMIT {PAGE} OFFSET %(offset)s"
    found = dicts(sql, {"round": round_id, "offset": PAGE * (page - 1)})
    listed = [{"name": opened(one["matter_id"], one["details"]).name, "place": one["place"], "code": shown(CODE, one["id"], one["code"])} for one in found]
    return listed, found[0]["total"] if found else 0


def drawn_of(of: Round) -> list[dict[str, Any]]:
    """Those drawn: what the place had said, the first visit since, and whether it upholds it. The places are folded together."""
    found = dicts(f"{_CHECKS} AND c.is_drawn ORDER BY c.scope_path, c.id", {"round": of.id})
    facts = {held.id: effective(held.facts) for held in matters(VENUE, [one["matter_id"] for one in found], lock=False)} if found else {}
    return [_drawn(one, of, facts.get(one["matter_id"], [])) for one in found]


def _drawn(one: dict[str, Any], of: Round, facts: Sequence[Any]) -> dict[str, Any]:
    visit = next(
        (fact for fact in facts if isinstance(fact, VenueChecked) and fact.site_result in ("passed", "failed") and of.drawn_on and fact.on >= of.drawn_on), None
    )
    said = [answer.item for answer in answers_in(one["id"], one["answers"]) if answer.answer == "no"]
    found = [*(item for item, _severity in visit.failed), *visit.on_the_spot] if visit else []
    return {
        "venue": one["matter_id"], "kind": one["kind"], "name": opened(one["matter_id"], one["details"]).name, "place": one["place"], "said": len(said),
        "visited_on": visit.on if visit else None, "visit": visit.id if visit else "", "upheld": is_upheld(said, found) if visit else None,
    }


def by_kind(of: Round, drawn: Sequence[dict[str, Any]]) -> list[Upheld]:
    """What the visits upheld, by kind of place: never by owner."""
    counted = dicts(
        "SELECT v.kind, count(*) AS answered FROM inspection_selfcheck c JOIN inspection_venue v ON v.id = c.matter_id"
        " WHERE c.round_id = %(round)s AND c.answered_at IS NOT NULL GROUP BY v.kind ORDER BY v.kind", {"round": of.id},
    )
    return [
        Upheld(one["kind"], one["answered"], len(mine), sum(1 for d in mine if d["visited_on"]), sum(1 for d in mine if d["upheld"]))
        for one in counted for mine in [[d for d in drawn if d["kind"] == one["kind"]]]
    ]
