"""What the worklist reads: rows, counts, and what stands beside them, in one query."""

# ruff: noqa: S608  the pieces put into statements are constants of this package

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import orjson

from guitu.approvals.askable import deciding
from guitu.approvals.queries import WAITING
from guitu.duties import area_lists, doors, gate, small_lists
from guitu.duties.doors import MATTERS
from guitu.duties.filters import LABEL, LISTED, MOMENT, MY_OWN, NAMED, ORDER, PUT_OFF, TRUE_NOW, WHEN, Wish
from guitu.duties.staffing import beside
from guitu.grid.area_groups.queries import GROUPS_TO_CHOOSE
from guitu.grid.held import held
from guitu.grid.summing import LEVELS
from guitu.kit.actor import NOBODY, Actor
from guitu.kit.arrays import codes
from guitu.kit.database import Statement, row, rows
from guitu.ledger.packs import DIGEST
from guitu.rules.dates import day_before, days_after, first_of_month, first_of_year

PAGE = 30


@dataclass(frozen=True, slots=True)
class Worklist:
    """What 今日 shows: how many, one page of them, and what stands beside, most of it as JSON: a text is the key under
    which what is drawn of it is kept."""

    counts: str  # kind, put off, day, how many; far days are drawn together
    duties: list[str]  # each as JSON: `opened` reads one
    confirm: list[dict[str, Any]]
    people: str | None  # my people by state
    staffing: str  # or, over an area, who is short of hands
    groups: str  # 片区 to choose from: as asked for, name
    pack: str | None  # the policy version in force there
    approvals: int  # of others, that this post may decide


def worklist(
    actor: Actor, wish: Wish, kinds: Sequence[str], confirm: Sequence[str], care: Sequence[str], today: date
) -> Worklist:
    """The whole list in one statement. `kinds` are listed, `wish.kinds` are counted."""
    sql, params = _statement(actor, wish, care)
    params |= {
        "county": actor.county_id, "me": actor.post_id, "today": today, "kinds": codes(tuple(wish.kinds)), "listed": codes(tuple(kinds)),
        "confirm": codes(tuple(confirm)), "decide": codes(tuple(kind for kind in confirm if doors.door_of(kind).action in actor.may)),
        "by_another": codes(doors.by_another()), "limit": PAGE, "offset": (wish.page - 1) * PAGE, "upto": wish.page * PAGE,
        "place": wish.place(actor), "own": actor.lo, "own_end": actor.hi,
        "before": day_before(today), "after": days_after(today, 8),
        "month": first_of_month(today), "year": first_of_year(today), "may": sorted(actor.may & deciding()),
        "person": actor.natural_person_id or NOBODY,
    }
    counts, duties, waiting, people, staffing, groups, pack, approvals = rows(sql, params)[0]
    return Worklist(
        counts=counts or "[]",
        duties=duties.split("\n") if duties else [],
        confirm=orjson.loads(waiting) if waiting else [],
        people=people or "{}" if not actor.whole else None,
        staffing=staffing or "[]",
        groups=groups or "[]",
        pack=pack,
        approvals=approvals,
    )


def duty(actor: Actor, matter_id: UUID, key: str, today: date) -> dict[str, Any] | None:
    """One duty of the list, as the list shows it; of a kind that the list does not show there is none."""
    asked = {
        "county": actor.county_id, "me": actor.post_id, "today": today, "kinds": codes(gate.kinds(actor.classes)),
        "matter": matter_id, "key": key, "by_another": codes(doors.by_another()),
    }
    found = row(_ONE, asked)
    return opened(found[0]) if found else None


_ONE = (
    f"SELECT row_to_json(x)::text FROM (SELECT {LISTED} FROM duties_duty d LEFT JOIN duties_postponement z"
    " ON z.county_id = d.county_id AND z.matter_id = d.matter_id AND z.key = d.key AND z.post_id = %(me)s"
    f" WHERE d.county_id = %(county)s AND d.state = 'open' AND {TRUE_NOW} AND d.kind = ANY(%(kinds)s)"
    " AND d.matter_id = %(matter)s AND d.key = %(key)s) x"
)
_DAYS = ("due_on", "opens_on", "when_on", "hidden_until")


def opened(text: str) -> dict[str, Any]:
    """One duty as read."""
    found: dict[str, Any] = orjson.loads(text)
    found["matter_id"] = UUID(found["matter_id"])
    for name in _DAYS:
        if found[name]:
            found[name] = date.fromisoformat(found[name])
    if found["due_at"]:
        found["due_at"] = datetime.fromisoformat(found["due_at"])
    return found


# What is listed is found first, by its days alone, and then read.
_WORKLIST = f"""WITH {{near}} SELECT
 (SELECT json_agg(json_build_array(c.kind, c.hidden, c.day, c.n)) FROM ({{counts}}) c)::text,
 (SELECT string_agg(row_to_json(x)::text, E'\\n') FROM (
    SELECT {LISTED}{{worker}} FROM (SELECT * FROM ({{listed}}) r ORDER BY {ORDER} LIMIT %(limit)s OFFSET %(offset)s) l
    JOIN duties_duty d ON d.id = l.id LEFT JOIN put_off z ON z.id = d.id ORDER BY l.when_on, l.moment, l.due_on, l.id) x),
 (SELECT json_agg(x) FROM (
    SELECT d.matter_id, d.key, d.kind, {LABEL}, d.due_on, {MY_OWN} AS my_own
    FROM (SELECT * FROM ({{confirm}}) r ORDER BY r.kind = ANY(%(decide)s) DESC, due_on, id LIMIT 5) w
    JOIN duties_duty d ON d.id = w.id ORDER BY w.kind = ANY(%(decide)s) DESC, w.due_on, w.id) x)::text,
 {{beside}},
 {{groups}},
 {DIGEST},
 {WAITING}"""
