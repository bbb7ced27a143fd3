"""What the worklist reads: rows, counts, and what stands beside them, in one query."""

# ruff: noqa: S608  the pieces put into statements are constants of this module

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import orjson

from guitu.grid.area_groups.queries import GROUPS_TO_CHOOSE, WITHIN, AreaGroup
from guitu.kit.actor import Actor
from guitu.kit.database import row, rows
from guitu.ledger.packs import DIGEST

PAGE = 30

# A day fixed by a notice is the day it is planned for; else what counts is the last day.
WHEN = "CASE WHEN d.planned_on > d.opens_on AND d.planned_on >= %(today)s THEN d.planned_on ELSE d.due_on END"
SHOWN = "(d.hidden_until IS NULL OR d.hidden_until <= %(today)s)"
# "He has not come" is not said of somebody who has still time to come.
TRUE_NOW = "(d.kind <> 'check_absence' OR d.opens_on <= %(today)s)"
_COLUMNS = (
    f"d.id, d.person_id, d.key, d.kind, d.due_on, d.opens_on, {WHEN} AS when_on, d.hidden_until, d.label,"
    " d.place, d.reasons"
)


@dataclass(frozen=True, slots=True)
class Wish:
    """Whose duties, of which kinds; what the address of the page says."""

    kinds: Sequence[str]
    area: str = ""
    group: AreaGroup | None = None  # 片区: only what is due in its areas
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
    elif wish.group is not None:
        path = wish.group.path
        where += " AND d.scope_path >= %(lo)s AND d.scope_path < %(hi)s AND " + WITHIN.format(path="d.scope_path")
        params |= {"lo": path, "hi": path + ":", "areas": list(wish.group.areas)}
    elif wish.area or actor.path != actor.county_id:
        path = wish.area or actor.path
        where += " AND d.scope_path >= %(lo)s AND d.scope_path < %(hi)s"
        params |= {"lo": path, "hi": path + ":"}
    if wish.post is not None:
        where += " AND d.post_id = %(post)s"
        params["post"] = wish.post
    return where, params


@dataclass(frozen=True, slots=True)
class Worklist:
    """What 今日 shows: how many, one page of them, and what stands beside."""

    counts: list[tuple[str, bool, date, int]]  # kind, hidden, day, how many; far days are drawn together
    duties: list[str]  # each as JSON: `opened` reads one
    confirm: list[dict[str, Any]]
    people: dict[str, int] | None  # my people by state
    hands: list[dict[str, Any]]  # or, over an area, who is short of hands
    groups: list[tuple[str, str]]  # 片区 to choose from: as asked for, name
    pack: str | None  # the policy version in force there


def worklist(
    actor: Actor, wish: Wish, kinds: Sequence[str], confirm: Sequence[str], care: Sequence[str], today: date
) -> Worklist:
    """The whole list in one statement, which looks through the open duties once. `kinds` are listed, `wish.kinds`
    are counted."""
    where, params = _scope(actor, wish)
    beside, more = _beside(actor, wish, care)
    groups = _GROUPS if actor.whole else "NULL"
    sql = _WORKLIST.format(where=where, beside=beside, groups=groups, not_shown="" if wish.hidden else "NOT")
    params |= more | {
        "today": today, "kinds": list(wish.kinds), "listed": list(kinds), "confirm": list(confirm),
        "limit": PAGE, "offset": (wish.page - 1) * PAGE, "place": wish.area or actor.path,
        "own": actor.lo, "own_end": actor.hi,
        "before": today - timedelta(days=1), "after": today + timedelta(days=8),
    }  # fmt: skip
    # one plan serves the posts with people of their own; an area may be a village or a county
    counts, duties, waiting, people, hands, groups, pack = rows(sql, params, prepared=not actor.whole)[0]
    day = date.fromisoformat
    return Worklist(
        counts=[(kind, hidden, day(on), n) for kind, hidden, on, n in orjson.loads(counts or "[]")],
        duties=duties.split("\n") if duties else [],
        confirm=orjson.loads(waiting or "[]"),
        people=orjson.loads(people or "{}") if not actor.whole else None,
        hands=orjson.loads(hands or "[]"),
        groups=[(asked, name) for asked, name in orjson.loads(groups or "[]")],
        pack=pack,
    )


def duty(actor: Actor, person_id: UUID, key: str, today: date) -> dict[str, Any] | None:
    """One duty of the list, as the list shows it."""
    where, params = _scope(actor, Wish(()))
    sql = (
        f"SELECT row_to_json(x)::text FROM (SELECT {_COLUMNS}, NULL AS worker FROM duties_duty d WHERE {where}"
        " AND d.person_id = %(person)s AND d.key = %(key)s) x"
    )
    found = row(sql, params | {"today": today, "person": person_id, "key": key})
    return opened(found[0]) if found else None


_DAYS = ("due_on", "opens_on", "when_on", "hidden_until")


def opened(text: str) -> dict[str, Any]:
    """One duty as read."""
    found: dict[str, Any] = orjson.loads(text)
    found["person_id"] = UUID(found["person_id"])
    for name in _DAYS:
        if found[name]:
            found[name] = date.fromisoformat(found[name])
    return found


