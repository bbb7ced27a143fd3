# ruff: noqa: S608  the pieces put into statements are constants of this module
"""The list of people: a page of it, how many, and what the filters offer. One query each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import orjson

from guitu.grid.naming import place_sql
from guitu.kit.actor import Actor
from guitu.kit.database import dicts

PAGE = 50
_STATE = "CASE WHEN c.next_on <= %(today)s THEN c.next_state ELSE c.state END"
_LATE = (
    "d.county_id = p.county_id AND d.person_id = p.id AND d.state = 'open' AND d.due_on < %(today)s"
    " AND (d.hidden_until IS NULL OR d.hidden_until <= %(today)s) AND d.kind = ANY(%(kinds)s)"
)
_FROM = " FROM people_person p LEFT JOIN casework_current c ON c.person_id = p.id"
_ROW = f"""
SELECT p.id, p.masked, p.sex, p.born_on, p.scope_path, {_STATE} AS state, {place_sql("p.scope_path")} AS place, t.short AS town,
  (SELECT h.name FROM people_assignment s JOIN grid_holding h ON h.post_id = s.post_id AND h.until_on IS NULL
    WHERE s.person_id = p.id AND s.part = 'responsible' AND s.until_on IS NULL LIMIT 1) AS worker,
  (SELECT count(*) FROM duties_duty d WHERE {_LATE}) AS late
FROM ({{page}}) p LEFT JOIN casework_current c ON c.person_id = p.id
LEFT JOIN grid_area t ON t.path = left(p.scope_path, 9)
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


def people(actor: Actor, wish: Wish, today: date) -> tuple[list[dict[str, Any]], bool]:
    """One page in the order of places, and whether there is more that way."""
    where, params = _where(actor, wish, today)
    order = "ASC"
    for end, sign in ((wish.after, ">"), (wish.before, "<")):
        if end is not None:
            where += f" AND (p.scope_path, p.id) {sign} (%(path)s, %(id)s)"
            params |= {"path": end[0], "id": end[1]}
            order = "DESC" if sign == "<" else "ASC"
    page = f"SELECT p.*{_FROM} WHERE {where} ORDER BY p.scope_path {order}, p.id {order} LIMIT {PAGE + 1}"
    rows = dicts(_ROW.format(page=page) + " ORDER BY p.scope_path, p.id", params, prepared=True)
    more = len(rows) > PAGE
    if more:
        rows = rows[1:] if wish.before else rows[:PAGE]
    return rows, more


def named(actor: Actor, ids: Sequence[UUID], wish: Wish, today: date) -> list[dict[str, Any]]:
    """These people, in this order, as far as they are seen."""
    params = {"ids": list(ids), "today": today, "kinds": list(wish.kinds)}
    page = "SELECT p.* FROM people_person p WHERE p.id = ANY(%(ids)s) AND p.sealed_at IS NULL"
    rows = {row["id"]: row for row in dicts(_ROW.format(page=page), params)}
    return [rows[id] for id in ids if id in rows]


def counted(actor: Actor, wish: Wish, today: date) -> dict[str, Any]:
    """How many, and what the filters offer: places and workers that have people here."""
    where, params = _where(actor, wish, today)
    level = {6: 9, 9: 12}.get(len(wish.area or actor.path), 15)
    sql = f"""SELECT (SELECT count(*){_FROM} WHERE {where}) AS n,
      (SELECT coalesce(jsonb_agg(x), '[]') FROM (SELECT a.path, a.short AS name FROM grid_area a
        WHERE a.path >= %(lo)s AND a.path < %(hi)s AND length(a.path) = %(level)s AND NOT a.is_virtual
        ORDER BY a.path LIMIT 400) x)::text AS places,
      (SELECT coalesce(jsonb_agg(x), '[]') FROM (SELECT s.post_id AS id, h.name, count(*) AS n
        FROM people_assignment s JOIN grid_holding h ON h.post_id = s.post_id AND h.until_on IS NULL
        WHERE s.until_on IS NULL AND s.part = 'responsible'
        AND s.scope_path >= %(lo)s AND s.scope_path < %(hi)s AND %(whole)s
        GROUP BY 1, 2 ORDER BY 2 LIMIT 200) x)::text AS workers,
      (SELECT {place_sql("%(lo)s")}) AS place"""
    found = dicts(sql, params | {"level": level, "whole": actor.whole}, prepared=True)[0]
    return {**found, "places": orjson.loads(found["places"]), "workers": orjson.loads(found["workers"])}