_GROUPS = f"(SELECT json_agg(json_build_array(g.path, g.name) ORDER BY g.name) FROM ({GROUPS_TO_CHOOSE}) g)::text"
_WORKER = f", (SELECT h.name FROM grid_holding h WHERE h.post_id = d.post_id AND {held('h')} LIMIT 1) AS worker"


def _statement(actor: Actor, wish: Wish, care: Sequence[str]) -> tuple[Statement, dict[str, Any]]:
    mine, level, params = _which(actor, wish)
    others, more = beside(actor, wish, care)
    params |= more
    params["apart"] = apart = sorted({of.compartment for of in MATTERS.values()} - {"people"} - actor.whole_of)
    return _text(mine, level, wish.hidden, others, actor.whole, wish.post is not None, bool(apart)), params


def _which(actor: Actor, wish: Wish, *, soon: bool = False) -> tuple[str, str, dict[str, Any]]:
    """Towns and counties are summed, all else is looked through; a 片区 may hold both."""
    areas = wish.areas(actor)
    towns = [area for area in areas if len(area) in LEVELS] if actor.whole and wish.post is None else []
    near = [area for area in areas if area not in towns]
    params: dict[str, Any] = {
        "towns": towns, "asked": areas, "asked_end": [area + ":" for area in areas], "by_post": codes(doors.of_their_post(actor.whole_of)),
    }
    mine = ""
    if near:
        mine, more = small_lists.mine(actor, wish, near, soon=soon)
        params |= more
    level = "" if not towns else "county" if towns == [actor.county_id] else "towns"
    if wish.post is not None:
        params["post"] = wish.post
    return mine, level, params


def following(
    actor: Actor, wish: Wish, kinds: Sequence[str], today: date, done: tuple[UUID, str]
) -> dict[str, Any] | None:
    """What stands behind a duty of the same list, by the list's own statement: asked when that one is done. What is due
    comes before what is not yet; behind the last one, and behind what was not on the list, it is the first again. What
    is further off than a week is nobody's next item."""
    mine, level, params = _which(actor, wish, soon=True)
    params |= {
        "county": actor.county_id, "me": actor.post_id, "today": today, "kinds": codes(tuple(wish.kinds)), "listed": codes(tuple(kinds)),
        "place": wish.place(actor), "upto": wish.page * PAGE + 1, "matter": done[0], "key": done[1],
        "soon": days_after(today, 7),
    }
    found = row(_following(mine, level, wish.hidden, wish.post is not None), params)
    return opened(found[0]) if found else None


@lru_cache(maxsize=128)
def _following(mine: str, level: str, hidden: bool, of_post: bool) -> Statement:
    near, listed = _listed(mine, level, hidden, of_post)
    return Statement(_FOLLOWING.format(near=near, listed=listed))


def _listed(mine: str, level: str, hidden: bool, of_post: bool) -> tuple[str, str]:
    """What a list is looked up in, and its rows by their days."""
    put_off = PUT_OFF.format(narrowed=_HERE + (" AND d.post_id = %(post)s" if of_post else ""))
    parts = [small_lists.parts()[1]] if mine else []
    if level:
        parts.append(area_lists.parts(level)[1])
    return (f"{put_off}, {mine}" if mine else put_off), _LISTED_PUT_OFF if hidden else " UNION ALL ".join(parts)


_FOLLOWING = f"""WITH {{near}}, done AS (
  SELECT {WHEN} AS when_on, {MOMENT} AS moment, d.due_on, d.id FROM duties_duty d
  WHERE d.county_id = %(county)s AND d.matter_id = %(matter)s AND d.key = %(key)s
)
SELECT row_to_json(x)::text FROM (
  SELECT {NAMED} FROM (
    SELECT * FROM ({{listed}}) r WHERE r.when_on <= %(soon)s
    ORDER BY r.when_on <= %(today)s DESC, coalesce((r.when_on, r.moment, r.due_on, r.id) > (SELECT when_on, moment, due_on, id FROM done), false) DESC, {ORDER} LIMIT 1
  ) l JOIN duties_duty d ON d.id = l.id LEFT JOIN put_off z ON z.id = d.id) x"""


_HERE = (
    " AND EXISTS (SELECT FROM unnest(%(asked)s::text[], %(asked_end)s::text[]) AS a (lo, hi)"
    " WHERE d.scope_path >= a.lo AND d.scope_path < a.hi)"
)
_HOW_MANY_PUT_OFF = "SELECT z.kind, true, z.until_on, count(*) FROM put_off z GROUP BY 1, 3"
_LISTED_PUT_OFF = "SELECT z.when_on, z.moment, z.due_on, z.id FROM put_off z WHERE z.kind = ANY(%(listed)s)"


@lru_cache(maxsize=128)
def _text(mine: str, level: str, hidden: bool, others: str, whole: bool, of_post: bool, apart: bool) -> Statement:
    parts = [small_lists.parts()] if mine else []
    if level:
        parts.append(area_lists.parts(level, apart=apart))
    counts, _rows, confirm = (" UNION ALL ".join(part) for part in zip(*parts, strict=True))
    near, rows_of = _listed(mine, level, hidden, of_post)
    text = _WORKLIST.format(
        near=near, counts=f"{counts} UNION ALL {_HOW_MANY_PUT_OFF}", listed=rows_of, confirm=confirm, beside=others,
        worker=_WORKER if whole else "", groups=_GROUPS if whole else "NULL",
    )
    return Statement(text)
