"""Places as pages read them: the register, one place, its groups, and which villages have none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from guitu.grid.naming import place_sql
from guitu.kit.actor import Actor
from guitu.kit.crypto import readable
from guitu.kit.database import dicts
from guitu.kit.errors import NotVisible
from guitu.lists.pages import Cut
from guitu.prevention.places.by_anyone import PHONE
from guitu.prevention.sealed import words_in

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wish:
    """What the address asks for."""

    text: str = ""
    kind: str = ""
    area: str = ""
    only: str = ""  # "" open ones, faulty, due, closed


_SQL = f"""
SELECT p.id, p.kind, p.name, p.zones, p.scope_path, m.state, m.since_on, {place_sql("p.scope_path")} AS place,
  d.due_on, p.about, p.opened_on, count(*) OVER () AS total
FROM prevention_place p JOIN matters_matter m ON m.id = p.id
LEFT JOIN duties_duty d ON d.county_id = p.county_id AND d.matter_id = p.id AND d.state = 'open' AND d.kind = 'place_check'
WHERE p.county_id = %(county)s AND p.scope_path >= %(lo)s AND p.scope_path < %(hi)s
"""  # noqa: S608  ours
_ONLY = {
    "": " AND m.state <> 'closed'", "faulty": " AND m.state = 'faulty'", "due": " AND d.due_on < %(today)s", "closed": " AND m.state = 'closed'",
}


def places(actor: Actor, wish: Wish, today: date, cut: Cut) -> list[Row]:
    """The register of one's area. One query."""
    low = wish.area or actor.path
    sql = _SQL + _ONLY[wish.only] + (" AND p.kind = %(kind)s" if wish.kind else "") + (" AND strpos(p.name, %(text)s) > 0" if wish.text else "")
    asked = {"county": actor.county_id, "lo": low, "hi": low + ":", "today": today, "kind": wish.kind, "text": wish.text,
             "limit": cut.limit, "offset": cut.offset}
    return dicts(f"{sql} ORDER BY {cut.order} LIMIT %(limit)s OFFSET %(offset)s", asked)


def all_places(actor: Actor) -> list[Row]:
    """Every open place of one's area with its words, for a sheet."""
    found = dicts(f"{_SQL}{_ONLY['']} ORDER BY p.scope_path, p.name, p.id", {"county": actor.county_id, "lo": actor.lo, "hi": actor.hi})
    return [one | words_in("place", one["id"], one["about"]) for one in found]


def place_of(place_id: UUID) -> Row:
    """One place with its words; whatever row security hides is not there."""
    found = dicts(f"{_SQL.replace('p.county_id = %(county)s AND p.scope_path >= %(lo)s AND p.scope_path < %(hi)s', 'p.id = %(id)s')}", {"id": place_id})
    if not found:
        raise NotVisible
    return found[0] | words_in("place", place_id, found[0]["about"])


def groups_of(place_id: UUID, since: date) -> list[Row]:
    """The groups put down from a day on, and those who came last: by day and slot."""
    found = dicts(
        "SELECT id, day_on, slot, visitors, headcount, state, came, basis, who, phone, reminded_on FROM prevention_booking WHERE matter_id = %s"
        " AND (day_on >= %s OR state = 'came') ORDER BY day_on DESC, slot, asked_at LIMIT 60",
        [place_id, since],
    )
    return [
        one | {"who": words_in("booking", one["id"], one["who"]).get("who", ""), "phone": readable(PHONE, one["id"], one["phone"]) if one["phone"] else ""}
        for one in found
    ]


def to_remind(actor: Actor, first: date, last: date) -> list[Row]:
    """Groups of one's area that come from a day to another, left a telephone number and were not reminded. One query."""
    found = dicts(
        "SELECT b.id, b.matter_id, b.day_on, b.slot, b.headcount, b.who, b.phone, p.name FROM prevention_booking b JOIN prevention_place p ON p.id = b.matter_id"
        " WHERE b.county_id = %s AND b.scope_path >= %s AND b.scope_path < %s AND b.day_on BETWEEN %s AND %s AND b.state = 'confirmed'"
        " AND b.phone IS NOT NULL AND b.reminded_on IS NULL ORDER BY b.day_on, b.slot, b.asked_at LIMIT 40",
        [actor.county_id, actor.lo, actor.hi, first, last],
    )
    return [
        one | {"who": words_in("booking", one["id"], one["who"]).get("who", ""), "phone": readable(PHONE, one["id"], one["phone"])} for one in found
    ]


_COVERAGE = """
SELECT a.path, a.short, t.short AS town, left(a.path, 9) AS town_path, count(p.id) AS n
FROM grid_area a JOIN grid_area t ON t.path = left(a.path, 9)
LEFT JOIN (prevention_place p JOIN matters_matter m ON m.id = p.id AND m.state <> 'closed')
  ON p.county_id = %(county)s AND left(p.scope_path, 12) = a.path
WHERE a.path >= %(lo)s AND a.path < %(hi)s AND length(a.path) = 12 AND NOT a.is_virtual AND a.valid_to IS NULL
GROUP BY a.path, a.short, t.short ORDER BY a.path
"""


def coverage(actor: Actor) -> list[Row]:
    """Every village of one's area with how many open places stand in it."""
    return dicts(_COVERAGE, {"county": actor.county_id, "lo": actor.lo, "hi": actor.hi})


def by_town(villages: list[Row]) -> list[Mapping[str, Any]]:
    """The same as one board a town, in code order."""
    towns: dict[str, dict[str, Any]] = {}
    for one in villages:
        town = towns.setdefault(one["town_path"], {"name": one["town"], "villages": [], "without": 0})
        town["villages"].append(one)
        town["without"] += not one["n"]
    return list(towns.values())
