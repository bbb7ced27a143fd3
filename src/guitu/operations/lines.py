"""台账, as the auditor reads it: who wrote what, from which post, through which door, when. What was written is not shown."""

# ruff: noqa: S608  the pieces put into statements are constants of this module

from __future__ import annotations

from typing import Any

from guitu.kit.actor import Actor
from guitu.kit.database import dicts, row
from guitu.kit.web import uuid_or_none
from guitu.operations import words
from guitu.operations.asked import Asked, moment
from guitu.operations.looks import OF_POSTS, who

MOST = 10_000  # counted; more are said to be more
_LINES = """SELECT o.*, p.role, p.title, b.name AS body, (SELECT h.name FROM grid_holding h WHERE h.post_id = o.post_id
    AND h.from_on <= o.day AND (h.until_on IS NULL OR h.until_on > o.day) LIMIT 1) AS holder
  FROM (SELECT a.id, a.at, (a.at AT TIME ZONE 'Asia/Shanghai')::date AS day, a.post_id, a.door, a.command, a.object_kind,
      a.object_id, a.matter_id, a.corrects, a.request_id
    FROM ledger_entry a WHERE a.county_id = %(county)s AND a.at >= %(since)s AND a.at < %(until)s{where}{after}
    ORDER BY a.at DESC, a.id DESC LIMIT %(limit)s) o
  LEFT JOIN grid_post p ON p.id = o.post_id LEFT JOIN grid_body b ON b.id = p.body_id ORDER BY o.at DESC, o.id DESC"""
_COUNT = f"""SELECT count(*) FROM (SELECT 1 FROM ledger_entry a WHERE a.county_id = %(county)s AND a.at >= %(since)s
  AND a.at < %(until)s{{where}} LIMIT {MOST + 1}) x"""


def lines(actor: Actor, asked: Asked) -> tuple[list[dict[str, Any]], str]:
    """A page of lines, the newest first, and the end of it."""
    where, params = _narrowed(actor, asked)
    after, params = "", params | {"limit": asked.size + 1}
    at, _bar, id = asked.after.partition("|")
    last, key = moment(at), uuid_or_none(id)
    if last and key:
        after, params = " AND (a.at, a.id) < (%(last)s, %(key)s)", params | {"last": last, "key": key}
    found = dicts(_LINES.format(where=where, after=after), params)
    more = ""
    if len(found) > asked.size:
        found = found[: asked.size]
        more = f"{found[-1]['at'].isoformat()}|{found[-1]['id']}"
    return [_line(one) for one in found], more


def number(actor: Actor, asked: Asked) -> int:
    """How many lines there are of what is asked for; one more than `MOST` where there are more."""
    where, params = _narrowed(actor, asked)
    found = row(_COUNT.format(where=where), params)
    return int(found[0]) if found else 0


def _narrowed(actor: Actor, asked: Asked) -> tuple[str, dict[str, Any]]:
    where, params = "", {"county": actor.county_id, **asked.span}
    if asked.text:
        where, params = where + OF_POSTS, params | {"text": asked.text}
    if asked.post:
        where, params = where + " AND a.post_id = %(post)s", params | {"post": asked.post}
    if asked.file:
        where, params = where + " AND a.matter_id = %(file)s", params | {"file": asked.file}
    if asked.of("only") == "corrections":
        where += " AND a.corrects IS NOT NULL"
    if asked.of("what") in words.DOORS:
        where, params = where + " AND a.door = %(what)s", params | {"what": asked.of("what")}
    return where, params


def _line(one: dict[str, Any]) -> dict[str, Any]:
    return {
        **one,
        "who": who(one),
        "thing": words.thing(one["object_kind"]),
        "door": words.door(one["door"]),
        "number": words.number(one["matter_id"]),
        "changed": words.number(one["corrects"]),
    }
