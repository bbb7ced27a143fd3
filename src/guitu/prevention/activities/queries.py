"""Activities as pages read them: the calendar, one activity with its stalls, sums once and by tag."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from guitu.grid.naming import place_sql
from guitu.kit.actor import Actor
from guitu.kit.database import dicts, rows
from guitu.kit.errors import NotVisible
from guitu.lists.pages import Cut
from guitu.matters.labels import label_in
from guitu.prevention.sealed import words_in
from guitu.rules.activities import OVER, TAGS, Heads

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wish:
    """What the address asks for: a kind, a state, a tag as family.code, a year, a place."""

    kind: str = ""
    state: str = ""
    tag: str = ""
    year: int = 0
    area: str = ""


_SQL = f"""
SELECT a.id, a.kind, a.held_on, a.expected, a.counted, a.signed, a.estimated, a.leader, a.cost, a.places, a.parent_id, a.programme_id, a.scope_path, a.about,
  b.name AS brand, (SELECT p.title FROM prevention_programme p WHERE p.id = a.programme_id) AS programme, m.label, m.state, {place_sql("a.scope_path")} AS place, count(*) OVER () AS total
FROM prevention_activity a JOIN matters_matter m ON m.id = a.id LEFT JOIN prevention_brand b ON b.id = a.brand_id
WHERE a.county_id = %(county)s AND a.scope_path >= %(lo)s AND a.scope_path < %(hi)s
"""  # noqa: S608  ours
_TAGGED = " AND EXISTS (SELECT FROM prevention_tag t WHERE t.matter_id = a.id AND t.family = %(family)s AND t.code = %(code)s)"
_YEAR = " AND a.held_on >= make_date(%(year)s, 1, 1) AND a.held_on < make_date(%(year)s + 1, 1, 1)"


def _where(actor: Actor, wish: Wish) -> tuple[str, dict[str, Any]]:
    family, _dot, code = wish.tag.partition(".")
    low = wish.area or actor.path
    sql = (" AND a.kind = %(kind)s" if wish.kind else "") + (" AND m.state = %(state)s" if wish.state else "")
    sql += (_TAGGED if family in TAGS else "") + (_YEAR if wish.year else "")
    return sql, {"county": actor.county_id, "lo": low, "hi": low + ":", "kind": wish.kind, "state": wish.state, "family": family, "code": code, "year": wish.year}


def activities(actor: Actor, wish: Wish, cut: Cut) -> list[Row]:
    """What is planned and what was held, stalls left out. One query."""
    sql, asked = _where(actor, wish)
    found = dicts(
        f"{_SQL}{sql} AND a.parent_id IS NULL ORDER BY {cut.order} LIMIT %(limit)s OFFSET %(offset)s",
        asked | {"limit": cut.limit, "offset": cut.offset},
    )
    return [_named(one) for one in found]


def coming(actor: Actor, since: date, until: date) -> list[Row]:
    """What is held from a day to another and is not over, the next first."""
    sql, asked = _where(actor, Wish())
    found = dicts(
        f"{_SQL}{sql} AND a.parent_id IS NULL AND a.held_on BETWEEN %(since)s AND %(until)s AND m.state <> ALL(%(over)s) ORDER BY a.held_on, a.id LIMIT 20",
        asked | {"since": since, "until": until, "over": list(OVER)},
    )
    return [_named(one) for one in found]


def activity_of(activity_id: UUID) -> Row:
    """One activity with its words, tags and stalls; whatever row security hides is not there."""
    one = _SQL.replace("a.county_id = %(county)s AND a.scope_path >= %(lo)s AND a.scope_path < %(hi)s", "(a.id = %(id)s OR a.parent_id = %(id)s)")
    found = [_named(row) for row in dicts(f"{one} ORDER BY a.parent_id NULLS FIRST, m.opened_at, a.id", {"id": activity_id})]
    mine = next((row for row in found if row["id"] == activity_id), None)
    if mine is None:
        raise NotVisible
    tags: dict[str, list[str]] = {}
    for family, code in rows("SELECT family, code FROM prevention_tag WHERE matter_id = %s ORDER BY family, code", [activity_id]):
        tags.setdefault(family, []).append(code)
    stalls = [row for row in found if row["parent_id"] == activity_id and row["state"] != "called_off"]
    return mine | {"words": words_in("activity", activity_id, mine["about"]), "tags": tags, "stalls": stalls}


def heads_of(one: Row) -> Heads:
    return Heads(one["counted"], one["signed"], one["estimated"])


def _named(one: Row) -> Row:
    return one | {"name": label_in(one["id"], one["label"])}


_HELD = """FROM prevention_activity a JOIN matters_matter m ON m.id = a.id AND m.state = 'held'
WHERE a.county_id = %(county)s AND a.scope_path >= %(lo)s AND a.scope_path < %(hi)s AND a.parent_id IS NULL"""


def held_heads(actor: Actor, wish: Wish) -> list[Row]:
    """Of each activity that was held what its sums are made of: each once."""
    sql, asked = _where(actor, wish)
    return dicts(f"SELECT a.id, a.kind, a.counted, a.signed, a.estimated, a.leader, a.cost {_HELD}{sql}", asked)


def by_tag(actor: Actor, wish: Wish) -> dict[str, dict[str, int]]:
    """How many that were held have each tag: one of two tags stands in both."""
    sql, asked = _where(actor, wish)
    found: dict[str, dict[str, int]] = {}
    held = rows(
        f"SELECT g.family, g.code, count(*) FROM prevention_tag g WHERE g.matter_id IN (SELECT a.id {_HELD}{sql}) GROUP BY 1, 2", asked  # noqa: S608
    )
    for family, code, n in held:
        found.setdefault(family, {})[code] = n
    return found


def brands(actor: Actor, on: date) -> list[Row]:
    """The brands of the county with how many activities were held under each."""
    return dicts(
        f"SELECT b.id, b.name, b.since_on, b.ended_on, b.scope_path, {place_sql('b.scope_path')} AS place,"  # noqa: S608  ours
        " (SELECT count(*) FROM prevention_activity a JOIN matters_matter m ON m.id = a.id AND m.state = 'held' WHERE a.brand_id = b.id) AS n"
        " FROM prevention_brand b WHERE b.county_id = %s ORDER BY b.scope_path, b.name",
        [actor.county_id],
    )


def brand_choices(actor: Actor) -> list[tuple[str, str]]:
    return [(str(id), name) for id, name in rows("SELECT id, name FROM prevention_brand WHERE county_id = %s AND ended_on IS NULL ORDER BY name", [actor.county_id])]
