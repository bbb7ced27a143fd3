# ruff: noqa: S608  the pieces put into statements are constants of this module
"""The list of people: a page of it, how many, and what the filters offer, in one query."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple
from uuid import UUID

import orjson

from guitu.grid.held import held
from guitu.grid.naming import PLACE, place_join, place_sql
from guitu.kit.actor import Actor
from guitu.kit.arrays import spelled
from guitu.kit.database import Statement, rows
from guitu.people.columns import COLUMNS
from guitu.rules.terms import STANDING_ORDER

PAGE = 50
# As an array: the few people of a post are then looked up one by one, whatever the size of its area.
_OF_POST = (
    "p.id = ANY(ARRAY(SELECT s.matter_id FROM matters_part s WHERE s.post_id = {post} AND s.until_on IS NULL AND NOT s.beyond))"
)
# As a list says that somebody has a social worker: the post is there, and held.
_OF_NOBODY = f"""NOT EXISTS (SELECT 1 FROM matters_part s JOIN grid_holding h ON h.post_id = s.post_id AND {held("h")}
 WHERE s.matter_id = p.id AND s.part = 'responsible' AND s.until_on IS NULL)"""
_ON_PAGE = "ANY(ARRAY(SELECT id FROM page))"
# Each thing about the people of a page is asked of its own table at once. Joined to the page it would be looked for
# again with every row: the planner thinks that little comes through row security.
@cache
def _about(is_ranked: bool = False) -> str:
    rank, order = (", p.rank", "p.rank, ") if is_ranked else ("", "")
    return f"""
 (SELECT json_agg(json_build_array(p.id, p.basics, p.scope_path{rank}) ORDER BY {order}p.scope_path, p.id)
    FROM page p)::text,
 (SELECT json_object_agg(c.person_id, c.state) FROM ({COLUMNS["state"]}) c WHERE c.person_id = {_ON_PAGE})::text,
 (SELECT json_object_agg(l.person_id, l.n) FROM (
    SELECT d.person_id, count(*) AS n FROM ({COLUMNS["late"]}) d WHERE d.person_id = {_ON_PAGE} GROUP BY 1) l)::text,
 (SELECT json_object_agg(p.path, concat_ws(' ', t.short, nullif({PLACE}, '')))
    FROM (SELECT DISTINCT scope_path AS path FROM page) p {place_join("p.path")}
    LEFT JOIN grid_area t ON t.path = nullif(left(p.path, 9), p.path))::text"""


_WORKERS = f"""(SELECT json_object_agg(s.matter_id, h.name) FROM matters_part s
    JOIN grid_holding h ON h.post_id = s.post_id AND {held("h")}
    WHERE s.matter_id = {_ON_PAGE} AND s.part = 'responsible' AND s.until_on IS NULL)::text"""


class Person(NamedTuple):
    """One person of a list, as this post sees them; what a row is drawn from."""

    id: str
    basics: str  # sealed
    path: str
    state: str | None
    late: int
    place: str
    worker: str | None  # over an area
    rank: int = 0  # where the list is in another order than that of places


@dataclass(frozen=True, slots=True)
class Wish:
    """What the address asks for. `after` and `before` are the ends of the page one comes from."""

    kinds: Sequence[str]
    states: Sequence[str] = ()
    area: str = ""
    post: UUID | None = None
    late: bool = False
    home: bool = False  # household register here, carried out elsewhere
    after: tuple[str, UUID] | None = None
    before: tuple[str, UUID] | None = None
    rank: int = 0  # of the row at that end
    sort: str = ""  # state | late, with a minus the other way; empty: by place
    size: int = 0  # of a page; none: as it comes
    nobody: bool = False  # only whom no social worker looks after


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of people in the order of places, how many there are, and what the filters offer."""

    rows: list[Person]
    more: bool  # there is more the way one is going
    n: int
    place: str
    places: str  # as JSON: path and name; the filters open it when they are drawn
    workers: str  # the same of who has people here: post, name, how many; over an area


