"""Hands against load: per town of a county, or per post of a town. Read from sums kept beforehand; nobody is ranked."""

# ruff: noqa: S608  the pieces put into statements are constants of ours

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from guitu.duties.area_lists import DUE_OF_TOWN
from guitu.duties.staffing import card
from guitu.grid.held import held
from guitu.kit.actor import Actor
from guitu.kit.database import Statement, dicts
from guitu.rules.dates import days_after, first_of_month, first_of_year

STAFF = ("social_worker",)  # whose posts are counted as hands
_LAST = "(SELECT max(x.until_on) FROM grid_holding x WHERE x.post_id = p.id AND x.until_on <= %(today)s)"
_POST = "p.county_id = %(county)s AND p.role = ANY(%(staff)s) AND (p.closed_on IS NULL OR p.closed_on > %(today)s)"
_HELD = f"LEFT JOIN grid_holding h ON h.post_id = p.id AND {held('h')}"
_HANDS = f"""SELECT left(p.path, 9) AS town, count(*) AS posts, count(h.id) AS held,
  min({_LAST}) FILTER (WHERE h.id IS NULL) AS since FROM grid_post p {_HELD} WHERE {_POST} GROUP BY 1"""


@cache
def _towns() -> Statement:
    return Statement(
        f"SELECT t.path, t.short AS name, ({card().of_town})::int AS people, d.late, d.oldest, d.week,"
        " coalesce(s.posts, 0) AS posts, coalesce(s.held, 0) AS held, s.since"
        f" FROM grid_area t CROSS JOIN LATERAL ({DUE_OF_TOWN}) d LEFT JOIN ({_HANDS}) s ON s.town = t.path"
        " WHERE t.path >= %(county)s AND t.path < %(county_end)s AND length(t.path) = 9 AND NOT t.is_virtual"
        " AND t.valid_to IS NULL ORDER BY t.path"
    )


@cache
def _posts() -> Statement:
    return Statement(
        f"SELECT p.id, p.title, p.role, b.name AS body, h.name AS holder, coalesce(c.people, 0) AS people, {_LAST} AS since"
        f" FROM grid_post p JOIN grid_body b ON b.id = p.body_id {_HELD}"
        f" LEFT JOIN ({card().of_posts}) c ON c.post_id = p.id"
        f" WHERE {_POST} AND p.path >= %(place)s AND p.path < %(place_end)s ORDER BY b.name, p.title, p.id"
    )


def towns(actor: Actor, kinds: Sequence[str], today: date) -> list[dict[str, Any]]:
    """Every town in the order of its code: people looked after, posts and holders, vacant since, late, due this week."""
    return dicts(_towns(), _values(actor, today) | {"kinds": list(kinds)})


def posts(actor: Actor, today: date) -> list[dict[str, Any]]:
    """The posts of a town with who holds them and how many people each looks after, in the order of their names."""
    return dicts(_posts(), _values(actor, today))


def _values(actor: Actor, today: date) -> dict[str, Any]:
    return {
        "county": actor.county_id, "county_end": actor.county_id + ":", "place": actor.path, "place_end": actor.hi,
        "today": today, "week": days_after(today, 8), "month": first_of_month(today), "year": first_of_year(today),
        "care": list(card().care), "staff": list(STAFF),
    }
