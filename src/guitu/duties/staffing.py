"""What stands beside the list: my people by state, or who is short of hands. Who is looked after, a context declares."""

# ruff: noqa: S608  the pieces put into statements are constants of ours

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from guitu.duties import area_lists, small_lists
from guitu.duties.filters import Wish
from guitu.grid.held import held
from guitu.grid.summing import LEVELS
from guitu.kit.actor import Actor
from guitu.kit.declarations import SideCard
from guitu.kit.registry import Registry

CARDS: Registry[SideCard] = Registry("cards beside the worklist")


def card() -> SideCard:
    """The one there is: of the people looked after."""
    (found,) = CARDS.values()
    return found


@cache
def _my_people() -> str:
    return f"(SELECT json_object_agg(s.state, s.n) FROM ({card().mine}) s)::text, NULL"


# In the order of places and names: a list of who is latest would be a ranking (product.md).
_STAFFING = """NULL, (SELECT json_agg(x) FROM (
  SELECT h.unit, h.label, h.people, coalesce(o.overdue, 0) AS overdue FROM ({units}) h
  LEFT JOIN ({late}) o ON o.unit = h.unit
  ORDER BY h.label, h.unit LIMIT 14) x)::text"""


@cache
def _towns(late: str = "") -> str:
    return (
        f"SELECT t.path AS unit, t.name AS label, ({card().of_town}) AS people{late} FROM grid_area t"
        " WHERE t.path >= %(county)s AND t.path < %(county_end)s AND length(t.path) = 9 AND NOT t.is_virtual AND t.valid_to IS NULL"
    )


@cache
def _towns_summed() -> str:
    towns = _towns(f", {area_lists.LATE_OF_TOWN} AS overdue")
    return f"NULL, (SELECT json_agg(x) FROM ({towns} ORDER BY 1 LIMIT 14) x)::text"


@cache
def _posts() -> str:
    return f"""SELECT p.id AS unit, coalesce((SELECT w.name FROM grid_holding w
    WHERE w.post_id = p.id AND {held("w")} LIMIT 1), '') AS label, coalesce(held.people, 0) AS people
  FROM grid_post p LEFT JOIN ({card().of_posts}) held ON held.post_id = p.id
  WHERE p.county_id = %(county)s AND p.closed_on IS NULL AND (held.people > 0
    OR (p.role = 'social_worker' AND p.path >= %(place)s AND p.path < %(place_end)s))"""


def beside(actor: Actor, wish: Wish, care: Sequence[str]) -> tuple[str, dict[str, Any]]:
    """Two columns, one of them empty. For a county its towns are compared, for a town its posts."""
    if not actor.whole:
        return _my_people(), {"me": actor.post_id}
    if wish.group is not None or wish.alone:
        return "NULL, NULL", {}  # hands are short in towns and posts, not in a group of places
    place = wish.place(actor)
    params = {"care": list(care), "place_end": place + ":", "county_end": actor.county_id + ":"}
    of_county, is_summed = len(place) == LEVELS[0], wish.post is None and len(place) in LEVELS
    if of_county and is_summed:
        return _towns_summed(), params
    if is_summed:
        return _STAFFING.format(units=_posts(), late=area_lists.LATE_OF_POSTS), params
    unit = "m.town_path" if of_county else "m.post_id"
    units = _towns() if of_county else _posts()
    return _STAFFING.format(units=units, late=small_lists.LATE.format(unit=unit)), params