def people(actor: Actor, wish: Wish, today: date) -> Listed:
    """The whole list in one statement; who is on the first page of one is not counted again."""
    way = ">" if wish.after else "<" if wish.before else ""
    size = wish.size or PAGE
    sql = _statement(size, *_narrow(actor, wish)[:5], way, wish.nobody, wish.sort)
    *about, n, places, posts, place = rows(sql, _asked(actor, wish, today))[0]
    listed = _read(*about)
    more = len(listed) > size
    if more:
        listed = listed[1:] if wish.before else listed[:size]
    return Listed(listed, more, n, place or "", places or "[]", posts or "[]")


def _asked(actor: Actor, wish: Wish, today: date) -> dict[str, str]:
    """The values for any of the statements, all of them texts, which cost nothing to send."""
    path = wish.area or actor.path
    end_path, end_id = wish.after or wish.before or ("", "")
    return {
        "county": actor.county_id, "lo": path, "hi": path + ":", "today": today.isoformat(),
        "kinds": spelled(wish.kinds), "states": spelled(wish.states), "me": str(actor.post_id), "post": str(wish.post),
        "path": end_path, "id": str(end_id), "rank": str(wish.rank), "level": {6: "9", 9: "12"}.get(len(path), "15"),
    }


class _Narrow(NamedTuple):
    """By which filters a list is narrowed, whatever their values: what a statement is made of."""

    whole: bool
    home: bool
    of_post: bool
    of_states: bool
    late: bool
    nobody: bool = False


def _narrow(actor: Actor, wish: Wish) -> _Narrow:
    return _Narrow(actor.whole, wish.home, wish.post is not None, bool(wish.states), wish.late, wish.nobody)


# A list is in the order of places, or of a number made of each person's own: rising, or with a minus falling.
_RANKS = {
    "late": "coalesce(r.n, 0)::int",
    "state": f"coalesce(array_position(ARRAY{list(STANDING_ORDER)}, c.state), 99)",
}


@cache
def _rank(sort: str) -> str:
    found = _RANKS.get(sort.removeprefix("-"), "")
    return f"(-{found})" if found and sort.startswith("-") else found


@cache
def _chosen(narrow: _Narrow, sort: str) -> tuple[str, str]:
    """Whom the list is of, as FROM and WHERE."""
    chosen, by = "people_person p", sort.removeprefix("-")
    if narrow.of_states or by == "state":
        chosen += f" {'' if narrow.of_states else 'LEFT '}JOIN ({COLUMNS['state']}) c ON c.person_id = p.id"
    if by == "late":
        chosen += f" LEFT JOIN (SELECT d.person_id, count(*) AS n FROM ({COLUMNS['late']}) d GROUP BY 1) r ON r.person_id = p.id"
    return chosen, " AND ".join(_conditions(narrow))


@lru_cache(maxsize=512)
def _statement(
    size: int, whole: bool, home: bool, of_post: bool, of_states: bool, late: bool, way: str, nobody: bool = False, sort: str = ""
) -> str:
    """The list as SQL: of an area or of one's own people, narrowed so, a page after (>) or before (<) an end."""
    narrow = _Narrow(whole, home, of_post, of_states, late, nobody)
    chosen, where = _chosen(narrow, sort)
    counted = f"SELECT count(*) FROM {chosen} WHERE {where}"
    if not way:
        counted = f"SELECT CASE WHEN count(*) <= {size} THEN count(*) ELSE ({counted}) END FROM page"
    rank, order = _rank(sort), "DESC" if way == "<" else "ASC"
    keys = f"({rank}, p.scope_path, p.id)" if rank else "(p.scope_path, p.id)"
    end = "(%(rank)s::int, %(path)s, %(id)s)" if rank else "(%(path)s, %(id)s)"
    ends = f" AND {keys} {way} {end}" if way else ""
    text = f"""WITH page AS MATERIALIZED (
      SELECT p.id, p.basics, p.scope_path{f", {rank} AS rank" if rank else ""} FROM {chosen} WHERE {where}{ends}
      ORDER BY {f"{rank} {order}, " if rank else ""}p.scope_path {order}, p.id {order} LIMIT {size + 1})
    SELECT {_about(bool(rank))}, {_WORKERS if narrow.whole else "NULL"},
     ({counted}), {_PLACES}, {_POSTS if narrow.whole else "NULL"}, {place_sql("%(lo)s")}"""
    # one plan serves everybody; but what a filter leaves of an area may be little or all of it
    return text if rank or (narrow.whole and (narrow.late or narrow.of_states)) else Statement(text)


