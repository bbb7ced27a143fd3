"""Posts of an area with who holds them; a vacancy has a name and a length."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from guitu.grid.areas import TOWN, VILLAGE, units_inside
from guitu.grid.held import held
from guitu.grid.listed import POSTS
from guitu.grid.naming import PLACE, place_join
from guitu.grid.roles import ROLES
from guitu.kit.actor import Actor
from guitu.kit.database import dicts, rows
from guitu.lists.pages import Cut, first_page

MOST_WORDS = 5

FIRST = first_page(POSTS)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the address asks for: words that must all be found, a role, a place, only vacant ones."""

    text: str = ""
    role: str = ""
    area: str = ""
    only: str = ""


def wish_of(query: Mapping[str, str], actor: Actor) -> Wish:
    """What a query asks for; anything odd in it asks for nothing."""
    area, role = query.get("area", ""), query.get("role", "")
    return Wish(
        text=query.get("q", "").strip()[:60],
        role=role if role in ROLES else "",
        area=area if area.isdigit() and len(area) in (9, 12) and area.startswith(actor.path) else "",
        only="vacant" if query.get("only") == "vacant" else "",
    )


_FROM = f"""FROM grid_post p JOIN grid_body b ON b.id = p.body_id
 {place_join("p.path")} LEFT JOIN grid_area t ON t.path = left(p.path, 9)
 LEFT JOIN grid_holding h ON h.post_id = p.id AND h.from_on <= %(on)s AND (h.until_on IS NULL OR h.until_on > %(on)s)
 WHERE p.path >= %(lo)s AND p.path < %(hi)s AND (p.closed_on IS NULL OR p.closed_on > %(on)s)
  AND p.role <> 'system' AND (%(only)s <> 'vacant' OR h.id IS NULL) AND (%(role)s = '' OR p.role = %(role)s)"""


def posts(path: str, on: date, wish: Wish, cut: Cut = FIRST) -> list[dict[str, Any]]:
    """Posts at and below a path on a day, vacant ones with the day since when. One query. Every word of the
    text is part of the holder's name, the office, the post, its role or the place."""
    found, asked = _narrowed(path, wish, on)
    return dicts(
        "SELECT p.id, p.role, p.title, p.path, b.name AS body, h.name AS holder, h.from_on, h.account_id, h.natural_person_id,"  # noqa: S608  words are parameters
        " coalesce((SELECT max(x.until_on) FROM grid_holding x WHERE x.post_id = p.id AND x.until_on <= %(on)s), NULL) AS since,"
        f" count(*) OVER () AS total {_FROM}{found} ORDER BY {cut.order} LIMIT %(limit)s OFFSET %(offset)s",
        {**asked, "limit": cut.limit, "offset": cut.offset},
    )


def ids(actor: Actor, wish: Wish, on: date, most: int) -> list[UUID]:
    """All that are found, in their usual order, up to so many."""
    found, asked = _narrowed(actor.path, wish, on)
    sql = f"SELECT p.id {_FROM}{found} ORDER BY {POSTS.order} LIMIT {most:d}"
    return [post for (post,) in rows(sql, asked)]


def _narrowed(path: str, wish: Wish, on: date) -> tuple[str, dict[str, Any]]:
    words = wish.text.split()[:MOST_WORDS]
    asked: dict[str, Any] = {f"word_{n}": word for n, word in enumerate(words)}
    asked |= {f"roles_{n}": _roles_called(word) for n, word in enumerate(words)}
    found = "".join(
        f" AND (strpos(concat_ws(' ', h.name, b.name, p.title, t.short, {PLACE}), %(word_{n})s) > 0"
        f" OR p.role = ANY(%(roles_{n})s))"
        for n in range(len(words))
    )
    low = wish.area or path
    return found, {"lo": low, "hi": low + ":", "on": on, "only": wish.only, "role": wish.role, **asked}


def _roles_called(word: str) -> list[str]:
    """Roles by a part of their word, in the reader's language or in Chinese."""
    return [code for code, role in ROLES.items() if word in role.label or word.lower() in role.word.lower()]


def places(path: str) -> list[tuple[str, str]]:
    """The towns of a county, or the villages of a town, to choose from."""
    return units_inside(path, TOWN if len(path) < TOWN else VILLAGE) if len(path) < VILLAGE else []


def staffing(path: str, on: date) -> list[dict[str, Any]]:
    """Per role: how many posts there are, and how many are held."""
    return dicts(
        "SELECT p.role, count(*) AS posts, count(h.id) AS held FROM grid_post p"
        " LEFT JOIN grid_holding h ON h.post_id = p.id AND h.from_on <= %(on)s AND (h.until_on IS NULL OR h.until_on > %(on)s)"
        " WHERE p.path >= %(lo)s AND p.path < %(hi)s AND (p.closed_on IS NULL OR p.closed_on > %(on)s) AND p.role <> 'system'"
        " GROUP BY p.role ORDER BY count(*) DESC",
        {"lo": path, "hi": path + ":", "on": on},
    )


def post(post_id: object, on: date) -> dict[str, Any] | None:
    found = dicts(
        "SELECT p.id, p.role, p.title, p.path, b.name AS body, h.name AS holder, h.from_on FROM grid_post p"
        " JOIN grid_body b ON b.id = p.body_id LEFT JOIN grid_holding h ON h.post_id = p.id AND h.from_on <= %s"
        " AND (h.until_on IS NULL OR h.until_on > %s) WHERE p.id = %s",
        [on, on, post_id],
    )
    return found[0] if found else None


def all_posts(actor: Actor, on: date) -> list[dict[str, Any]]:
    """Every post of one's area that is there with who holds it, for a sheet."""
    return dicts(
        "SELECT p.id, p.body_id, p.role, p.title, p.path, p.area_group_id, p.from_on, h.name AS holder FROM grid_post p"  # noqa: S608  ours
        f" LEFT JOIN grid_holding h ON h.post_id = p.id AND {held('h', '%(on)s')} WHERE p.path >= %(lo)s AND p.path < %(hi)s"
        " AND (p.closed_on IS NULL OR p.closed_on > %(on)s) AND p.role <> 'system' ORDER BY p.path, p.role, p.title, p.id",
        {"lo": actor.lo, "hi": actor.hi, "on": on},
    )


def to_act_from(county: str, area: str, role: str, on: date, *, vacant: bool) -> list[dict[str, Any]]:
    """Every post of a county at and below an area, for who runs the server: which there are to act from."""
    return dicts(
        "SELECT p.id, p.role, p.path AS area, b.name AS body, p.title, h.name AS holder, h.from_on AS since FROM grid_post p"  # noqa: S608  ours
        f" JOIN grid_body b ON b.id = p.body_id LEFT JOIN grid_holding h ON h.post_id = p.id AND {held('h')}"
        " WHERE p.county_id = %(county)s AND starts_with(p.path, %(area)s) AND (%(role)s = '' OR p.role = %(role)s)"
        " AND (p.closed_on IS NULL OR p.closed_on > %(today)s) AND (%(vacant)s OR h.id IS NOT NULL)"
        " ORDER BY p.path, p.role, b.name, p.title, p.id",
        {"county": county, "area": area, "role": role, "today": on, "vacant": vacant},
    )
