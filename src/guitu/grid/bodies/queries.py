"""单位 as pages read them: with who stands above, and how each is staffed, role by role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import orjson

from guitu.grid.held import held
from guitu.grid.listed import BODIES
from guitu.grid.naming import place_sql
from guitu.kit.actor import Actor
from guitu.kit.database import dicts, row, rows
from guitu.lists.pages import Cut, first_page
from guitu.rules.bodies import Strength, longest_vacancy

Row = dict[str, Any]

FIRST = first_page(BODIES)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the address asks for: words in the name, a kind, a place, only where something is vacant."""

    text: str = ""
    kind: str = ""
    area: str = ""
    only: str = ""  # "" | vacant | ended


# Each post of a body with the day since when nobody holds it: since the last holder left, else since it was set up.
_STRENGTH = f"""
 (SELECT json_agg(json_build_array(coalesce(s.role, e.role), e.approved, coalesce(s.posts, 0), coalesce(s.held, 0), s.since))
  FROM (SELECT p.role, count(*) AS posts, count(*) FILTER (WHERE x.is_held) AS held,
          json_agg(x.since) FILTER (WHERE NOT x.is_held) AS since
        FROM grid_post p CROSS JOIN LATERAL (SELECT
            EXISTS (SELECT 1 FROM grid_holding h WHERE h.post_id = p.id AND {held("h")}) AS is_held,
            coalesce((SELECT max(h.until_on) FROM grid_holding h WHERE h.post_id = p.id AND h.until_on <= %(today)s), p.from_on) AS since) x
        WHERE p.body_id = b.id AND (p.closed_on IS NULL OR p.closed_on > %(today)s) GROUP BY p.role) s
  FULL JOIN (SELECT DISTINCT ON (q.role) q.role, q.approved FROM grid_establishment q
        WHERE q.body_id = b.id AND q.from_on <= %(today)s ORDER BY q.role, q.from_on DESC, q.said_at DESC) e ON e.role = s.role)::text
"""  # noqa: S608  ours
_SQL = f"""
SELECT b.id, b.kind, b.name, b.path, b.rank, b.from_on, b.until_on, b.parent_id, u.name AS parent,
  {place_sql("b.path")} AS place, {_STRENGTH} AS strength, count(*) OVER () AS total
FROM grid_body b LEFT JOIN grid_body u ON u.id = b.parent_id
WHERE b.county_id = %(county)s AND b.path >= %(lo)s AND b.path < %(hi)s
"""  # noqa: S608  ours
_THERE = " AND (b.until_on IS NULL OR b.until_on > %(today)s)"
# A body is short when a post is vacant, or when fewer are held than approved.
_SHORT = f"""
 AND (EXISTS (SELECT 1 FROM grid_post p WHERE p.body_id = b.id AND (p.closed_on IS NULL OR p.closed_on > %(today)s)
        AND NOT EXISTS (SELECT 1 FROM grid_holding h WHERE h.post_id = p.id AND {held("h")}))
   OR EXISTS (SELECT 1 FROM (SELECT DISTINCT ON (q.role) q.role, q.approved FROM grid_establishment q
        WHERE q.body_id = b.id AND q.from_on <= %(today)s ORDER BY q.role, q.from_on DESC, q.said_at DESC) e
        WHERE e.approved > (SELECT count(*) FROM grid_post p JOIN grid_holding h ON h.post_id = p.id AND {held("h")}
          WHERE p.body_id = b.id AND p.role = e.role)))
"""  # noqa: S608  ours


def bodies(actor: Actor, wish: Wish, on: date, cut: Cut = FIRST) -> list[Row]:
    """The bodies of one's area on a day, each with how it is staffed. One query."""
    low = wish.area or actor.path
    sql = _SQL + (" AND b.until_on <= %(today)s" if wish.only == "ended" else _THERE)
    sql += " AND strpos(b.name, %(text)s) > 0" if wish.text else ""
    sql += " AND b.kind = %(kind)s" if wish.kind else ""
    sql += _SHORT if wish.only == "vacant" else ""
    found = dicts(
        f"{sql} ORDER BY {cut.order} LIMIT %(limit)s OFFSET %(offset)s",
        {"county": actor.county_id, "lo": low, "hi": low + ":", "today": on, "text": wish.text, "kind": wish.kind,
         "limit": cut.limit, "offset": cut.offset},
    )
    return [_with_strength(one, on) for one in found]


def body(actor: Actor, body_id: UUID, on: date) -> Row | None:
    found = dicts(
        _SQL + " AND b.id = %(body)s",
        {"county": actor.county_id, "lo": actor.lo, "hi": actor.hi, "today": on, "body": body_id},
    )
    return _with_strength(found[0], on) if found else None


def _with_strength(found: Row, on: date) -> Row:
    roles: dict[str, Strength] = {}
    for role, approved, posts, holders, since in orjson.loads(found.pop("strength") or "[]"):
        days = [date.fromisoformat(day) if day else None for day in since or ()]
        roles[role] = Strength(approved, posts, holders, longest_vacancy(days, on))
    return {**found, "roles": roles, **_summed(roles)}


