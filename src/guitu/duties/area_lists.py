"""Duties of towns and counties: counted from sums kept beforehand, the first of them found by their index.

Nothing here grows with the people of a county: a sum is read per kind and day, a list per kind and row shown. Changes
that are not in the cells yet are added in the same statement, so that the sums are exact at every moment (ADR 0026).
"""

# ruff: noqa: S608  the pieces put into statements are constants of this module

from __future__ import annotations

from guitu.duties.filters import MOMENT, MY_PART, SHOWN, TRUE_NOW, WHEN

_CELLS = (
    "SELECT c.kind, c.begins_on AS day, c.n FROM duties_dutycell c WHERE c.county_id = %(county)s"
    " AND c.path = {path} AND c.kind = ANY(%(kinds)s) AND c.from_on <= %(today)s"
)
_NOTED = (
    "duties_dutychange g, duties_entries(g.kind, g.opens_on, g.planned_on, g.due_on) e"
    " WHERE g.county_id = %(county)s AND g.kind = ANY(%(kinds)s) AND e.from_on <= %(today)s"
)
# Whole months that are past, then day by day.
_COUNTS = (
    "SELECT s.kind, false AS hidden, greatest(least(s.day, %(after)s), %(before)s) AS day, sum(s.n) AS n FROM ("
    "SELECT c.* FROM {cells} CROSS JOIN LATERAL ("
    + _CELLS.format(path="p.path") + " AND c.span = 'month' AND c.begins_on < %(month)s UNION ALL "
    + _CELLS.format(path="p.path") + " AND c.span = 'day' AND c.begins_on >= %(month)s) c"
    f" UNION ALL SELECT g.kind, e.on_day, e.n * g.n FROM {_NOTED}{{noted}}"
    ") s GROUP BY 1, 2, 3 HAVING sum(s.n) <> 0"
)
# The cells of a compartment that the post does not see whole are not its to read: of its own matters there, few, the
# duties themselves are counted.
_OWN_COUNTS = (
    f" UNION ALL SELECT d.kind, false, greatest(least({WHEN}, %(after)s), %(before)s), count(*) FROM duties_duty d"
    f" WHERE d.county_id = %(county)s{{own}} AND d.state = 'open' AND {TRUE_NOW} AND d.kind = ANY(%(kinds)s)"
    f" AND {MY_PART} AND d.compartment = ANY(%(apart)s) AND d.matter_id = ANY(ARRAY(SELECT p.matter_id FROM matters_part p"
    " WHERE p.post_id = %(me)s AND p.until_on IS NULL)) GROUP BY 1, 3"
)
LATE_OF_TOWN = (
    "(SELECT coalesce(sum(s.n), 0) FROM ("
    + _CELLS.format(path="t.path") + " AND c.span = 'month' AND c.begins_on < %(month)s UNION ALL "
    + _CELLS.format(path="t.path") + " AND c.span = 'day'"
    " AND c.begins_on >= %(month)s AND c.begins_on < %(today)s"
    f" UNION ALL SELECT g.kind, e.on_day, e.n * g.n FROM {_NOTED} AND g.town_path = t.path"
    " AND e.on_day < %(today)s) s)"
)