def _conditions(narrow: _Narrow) -> Iterator[str]:
    # as a range it could be looked up, and of one's own people it would be: all of the town before the fifty
    here = "p.scope_path >= %(lo)s AND p.scope_path < %(hi)s" if narrow.whole else "starts_with(p.scope_path, %(lo)s)"
    yield "p.sealed_at IS NULL"
    if narrow.home:  # the household register's side: carried out elsewhere
        yield f"p.home_path >= %(lo)s AND p.home_path < %(hi)s AND NOT ({here})"
    else:
        yield f"p.county_id = %(county)s AND {here}"
    if not narrow.whole:
        yield _OF_POST.format(post="%(me)s")
    if narrow.of_post:
        yield _OF_POST.format(post="%(post)s")
    if narrow.nobody:
        yield _OF_NOBODY
    if narrow.of_states:
        yield "c.state = ANY(%(states)s)"
    if narrow.late:
        yield f"EXISTS (SELECT 1 FROM ({COLUMNS['late']}) d WHERE d.person_id = p.id)"


_PLACES = """(SELECT json_agg(json_build_array(x.path, x.short)) FROM (
    SELECT a.path, a.short FROM grid_area a WHERE a.path >= %(lo)s AND a.path < %(hi)s
      AND length(a.path) = %(level)s AND NOT a.is_virtual AND a.valid_to IS NULL ORDER BY a.path LIMIT 400) x)::text"""
_POSTS = f"""(SELECT json_agg(json_build_array(x.post_id, x.name, x.n)) FROM (
    SELECT s.post_id, h.name, s.n FROM (
      SELECT a.post_id, count(*) AS n FROM matters_part a WHERE a.until_on IS NULL AND a.part = 'responsible'
        AND a.scope_path >= %(lo)s AND a.scope_path < %(hi)s GROUP BY 1) s
    JOIN grid_holding h ON h.post_id = s.post_id AND {held("h")} ORDER BY h.name LIMIT 200) x)::text"""


def everybody(actor: Actor, wish: Wish, today: date, most: int) -> list[UUID]:
    """All of a list in its order, whatever page one is on; up to so many."""
    chosen, where = _chosen(_narrow(actor, wish), wish.sort)
    rank = _rank(wish.sort)
    sql = f"SELECT p.id FROM {chosen} WHERE {where} ORDER BY {rank + ', ' if rank else ''}p.scope_path, p.id LIMIT {most:d}"
    return [person for (person,) in rows(sql, _asked(actor, wish, today))]


def named(actor: Actor, ids: Sequence[UUID], wish: Wish, today: date) -> list[Person]:
    """These people, in this order, as far as they are seen."""
    params = {**_asked(actor, wish, today), "ids": spelled(ids)}
    sql = f"""WITH page AS MATERIALIZED (SELECT p.id, p.basics, p.scope_path
      FROM people_person p WHERE p.id = ANY(%(ids)s) AND p.sealed_at IS NULL)
    SELECT {_about()}, {_WORKERS if actor.whole else "NULL"}"""
    seen = {person.id: person for person in _read(*rows(Statement(sql), params)[0])}
    return [seen[str(id)] for id in ids if str(id) in seen]


def _read(*answers: str | None) -> list[Person]:
    """What `_about` and `_WORKERS` answered, person by person."""
    listed, states, late, places, workers = [orjson.loads(answer) if answer else {} for answer in answers]
    return [
        Person(id, basics, path, states.get(id), late.get(id, 0), places[path], workers.get(id), *rank)
        for id, basics, path, *rank in listed
    ]
