"""What the worklist reads: rows, counts, and what stands beside them. One query each."""

# ruff: noqa: S608  the pieces put into statements are constants of this module

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import orjson

from guitu.kit.actor import Actor
from guitu.kit.database import dicts, rows

PAGE = 30

# A day fixed by a notice is the day it is planned for; else what counts is the last day.
WHEN = "CASE WHEN d.planned_on > d.opens_on AND d.planned_on >= %(today)s THEN d.planned_on ELSE d.due_on END"
SHOWN = "(d.hidden_until IS NULL OR d.hidden_until <= %(today)s)"
# "He has not come" is not said of somebody who has still time to come.
TRUE_NOW = "(d.kind <> 'check_absence' OR d.opens_on <= %(today)s)"
# Not yet a matter of today: proposals and expiries that lie ahead.
CONFIRMABLE = "d.opens_on <= %(today)s"
_COLUMNS = (
    f"d.id, d.person_id, d.key, d.kind, d.due_on, d.opens_on, {WHEN} AS when_on, d.hidden_until, d.label,"
    " d.place, d.reasons::text AS reasons"
)


@dataclass(frozen=True, slots=True)
class Wish:
    """Whose duties, of which kinds; what the address of the page says."""

    kinds: Sequence[str]
    area: str = ""
    post: UUID | None = None
    page: int = 1
    hidden: bool = False


def _scope(actor: Actor, wish: Wish) -> tuple[str, dict[str, Any]]:
    """The duties of the people assigned, or of the area; row security says the same, this says it faster."""
    where = f"d.county_id = %(county)s AND d.state = 'open' AND {TRUE_NOW}"
    params: dict[str, Any] = {"county": actor.county_id}
    if not actor.whole:
        where += (
            " AND d.person_id IN (SELECT a.person_id FROM people_assignment a"
            " WHERE a.post_id = %(me)s AND a.until_on IS NULL)"
        )
        params["me"] = actor.post_id
    elif wish.area or actor.path != actor.county_id:
        path = wish.area or actor.path
        where += " AND d.scope_path >= %(lo)s AND d.scope_path < %(hi)s"
        params |= {"lo": path, "hi": path + ":"}
    if wish.post is not None:
        where += " AND d.post_id = %(post)s"
        params["post"] = wish.post
    return where, params


def duties(actor: Actor, wish: Wish, today: date) -> list[dict[str, Any]]:
    """One page of duties in the order in which they are to be done."""
    where, params = _scope(actor, wish)
    shown = f"NOT {SHOWN}" if wish.hidden else SHOWN
    sql = (
        f"SELECT {_COLUMNS}, (SELECT h.name FROM grid_holding h WHERE h.post_id = d.post_id"
        " AND h.until_on IS NULL LIMIT 1) AS worker"
        f" FROM duties_duty d WHERE {where} AND {shown} AND d.kind = ANY(%(kinds)s)"
        " ORDER BY when_on, d.due_on, d.id LIMIT %(limit)s OFFSET %(offset)s"
    )
    params |= {"today": today, "kinds": list(wish.kinds), "limit": PAGE, "offset": (wish.page - 1) * PAGE}
    return [_opened(found) for found in dicts(sql, params, prepared=True)]


def duty(actor: Actor, person_id: UUID, key: str, today: date) -> dict[str, Any] | None:
    """One duty of the list, as the list shows it."""
    where, params = _scope(actor, Wish(()))
    sql = (
        f"SELECT {_COLUMNS}, NULL AS worker FROM duties_duty d WHERE {where}"
        " AND d.person_id = %(person)s AND d.key = %(key)s"
    )
    found = dicts(sql, params | {"today": today, "person": person_id, "key": key})
    return _opened(found[0]) if found else None


def _opened(found: dict[str, Any]) -> dict[str, Any]:
    found["reasons"] = orjson.loads(found["reasons"])
    return found


