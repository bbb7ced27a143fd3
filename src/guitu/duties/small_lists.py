"""Duties that are few enough to be looked through one by one: of my people, of one post, of a village."""

# ruff: noqa: S608  the pieces put into statements are constants of this module

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from guitu.duties.filters import MOMENT, MY_PART, SHOWN, TRUE_NOW, WHEN, Wish
from guitu.kit.actor import Actor

# Once, and only what is counted and sorted by: what is listed is then read by its id.
MINE = (
    f"mine AS MATERIALIZED (SELECT d.id, d.kind, d.opens_on, d.due_on, {WHEN} AS when_on, {MOMENT} AS moment,"
    f" d.town_path, d.post_id FROM {{where}} AND {TRUE_NOW} AND d.kind = ANY(%(kinds)s))"
)
_COUNTS = (
    "SELECT m.kind, false AS hidden, greatest(least(m.when_on, %(after)s), %(before)s) AS day, count(*) AS n"
    " FROM mine m GROUP BY 1, 2, 3"
)
_ROWS = f"SELECT m.when_on, m.moment, m.due_on, m.id FROM mine m WHERE {SHOWN.format(row='m')} AND m.kind = ANY(%(listed)s)"
_CONFIRM = (
    f"SELECT m.due_on, m.id, m.kind FROM mine m WHERE {SHOWN.format(row='m')} AND m.opens_on <= %(today)s AND m.kind = ANY(%(confirm)s)"
)
LATE = "SELECT {unit} AS unit, count(*) AS overdue FROM mine m WHERE m.when_on < %(today)s GROUP BY 1"


def mine(actor: Actor, wish: Wish, areas: Sequence[str], *, soon: bool = False) -> tuple[str, dict[str, Any]]:
    """The duties of the people assigned, or of the areas; row security says the same, this says it faster. `soon`: only
    what is due by that day, which is looked at before row security is asked."""
    duties, open_here = "duties_duty d", f"d.county_id = %(county)s AND d.state = 'open' AND {MY_PART}"
    params: dict[str, Any] = {}
    if not actor.whole:
        open_here += (
            " AND d.matter_id IN (SELECT a.matter_id FROM matters_part a"
            " WHERE a.post_id = %(me)s AND a.until_on IS NULL AND NOT a.beyond)"
        )
    else:
        duties = (
            "unnest(%(near)s::text[], %(near_end)s::text[]) AS a (lo, hi)"
            " JOIN duties_duty d ON d.scope_path >= a.lo AND d.scope_path < a.hi"
        )
        params |= {"near": list(areas), "near_end": [area + ":" for area in areas]}
    if soon:
        open_here += f" AND {WHEN} <= %(soon)s"
    if wish.post is not None:
        open_here += " AND d.post_id = %(post)s"
    return MINE.format(where=f"{duties} WHERE {open_here}"), params


def parts() -> tuple[str, str, str]:
    """How many, which are listed, what waits to be confirmed."""
    return _COUNTS, _ROWS, _CONFIRM