# The duties asked for are looked through once; what is listed is then read by its id. Proposals and expiries that
# lie ahead wait for nobody's confirmation yet.
_WORKLIST = f"""WITH mine AS MATERIALIZED (
  SELECT d.id, d.kind, d.opens_on, d.due_on, {WHEN} AS when_on, NOT {SHOWN} AS hidden, d.scope_path, d.post_id
  FROM duties_duty d WHERE {{where}} AND d.kind = ANY(%(kinds)s)
)
SELECT
 (SELECT json_agg(json_build_array(c.kind, c.hidden, c.day, c.n)) FROM (
    SELECT m.kind, m.hidden, greatest(least(m.when_on, %(after)s), %(before)s) AS day, count(*) AS n
    FROM mine m GROUP BY 1, 2, 3) c)::text,
 (SELECT string_agg(row_to_json(x)::text, E'\\n') FROM (
    SELECT {_COLUMNS}, (SELECT h.name FROM grid_holding h
      WHERE h.post_id = d.post_id AND h.until_on IS NULL LIMIT 1) AS worker
    FROM (SELECT m.id, m.when_on, m.due_on FROM mine m WHERE {{not_shown}} m.hidden AND m.kind = ANY(%(listed)s)
      ORDER BY m.when_on, m.due_on, m.id LIMIT %(limit)s OFFSET %(offset)s) l
    JOIN duties_duty d ON d.id = l.id ORDER BY l.when_on, l.due_on, l.id) x),
 (SELECT json_agg(x) FROM (
    SELECT d.person_id, d.key, d.kind, d.label, d.due_on
    FROM (SELECT m.id, m.due_on FROM mine m WHERE NOT m.hidden AND m.opens_on <= %(today)s AND m.kind = ANY(%(confirm)s)
      ORDER BY m.due_on, m.id LIMIT 5) l
    JOIN duties_duty d ON d.id = l.id ORDER BY l.due_on, l.id) x)::text,
 {{beside}},
 {{groups}},
 {DIGEST}"""
_GROUPS = f"(SELECT json_agg(json_build_array(g.path, g.name) ORDER BY g.name) FROM ({GROUPS_TO_CHOOSE}) g)::text"
_STATE = "CASE WHEN c.next_on <= %(today)s THEN c.next_state ELSE c.state END"
_MINE = (
    f"(SELECT json_object_agg(s.state, s.n) FROM (SELECT {_STATE} AS state, count(*) AS n"
    " FROM people_assignment a JOIN casework_current c ON c.person_id = a.person_id"
    " WHERE a.post_id = %(me)s AND a.until_on IS NULL GROUP BY 1) s)::text, NULL"
)
# Who is short of hands: for a county its towns, for a town its posts, the most overdue first.
_HANDS = """NULL, (SELECT json_agg(x) FROM (
  SELECT h.unit, h.label, h.people, coalesce(o.overdue, 0) AS overdue FROM ({units}) h
  LEFT JOIN (SELECT {unit} AS unit, count(*) AS overdue FROM mine m
    WHERE NOT m.hidden AND m.due_on < %(today)s GROUP BY 1) o
    ON o.unit = h.unit
  ORDER BY 4 DESC, h.people DESC, h.unit LIMIT 14) x)::text"""
_TOWNS = """SELECT t.path AS unit, t.name AS label,
    (SELECT count(*) FROM casework_current c WHERE c.county_id = %(county)s
      AND c.scope_path >= t.path AND c.scope_path < t.path || ':' AND c.state = ANY(%(care)s)) AS people
  FROM grid_area t WHERE t.path >= %(county)s AND t.path < %(county)s || ':'
    AND length(t.path) = 9 AND NOT t.is_virtual"""
_POSTS = """SELECT p.id AS unit, coalesce((SELECT w.name FROM grid_holding w
    WHERE w.post_id = p.id AND w.until_on IS NULL LIMIT 1), '') AS label, count(c.person_id) AS people
  FROM grid_post p
  LEFT JOIN people_assignment a ON a.post_id = p.id AND a.until_on IS NULL AND a.part = 'responsible'
    AND a.scope_path >= %(lo)s AND a.scope_path < %(hi)s
  LEFT JOIN casework_current c ON c.person_id = a.person_id AND c.state = ANY(%(care)s)
  WHERE p.county_id = %(county)s AND p.closed_on IS NULL
  GROUP BY p.id HAVING count(a.id) > 0
    OR (p.role = 'social_worker' AND p.path >= %(lo)s AND p.path < %(hi)s)"""


def _beside(actor: Actor, wish: Wish, care: Sequence[str]) -> tuple[str, dict[str, Any]]:
    """The card: my people by state, or who is short of hands."""
    if not actor.whole:
        return _MINE, {}
    if wish.group is not None:
        return "NULL, NULL", {}  # hands are short in towns and posts, not in a group of places
    if len(wish.area or actor.path) == 6:
        return _HANDS.format(units=_TOWNS, unit="left(m.scope_path, 9)"), {"care": list(care)}
    return _HANDS.format(units=_POSTS, unit="m.post_id"), {"care": list(care)}