def counts(actor: Actor, wish: Wish, today: date) -> list[tuple[str, bool, date, int]]:
    """(kind, hidden, day, how many); days before today and after the coming week are drawn together."""
    where, params = _scope(actor, wish)
    sql = (
        f"SELECT kind, hidden, greatest(least(when_on, %(after)s), %(before)s), count(*) FROM"
        f" (SELECT d.kind, NOT {SHOWN} AS hidden, {WHEN} AS when_on FROM duties_duty d"
        f" WHERE {where} AND d.kind = ANY(%(kinds)s)) n GROUP BY 1, 2, 3"
    )
    params |= {"today": today, "kinds": list(wish.kinds)}
    params |= {"before": today - timedelta(days=1), "after": today + timedelta(days=8)}
    return [(kind, hidden, day, n) for kind, hidden, day, n in rows(sql, params, prepared=True)]


_CONFIRM = (
    "(SELECT coalesce(jsonb_agg(x), '[]') FROM (SELECT d.person_id, d.key, d.kind, d.label, d.due_on,"
    f" jsonb_array_length(d.reasons) AS grounds FROM duties_duty d WHERE {{where}} AND {SHOWN}"
    f" AND {CONFIRMABLE} AND d.kind = ANY(%(confirm)s) ORDER BY d.due_on, d.id LIMIT 5) x)::text AS confirm"
)
_STATE = "CASE WHEN c.next_on <= %(today)s THEN c.next_state ELSE c.state END"
_MINE = (
    f"(SELECT coalesce(jsonb_object_agg(s.state, s.n), '{{}}') FROM (SELECT {_STATE} AS state, count(*) AS n"
    " FROM people_assignment a JOIN casework_current c ON c.person_id = a.person_id"
    " WHERE a.post_id = %(me)s AND a.until_on IS NULL GROUP BY 1) s)::text AS people"
)
# Who is short of hands: for a county its towns, for a town its posts, the most overdue first.
_HANDS = """(SELECT coalesce(jsonb_agg(x), '[]') FROM (
  SELECT h.unit, h.label, h.people, coalesce(o.overdue, 0) AS overdue FROM ({units}) h
  LEFT JOIN (SELECT {unit} AS unit, count(*) AS overdue FROM duties_duty d
    WHERE {where} AND {shown} AND d.due_on < %(today)s AND d.kind = ANY(%(kinds)s) GROUP BY 1) o
    ON o.unit = h.unit
  ORDER BY 4 DESC, h.people DESC, h.unit LIMIT 14) x)::text AS hands"""
_TOWNS = """SELECT t.path AS unit, t.name AS label,
    (SELECT count(*) FROM casework_current c WHERE c.county_id = %(county)s
      AND c.scope_path >= t.path AND c.scope_path < t.path || ':' AND c.state = ANY(%(care)s)) AS people
  FROM grid_area t WHERE t.path >= %(county)s AND t.path < %(county)s || ':'
    AND length(t.path) = 9 AND NOT t.is_virtual"""
_POSTS = """SELECT p.id AS unit, coalesce((SELECT w.name FROM grid_holding w
    WHERE w.post_id = p.id AND w.until_on IS NULL LIMIT 1), '') AS label, count(a.id) AS people
  FROM grid_post p
  LEFT JOIN people_assignment a ON a.post_id = p.id AND a.until_on IS NULL AND a.part = 'responsible'
    AND a.scope_path >= %(lo)s AND a.scope_path < %(hi)s
  WHERE p.county_id = %(county)s AND p.closed_on IS NULL
  GROUP BY p.id HAVING count(a.id) > 0
    OR (p.role = 'social_worker' AND p.path >= %(lo)s AND p.path < %(hi)s)"""


def beside(actor: Actor, wish: Wish, confirm: Sequence[str], care: Sequence[str], today: date) -> dict[str, Any]:
    """The cards: my people by state or who is short of hands, and what waits to be confirmed."""
    where, params = _scope(actor, wish)
    params |= {"today": today, "confirm": list(confirm), "me": actor.post_id, "kinds": list(wish.kinds)}
    if not actor.whole:
        what = _MINE
    elif len(wish.area or actor.path) == 6:
        what = _HANDS.format(units=_TOWNS, unit="left(d.scope_path, 9)", where=where, shown=SHOWN)
        params["care"] = list(care)
    else:
        what = _HANDS.format(units=_POSTS, unit="d.post_id", where=where, shown=SHOWN)
    found = dicts(f"SELECT {what}, {_CONFIRM.format(where=where)}", params, prepared=True)[0]
    return {name: orjson.loads(value) for name, value in found.items()}
