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

PAGE = 50
# As an array: the few people of a post are then looked up one by one, whatever the size of its area.
_OF_POST = (
    "p.id = ANY(ARRAY(SELECT s.matter_id FROM matters_part s WHERE s.post_id = {post} AND s.until_on IS NULL AND NOT s.beyond))"
)
_ON_PAGE = "ANY(ARRAY(SELECT id FROM page))"
# Each thing about the people of a page is asked of its own table at once. Joined to the page it would be looked for
# again with every row: the planner thinks that little comes through row security.
@cache
def _about() -> str:
    return f"""
 (SELECT json_agg(json_build_array(p.id, p.basics, p.scope_path) ORDER BY p.scope_path, p.id)
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
    sql = _statement(PAGE, actor.whole, wish.home, wish.post is not None, bool(wish.states), wish.late, way)
    *about, n, places, posts, place = rows(sql, _asked(actor, wish, today))[0]
    listed = _read(*about)
    more = len(listed) > PAGE
    if more:
        listed = listed[1:] if wish.before else listed[:PAGE]
    return Listed(listed, more, n, place or "", places or "[]", posts or "[]")


def _asked(actor: Actor, wish: Wish, today: date) -> dict[str, str]:
    """The values for any of the statements, all of them texts, which cost nothing to send."""
    path = wish.area or actor.path
    end_path, end_id = wish.after or wish.before or ("", "")
    return {
        "county": actor.county_id, "lo": path, "hi": path + ":", "today": today.isoformat(),
        "kinds": spelled(wish.kinds), "states": spelled(wish.states), "me": str(actor.post_id), "post": str(wish.post),
        "path": end_path, "id": str(end_id), "level": {6: "9", 9: "12"}.get(len(path), "15"),
    }  # fmt: skip


@lru_cache(maxsize=256)
def _statement(size: int, whole: bool, home: bool, of_post: bool, of_states: bool, late: bool, way: str) -> str:
    """The list as SQL: of an area or of one's own people, narrowed so, a page after (>) or before (<) an end."""
    chosen = "people_person p" + (f" JOIN ({COLUMNS['state']}) c ON c.person_id = p.id" if of_states else "")
    where = " AND ".join(_conditions(whole, home, of_post, of_states, late))
    counted = f"SELECT count(*) FROM {chosen} WHERE {where}"
    if not way:
        counted = f"SELECT CASE WHEN count(*) <= {size} THEN count(*) ELSE ({counted}) END FROM page"
    ends = f" AND (p.scope_path, p.id) {way} (%(path)s, %(id)s)" if way else ""
    order = "DESC" if way == "<" else "ASC"
    text = f"""WITH page AS MATERIALIZED (
      SELECT p.id, p.basics, p.scope_path FROM {chosen} WHERE {where}{ends}
      ORDER BY p.scope_path {order}, p.id {order} LIMIT {size + 1})
    SELECT {_about()}, {_WORKERS if whole else "NULL"},
     ({counted}), {_PLACES}, {_POSTS if whole else "NULL"}, {place_sql("%(lo)s")}"""
    # one plan serves everybody; but what a filter leaves of an area may be little or all of it
    return text if whole and (late or of_states) else Statement(text)


def _conditions(whole: bool, home: bool, of_post: bool, of_states: bool, late: bool) -> Iterator[str]:
    # as a range it could be looked up, and of one's own people it would be: all of the town before the fifty
    here = "p.scope_path >= %(lo)s AND p.scope_path < %(hi)s" if whole else "starts_with(p.scope_path, %(lo)s)"
    yield "p.sealed_at IS NULL"
    if home:  # the household register's side: carried out elsewhere
        yield f"p.home_path >= %(lo)s AND p.home_path < %(hi)s AND NOT ({here})"
    else:
        yield f"p.county_id = %(county)s AND {here}"
    if not whole:
        yield _OF_POST.format(post="%(me)s")
    if of_post:
        yield _OF_POST.format(post="%(post)s")
    if of_states:
        yield "c.state = ANY(%(states)s)"
    if late:
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
    chosen = "people_person p" + (f" JOIN ({COLUMNS['state']}) c ON c.person_id = p.id" if wish.states else "")
    where = " AND ".join(_conditions(actor.whole, wish.home, wish.post is not None, bool(wish.states), wish.late))
    sql = f"SELECT p.id FROM {chosen} WHERE {where} ORDER BY p.scope_path, p.id LIMIT {most:d}"
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
        Person(id, basics, path, states.get(id), late.get(id, 0), places[path], workers.get(id))
        for id, basics, path in listed
    ]