def _summed(roles: Mapping[str, Strength]) -> Row:
    each = roles.values()
    known = [one.approved for one in each if one.approved is not None]
    # a part of the roles is no sum to hold against all that are held
    return {
        "approved": sum(known) if known and len(known) == len(roles) else None, "held": sum(one.held for one in each),
        "vacant": sum(one.vacant for one in each),
        "longest": max((one.longest for one in each if one.longest is not None), default=None),
    }


def posts_of(body_id: UUID, on: date) -> list[Row]:
    """The posts of a body that are there, with who holds each, and for how long nobody does."""
    return dicts(
        f"SELECT p.id, p.role, p.title, p.path, p.from_on, p.closed_on, {place_sql('p.path')} AS place, g.name AS area_group,"  # noqa: S608
        " h.name AS holder, h.from_on AS held_from, h.natural_person_id,"
        " coalesce((SELECT max(x.until_on) FROM grid_holding x WHERE x.post_id = p.id AND x.until_on <= %(today)s), p.from_on) AS since"
        " FROM grid_post p LEFT JOIN grid_areagroup g ON g.id = p.area_group_id"
        f" LEFT JOIN grid_holding h ON h.post_id = p.id AND {held('h')}"
        " WHERE p.body_id = %(body)s AND (p.closed_on IS NULL OR p.closed_on > %(today)s) ORDER BY p.path, p.role, p.title, p.id",
        {"body": body_id, "today": on},
    )


def lines_of(body_id: UUID) -> list[Row]:
    """The approved numbers of a body, every line that was ever said, the newest first."""
    return dicts(
        "SELECT role, approved, from_on, said_at FROM grid_establishment WHERE body_id = %s ORDER BY said_at DESC LIMIT 30",
        [body_id],
    )


def parents(actor: Actor, on: date, but: UUID | None = None) -> list[tuple[str, str]]:
    """Bodies that may stand above: of the county, and of one's own area above the village; with the place of a town's."""
    found = rows(
        "SELECT b.id, b.name FROM grid_body b WHERE b.county_id = %s AND (b.until_on IS NULL OR b.until_on > %s)"
        " AND (length(b.path) = 6 OR b.path >= %s AND b.path < %s AND length(b.path) <= 9) AND b.id IS DISTINCT FROM %s"
        " ORDER BY length(b.path), b.path, b.kind, b.name",
        [actor.county_id, on, actor.lo, actor.hi, but],
    )
    return [(str(id), name) for id, name in found]


def all_bodies(actor: Actor, on: date) -> list[Row]:
    """Every body of one's area that is there, for a sheet."""
    return dicts(
        "SELECT b.id, b.kind, b.name, b.path, b.rank, b.from_on, b.parent_id FROM grid_body b WHERE b.county_id = %s"
        " AND b.path >= %s AND b.path < %s AND (b.until_on IS NULL OR b.until_on > %s) ORDER BY length(b.path), b.path, b.kind, b.name",
        [actor.county_id, actor.lo, actor.hi, on],
    )


def all_parents(actor: Actor, on: date) -> list[tuple[UUID, str, str]]:
    """Every body that may stand above one of this area, with its place: of the county, and of one's own area."""
    return rows(
        "SELECT b.id, b.name, b.path FROM grid_body b WHERE b.county_id = %s AND (b.until_on IS NULL OR b.until_on > %s)"
        " AND (length(b.path) = 6 OR b.path >= %s AND b.path < %s) ORDER BY length(b.path), b.path, b.kind, b.name",
        [actor.county_id, on, actor.lo, actor.hi],
    )


def kinds_in_use(actor: Actor) -> dict[str, int]:
    return dict(
        rows(
            "SELECT kind, count(*) FROM grid_body WHERE county_id = %s AND path >= %s AND path < %s AND until_on IS NULL GROUP BY kind",
            [actor.county_id, actor.lo, actor.hi],
        )
    )


def standing_place(actor: Actor, path: str) -> bool:
    """Whether this is an area that stands today inside one's own; the county itself is one."""
    found = row(
        "SELECT 1 FROM grid_area WHERE path = %s AND path >= %s AND path < %s AND NOT is_virtual AND valid_to IS NULL"
        " AND length(path) >= 6",
        [path, actor.lo, actor.hi],
    )
    return found is not None


def bodies_holding(actor: Actor, path: str, on: date) -> list[tuple[UUID, str, str]]:
    """Bodies of one's area whose place holds another: a post over that may stand at each of them."""
    return rows(
        "SELECT b.id, b.name, b.path FROM grid_body b WHERE b.county_id = %s AND b.path >= %s AND b.path < %s"
        " AND starts_with(%s, b.path) AND (b.until_on IS NULL OR b.until_on > %s) ORDER BY length(b.path) DESC, b.kind, b.name",
        [actor.county_id, actor.lo, actor.hi, path, on],
    )


def bodies_inside(actor: Actor, on: date) -> list[tuple[str, str]]:
    """The bodies of one's area that are there, to choose from."""
    found = rows(
        "SELECT b.id, b.name FROM grid_body b WHERE b.county_id = %s AND b.path >= %s AND b.path < %s"
        " AND (b.until_on IS NULL OR b.until_on > %s) ORDER BY length(b.path), b.path, b.kind, b.name",
        [actor.county_id, actor.lo, actor.hi, on],
    )
    return [(str(id), name) for id, name in found]
