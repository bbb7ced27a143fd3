"""What stands beside the list: my people by state, or who is short of hands."""

# ruff: noqa: S608  the pieces put into statements are constants of this module

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from guitu.duties import area_lists, small_lists
from guitu.duties.filters import Wish
from guitu.grid.held import held
from guitu.grid.summing import LEVELS, standing_until
from guitu.kit.actor import Actor

_STATE = "CASE WHEN c.next_on <= %(today)s THEN c.next_state ELSE c.state END"
# Person by person: told how few they are, the planner would rather read everybody's state.
_MY_PEOPLE = (
    f"(SELECT json_object_agg(s.state, s.n) FROM (SELECT {_STATE} AS state, count(*) AS n"
    " FROM matters_part a CROSS JOIN LATERAL (SELECT c.state, c.next_on, c.next_state FROM casework_current c"
    " WHERE c.person_id = a.matter_id OFFSET 0) c"
    " WHERE a.post_id = %(me)s AND a.until_on IS NULL AND NOT a.beyond GROUP BY 1) s)::text, NULL"
)
# The most overdue first.
_STAFFING = """NULL, (SELECT json_agg(x) FROM (
  SELECT h.unit, h.label, h.people, coalesce(o.overdue, 0) AS overdue FROM ({units}) h
  LEFT JOIN ({late}) o ON o.unit = h.unit
  ORDER BY 4 DESC, h.people DESC, h.unit LIMIT 14) x)::text"""
# The people of a town as the register sums them.
_PEOPLE_OF_TOWN = (
    f"(SELECT coalesce(sum(s.delta), 0) FROM ({standing_until('t.path', '%(today)s')}"
    " UNION ALL SELECT state, delta FROM casework_standingchange"
    " WHERE county_id = %(county)s AND path = t.path AND on_day <= %(today)s) s WHERE s.state = ANY(%(care)s))"
)
_TOWNS = (
    f"SELECT t.path AS unit, t.name AS label, {_PEOPLE_OF_TOWN} AS people{{late}} FROM grid_area t"
    " WHERE t.path >= %(county)s AND t.path < %(county_end)s AND length(t.path) = 9 AND NOT t.is_virtual"
)
_TOWNS_SUMMED = (
    "NULL, (SELECT json_agg(x) FROM ("
    + _TOWNS.format(late=f", {area_lists.LATE_OF_TOWN} AS overdue")
    + " ORDER BY 4 DESC, 3 DESC, 1 LIMIT 14) x)::text"
)
# Begins with the people of the town, by state and place: neither the people nor the posts elsewhere are read.
_POSTS = f"""SELECT p.id AS unit, coalesce((SELECT w.name FROM grid_holding w
    WHERE w.post_id = p.id AND {held("w")} LIMIT 1), '') AS label, coalesce(held.people, 0) AS people
  FROM grid_post p LEFT JOIN (
    SELECT a.post_id, count(*) AS people FROM casework_current c
    JOIN matters_part a ON a.county_id = c.county_id AND a.matter_id = c.person_id
      AND a.part = 'responsible' AND a.until_on IS NULL
    WHERE c.county_id = %(county)s AND c.state = ANY(%(care)s)
      AND c.scope_path >= %(place)s AND c.scope_path < %(place_end)s
    GROUP BY 1) held ON held.post_id = p.id
  WHERE p.county_id = %(county)s AND p.closed_on IS NULL AND (held.people > 0
    OR (p.role = 'social_worker' AND p.path >= %(place)s AND p.path < %(place_end)s))"""


def beside(actor: Actor, wish: Wish, care: Sequence[str]) -> tuple[str, dict[str, Any]]:
    """Two columns, one of them empty. For a county its towns are compared, for a town its posts."""
    if not actor.whole:
        return _MY_PEOPLE, {"me": actor.post_id}
    if wish.group is not None:
        return "NULL, NULL", {}  # hands are short in towns and posts, not in a group of places
    place = wish.place(actor)
    params = {"care": list(care), "place_end": place + ":", "county_end": actor.county_id + ":"}
    of_county, is_summed = len(place) == LEVELS[0], wish.post is None and len(place) in LEVELS
    if of_county and is_summed:
        return _TOWNS_SUMMED, params
    if is_summed:
        return _STAFFING.format(units=_POSTS, late=area_lists.LATE_OF_POSTS), params
    unit = "m.town_path" if of_county else "m.post_id"
    units = _TOWNS.format(late="") if of_county else _POSTS
    return _STAFFING.format(units=units, late=small_lists.LATE.format(unit=unit)), params
