"""队伍 as pages read it: who is there, with certificates, posts held by the same human being, and what expires soon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import orjson

from guitu.grid.held import held
from guitu.grid.listed import STAFF
from guitu.grid.roles import ROLES
from guitu.grid.staff.commands import DETAILS
from guitu.kit.actor import Actor
from guitu.kit.crypto import readable, unreadable_word
from guitu.kit.database import dicts
from guitu.lists.pages import Cut, first_page

Row = dict[str, Any]

FIRST = first_page(STAFF)


@dataclass(frozen=True, slots=True)
class Wish:
    kind: str = ""
    only: str = ""  # "" | expiring | ended


# Posts of the same human being, whichever account they hang on.
_SQL = f"""
SELECT s.id, s.kind, s.from_on, s.until_on, s.certificate_until, s.details, s.version, s.body_id, b.name AS body,
  (SELECT json_agg(json_build_array(p.role, p.title) ORDER BY p.path, p.role) FROM grid_holding h JOIN grid_post p ON p.id = h.post_id
    WHERE h.natural_person_id = s.natural_person_id AND {held("h")})::text AS posts,
  EXISTS (SELECT 1 FROM grid_account a WHERE a.natural_person_id = s.natural_person_id AND a.is_active) AS has_account,
  count(*) OVER () AS total, count(*) FILTER (WHERE s.certificate_until <= %(warn)s) OVER () AS expiring
FROM grid_staff s JOIN grid_body b ON b.id = s.body_id WHERE s.path >= %(lo)s AND s.path < %(hi)s
"""  # noqa: S608  ours


def staff(actor: Actor, wish: Wish, on: date, warn: date, cut: Cut = FIRST) -> list[Row]:
    """The staff of one's area on a day. `warn`: a certificate that ends by then, or has ended, expires soon."""
    there = " AND (s.until_on IS NULL OR s.until_on > %(today)s)"
    sql = _SQL + (" AND s.until_on <= %(today)s" if wish.only == "ended" else there)
    sql += " AND s.kind = %(kind)s" if wish.kind else ""
    sql += " AND s.certificate_until <= %(warn)s" if wish.only == "expiring" else ""
    order = "s.certificate_until, " if wish.only == "expiring" and cut.order == STAFF.order else ""
    found = dicts(
        f"{sql} ORDER BY {order}{cut.order} LIMIT %(limit)s OFFSET %(offset)s",
        {"lo": actor.lo, "hi": actor.hi, "today": on, "warn": warn, "kind": wish.kind, "limit": cut.limit,
         "offset": cut.offset},
    )
    return [_opened(one) for one in found]


def everybody(actor: Actor, on: date) -> list[Row]:
    """All of one's area who are there, for a sheet."""
    found = dicts(
        f"{_SQL} AND (s.until_on IS NULL OR s.until_on > %(today)s) ORDER BY s.path, b.name, s.kind, s.from_on, s.id",
        {"lo": actor.lo, "hi": actor.hi, "today": on, "warn": on},
    )
    return [_opened(one) for one in found]


def one(actor: Actor, staff_id: UUID, on: date) -> Row | None:
    found = dicts(_SQL + " AND s.id = %(staff)s", {"lo": actor.lo, "hi": actor.hi, "today": on, "warn": on, "staff": staff_id})
    return _opened(found[0]) if found else None


def _opened(found: Row) -> Row:
    text = readable(DETAILS, found["id"], found.pop("details"))
    details = orjson.loads(text) if text else {"name": unreadable_word(), "certificate": "", "no": "", "issuer": "", "source": ""}
    posts = [ROLES[role].called(title) if role in ROLES else title for role, title in orjson.loads(found.pop("posts") or "[]")]
    return {**found, **details, "posts": posts}
