"""Whose people are how many, who could take them over, and what was handed over."""

# ruff: noqa: S608  the pieces put into statements are constants of ours

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from guitu.casework.assigning import ROLES_OF_PART
from guitu.casework.filled_values import Entry
from guitu.casework.side_card import SIDE_CARD
from guitu.grid.held import held
from guitu.grid.naming import place_sql
from guitu.grid.roles import ROLES
from guitu.kit.actor import Actor
from guitu.kit.arrays import spelled
from guitu.kit.database import dicts, rows
from guitu.kit.errors import NotVisible
from guitu.matters.labels import label_in
from guitu.rules.caseloads import Taker

_LOADS = f"""
SELECT p.id, p.role, p.path, b.name AS unit, coalesce(h.name, '') AS holder, coalesce(c.people, 0)::int AS people,
  ARRAY(SELECT m.path FROM grid_areagroupmember m WHERE m.group_id = p.area_group_id AND m.until_on IS NULL) AS group_places
FROM grid_post p JOIN grid_body b ON b.id = p.body_id LEFT JOIN grid_holding h ON h.post_id = p.id AND {held("h")}
LEFT JOIN ({SIDE_CARD.of_posts}) c ON c.post_id = p.id
WHERE p.county_id = %(county)s AND p.closed_on IS NULL AND p.role = ANY(%(roles)s) AND p.path >= %(place)s AND p.path < %(place_end)s
ORDER BY p.path, b.name, h.name, p.id
"""
_VILLAGES = (
    "SELECT a.post_id, left(a.scope_path, 12), count(*)::int FROM matters_part a WHERE a.county_id = %(county)s AND a.part = 'responsible'"
    " AND a.until_on IS NULL AND NOT a.beyond AND a.compartment = 'people' AND a.post_id = ANY(%(posts)s) GROUP BY 1, 2"
)
_PEOPLE = f"""
SELECT m.id, m.scope_path, m.label, {place_sql("m.scope_path")} AS place,
  (SELECT count(*)::int FROM duties_duty d WHERE d.county_id = m.county_id AND d.matter_id = m.id AND d.state = 'open') AS open,
  (SELECT count(*)::int FROM duties_duty d WHERE d.county_id = m.county_id AND d.matter_id = m.id AND d.state = 'open' AND d.due_on < %(today)s) AS late,
  (SELECT count(*)::int FROM casework_need n JOIN matters_matter x ON x.id = n.id WHERE n.person_id = m.id AND x.closed_at IS NULL) AS needs
FROM matters_part a JOIN matters_matter m ON m.id = a.matter_id
WHERE a.county_id = %(county)s AND a.post_id = %(post)s AND a.part = 'responsible' AND a.until_on IS NULL AND NOT a.beyond
  AND m.kind = 'person' AND m.sealed_at IS NULL ORDER BY m.scope_path, m.id
"""
_MOVES = (
    "SELECT move_id, from_post, on_day, count(*)::int AS people, sum(open_duties)::int AS open FROM casework_handedover"
    " WHERE county_id = %s GROUP BY 1, 2, 3 ORDER BY on_day DESC, move_id LIMIT 50"
)
_MOVE = (
    "SELECT h.matter_id, h.from_post, h.to_post, h.on_day, h.open_duties, m.label FROM casework_handedover h"
    " JOIN matters_matter m ON m.id = h.matter_id WHERE h.county_id = %s AND h.move_id = %s ORDER BY h.to_post, m.scope_path, m.id"
)
_NAMES = (
    "SELECT p.id, b.name, p.role, coalesce(h.name, '') FROM grid_post p JOIN grid_body b ON b.id = p.body_id"
    f" LEFT JOIN grid_holding h ON h.post_id = p.id AND {held('h')} WHERE p.id = ANY(%(posts)s)"
)


@dataclass(frozen=True, slots=True)
class Load:
    """A post that looks after people, who holds it, how many are in care."""

    id: UUID
    role: str
    path: str
    unit: str
    holder: str
    people: int
    group_places: Sequence[str] = ()

    @property
    def label(self) -> str:
        return " · ".join(part for part in (self.unit, ROLES[self.role].word, self.holder) if part)


def loads(actor: Actor, today: date) -> list[Load]:
    """The posts of the area that look after people, by place and name."""
    given = {
        "county": actor.county_id, "roles": spelled(ROLES_OF_PART["responsible"]), "care": spelled(SIDE_CARD.care), "place": actor.lo,
        "place_end": actor.hi, "today": today,
    }
    return [Load(**found) for found in dicts(_LOADS, given)]


def takers(actor: Actor, found: Sequence[Load], from_post: UUID) -> list[Taker]:
    """Those of them that could take people over, with the villages in which they look after somebody."""
    others = [one for one in found if one.id != from_post]
    villages: dict[UUID, dict[str, int]] = {}
    for post, village, n in rows(_VILLAGES, {"county": actor.county_id, "posts": spelled([one.id for one in others])}):
        villages.setdefault(post, {})[village] = n
    return [Taker(str(one.id), tuple(one.group_places or [one.path]), one.people, villages.get(one.id, {})) for one in others]


def people(actor: Actor, post: UUID, today: date) -> list[dict[str, Any]]:
    """Everybody whose file this post has today, with what is open of each."""
    found = dicts(_PEOPLE, {"county": actor.county_id, "post": post, "today": today})
    return [{**one, "label": label_in(one["id"], one["label"])} for one in found]


def moves(actor: Actor) -> list[dict[str, Any]]:
    """What was handed over, the latest first, as far as the files are seen."""
    return dicts(_MOVES, [actor.county_id])


def move(actor: Actor, move_id: UUID) -> list[dict[str, Any]]:
    """The lines of one handing over. NotVisible: none of them is seen."""
    found = dicts(_MOVE, [actor.county_id, move_id])
    if not found:
        raise NotVisible
    return [{**one, "label": label_in(one["matter_id"], one["label"])} for one in found]


def names(posts: Sequence[UUID], today: date) -> dict[UUID, str]:
    found = rows(_NAMES, {"posts": spelled(list(posts)), "today": today})
    return {post: " · ".join(part for part in (unit, ROLES[role].word, holder) if part) for post, unit, role, holder in found}


def entries(found: Sequence[dict[str, Any]], named: dict[UUID, str], at: Any) -> list[Entry]:
    """The lines as a form takes them."""
    return [
        Entry(
            one["matter_id"], one["matter_id"], "list", one["on_day"], at, "", "",
            {"from": named.get(one["from_post"], ""), "to": named.get(one["to_post"], ""), "open": one["open_duties"]}, one["label"], None, number,
        )
        for number, one in enumerate(found, 1)
    ]