# What is past its day in a town, since when (days of this month, else the month), and what falls due until `week`.
DUE_OF_TOWN = (
    "SELECT coalesce(sum(x.n) FILTER (WHERE x.day < %(today)s), 0)::int AS late,"
    " min(x.day) FILTER (WHERE x.day < %(today)s AND x.n > 0) AS oldest,"
    " coalesce(sum(x.n) FILTER (WHERE x.day >= %(today)s), 0)::int AS week FROM (SELECT s.day, sum(s.n) AS n FROM ("
    + _CELLS.format(path="t.path") + " AND c.span = 'month' AND c.begins_on < %(month)s UNION ALL "
    + _CELLS.format(path="t.path") + " AND c.span = 'day' AND c.begins_on >= %(month)s AND c.begins_on < %(week)s"
    " UNION ALL SELECT g.kind, CASE WHEN e.on_day < %(month)s THEN date_trunc('month', e.on_day::timestamp)::date"
    f" ELSE e.on_day END, e.n * g.n FROM {_NOTED} AND g.town_path = t.path AND e.on_day < %(week)s) s GROUP BY s.day) x"
)
_OPEN = f"duties_duty d WHERE d.county_id = %(county)s AND {{within}} d.state = 'open' AND {TRUE_NOW}"
_MOVES = "(d.planned_on > d.opens_on AND NOT (d.planned_on = d.due_on))"  # as the conditions of the indexes say
_PLAIN = f"{_OPEN} AND NOT {_MOVES}"
_FIXED = f"{_OPEN} AND {_MOVES}"
_SHOWN = SHOWN.format(row="d")
_SELECT = f"SELECT {WHEN} AS when_on, {MOMENT} AS moment, d.due_on, d.id FROM "
_BY_KIND = "SELECT d.* FROM {places} unnest(%(listed)s::text[]) AS k (kind) CROSS JOIN LATERAL ("
# As many of each kind as the page could show, in the order of their index; among these are the first of all. A fixed
# day that is past counts no more, then it is the last day: of these there are few, as of what is due within minutes.
_ROWS = (
    f"{_BY_KIND}{_SELECT}{_PLAIN} AND {_SHOWN} AND d.kind = k.kind AND d.due_at IS NULL ORDER BY d.due_on, d.id LIMIT %(upto)s) d"
    f" UNION ALL {_BY_KIND}{_SELECT}{_FIXED} AND {_SHOWN} AND d.kind = k.kind AND d.planned_on >= %(today)s"
    " ORDER BY d.planned_on, d.due_on, d.id LIMIT %(upto)s) d"
    f" UNION ALL {_SELECT}{{places}} {_FIXED} AND {_SHOWN} AND d.kind = ANY(%(listed)s) AND d.planned_on < %(today)s"
    f" UNION ALL {_SELECT}{{places}} {_PLAIN} AND {_SHOWN} AND d.kind = ANY(%(listed)s) AND d.due_at IS NOT NULL AND {MY_PART}"
)
_WAITING = "SELECT d.due_on, d.id, d.kind FROM "
_CONFIRM = (
    "SELECT d.* FROM {places} unnest(%(confirm)s::text[]) AS k (kind) CROSS JOIN LATERAL ("
    f"{_WAITING}{_PLAIN} AND {_SHOWN} AND d.kind = k.kind AND d.opens_on <= %(today)s ORDER BY d.due_on, d.id LIMIT 5) d"
    f" UNION ALL {_WAITING}{{places}} {_FIXED} AND {_SHOWN} AND d.kind = ANY(%(confirm)s) AND d.opens_on <= %(today)s"
)
LATE_OF_POSTS = (
    "SELECT d.post_id AS unit, count(*) AS overdue FROM ("
    f"SELECT d.post_id FROM {_PLAIN} AND d.kind = ANY(%(kinds)s) AND d.due_on < %(today)s"
    f" UNION ALL SELECT d.post_id FROM {_FIXED} AND d.kind = ANY(%(kinds)s) AND d.planned_on < %(today)s"
    " AND d.due_on < %(today)s) d GROUP BY 1"
).format(within="d.town_path = %(place)s AND")


_COUNTY = {"places": "", "within": "", "cells": "(SELECT %(county)s AS path) AS p", "noted": "", "own": ""}
_TOWNS = {
    "places": "unnest(%(towns)s::text[]) AS p (path) CROSS JOIN",
    "within": "d.town_path = p.path AND",
    "cells": "unnest(%(towns)s::text[]) AS p (path)",
    "noted": " AND g.town_path = ANY(%(towns)s)",
    "own": " AND d.town_path = ANY(%(towns)s)",
}


def parts(level: str, *, apart: bool = False) -> tuple[str, str, str]:
    """How many, which are listed, what waits to be confirmed; of the county or of some towns. `apart`: there are
    compartments of which the post does not see the area whole."""
    at = _COUNTY if level == "county" else _TOWNS
    return (_COUNTS + (_OWN_COUNTS if apart else "")).format(**at), _ROWS.format(**at), _CONFIRM.format(**at)
