# ruff: noqa: S608  the pieces put into statements are constants of this module
"""The list of people: a page of it, how many, and what the filters offer, in one query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import orjson

from guitu.grid.naming import PLACE, place_join, place_sql
from guitu.kit.actor import Actor
from guitu.kit.database import rows

PAGE = 50
_STATE = "CASE WHEN c.next_on <= %(today)s THEN c.next_state ELSE c.state END"
_LATE = (
    "d.county_id = p.county_id AND d.person_id = p.id AND d.state = 'open' AND d.due_on < %(today)s"
    " AND (d.hidden_until IS NULL OR d.hidden_until <= %(today)s) AND d.kind = ANY(%(kinds)s)"
)
_FROM = " FROM people_person p LEFT JOIN casework_current c ON c.person_id = p.id"
_WORKER = """(SELECT h.name FROM people_assignment s JOIN grid_holding h ON h.post_id = s.post_id AND h.until_on IS NULL
    WHERE s.person_id = p.id AND s.part = 'responsible' AND s.until_on IS NULL LIMIT 1)"""
_ROW = f"""
SELECT p.id, p.masked, p.sex, p.born_on, p.scope_path, {_STATE} AS state, {PLACE} AS place, t.short AS town,
  {{worker}} AS worker, (SELECT count(*) FROM duties_duty d WHERE {_LATE}) AS late
FROM ({{page}}) p LEFT JOIN casework_current c ON c.person_id = p.id
{place_join("p.scope_path")} LEFT JOIN grid_area t ON t.path = left(p.scope_path, 9)
"""


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


def _where(actor: Actor, wish: Wish, today: date) -> tuple[str, dict[str, Any]]:
    path = wish.area or actor.path
    params: dict[str, Any] = {
        "county": actor.county_id, "lo": path, "hi": path + ":", "today": today, "kinds": list(wish.kinds),
    }  # fmt: skip
    where = "p.sealed_at IS NULL AND p.county_id = %(county)s"
    where += " AND p.scope_path >= %(lo)s AND p.scope_path < %(hi)s"
    if wish.home:  # the household register's side: carried out elsewhere
        where = "p.sealed_at IS NULL AND p.home_path >= %(lo)s AND p.home_path < %(hi)s"
        where += " AND NOT (p.scope_path >= %(lo)s AND p.scope_path < %(hi)s)"
    if not actor.whole:
        where += (
            " AND p.id IN (SELECT s.person_id FROM people_assignment s WHERE s.post_id = %(me)s AND s.until_on IS NULL)"
        )
        params["me"] = actor.post_id
    if wish.post is not None:
        where += (
            " AND p.id IN (SELECT s.person_id FROM people_assignment s"
            " WHERE s.post_id = %(post)s AND s.until_on IS NULL)"
        )
        params["post"] = wish.post
    if wish.states:
        where += f" AND {_STATE} = ANY(%(states)s)"
        params["states"] = list(wish.states)
    if wish.late:
        where += f" AND EXISTS (SELECT 1 FROM duties_duty d WHERE {_LATE})"
    return where, params


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of people in the order of places, how many there are, and what the filters offer."""

    rows: list[str]  # each as JSON: `opened` reads one
    more: bool  # there is more the way one is going
    n: int
    place: str
    places: list[dict[str, Any]]
    workers: list[dict[str, Any]]  # over an area: who has people here


def people(actor: Actor, wish: Wish, today: date) -> Listed:
    """The whole list in one statement; who is on the first page of one is not counted again."""
    where, params = _where(actor, wish, today)
    ends, order = "", "ASC"
    for end, sign in ((wish.after, ">"), (wish.before, "<")):
        if end is not None:
            ends += f" AND (p.scope_path, p.id) {sign} (%(path)s, %(id)s)"
            params |= {"path": end[0], "id": end[1]}
            order = "DESC" if sign == "<" else "ASC"
    page = f"SELECT p.*{_FROM} WHERE {where}{ends} ORDER BY p.scope_path {order}, p.id {order} LIMIT {PAGE + 1}"
    row_sql = _ROW.format(page="SELECT * FROM page", worker=_WORKER if actor.whole else "NULL")
    sql = f"""WITH page AS MATERIALIZED ({page})
      SELECT (SELECT string_agg(row_to_json(x)::text, E'\\n') FROM ({row_sql} ORDER BY p.scope_path, p.id) x),
      CASE WHEN {"false" if ends else f"(SELECT count(*) FROM page) <= {PAGE}"} THEN (SELECT count(*) FROM page)
        ELSE (SELECT count(*){_FROM} WHERE {where}) END,
      (SELECT json_agg(x) FROM (SELECT a.path, a.short AS name FROM grid_area a
        WHERE a.path >= %(lo)s AND a.path < %(hi)s AND length(a.path) = %(level)s AND NOT a.is_virtual
        ORDER BY a.path LIMIT 400) x)::text,
      {_WORKERS if actor.whole else "NULL"},
      (SELECT {place_sql("%(lo)s")})"""
    params["level"] = {6: 9, 9: 12}.get(len(wish.area or actor.path), 15)
    # one plan serves the posts with people of their own; an area may be a village or a county
    found, n, places, workers, place = rows(sql, params, prepared=not actor.whole)[0]
    listed = found.split("\n") if found else []
    more = len(listed) > PAGE
    if more:
        listed = listed[1:] if wish.before else listed[:PAGE]
    return Listed(listed, more, n, place or "", orjson.loads(places or "[]"), orjson.loads(workers or "[]"))


_WORKERS = """(SELECT json_agg(x) FROM (SELECT s.post_id AS id, h.name, count(*) AS n
        FROM people_assignment s JOIN grid_holding h ON h.post_id = s.post_id AND h.until_on IS NULL
        WHERE s.until_on IS NULL AND s.part = 'responsible' AND s.scope_path >= %(lo)s AND s.scope_path < %(hi)s
        GROUP BY 1, 2 ORDER BY 2 LIMIT 200) x)::text"""


def named(actor: Actor, ids: Sequence[UUID], wish: Wish, today: date) -> list[str]:
    """These people, in this order, as far as they are seen; each as JSON."""
    params = {"ids": list(ids), "today": today, "kinds": list(wish.kinds)}
    page = "SELECT p.* FROM people_person p WHERE p.id = ANY(%(ids)s) AND p.sealed_at IS NULL"
    row_sql = _ROW.format(page=page, worker=_WORKER if actor.whole else "NULL")
    found = rows(f"SELECT x.id, row_to_json(x)::text FROM ({row_sql}) x", params, prepared=True)
    seen: dict[UUID, str] = dict(found)
    return [seen[id] for id in ids if id in seen]


def opened(text: str) -> dict[str, Any]:
    """One person as read."""
    found: dict[str, Any] = orjson.loads(text)
    found["id"] = UUID(found["id"])
    if found["born_on"]:
        found["born_on"] = date.fromisoformat(found["born_on"])
    return found
