"""台账, as the auditor reads it: who wrote what, from which post, through which door, when. What was written is not shown."""

# ruff: noqa: S608  the pieces put into statements are constants of this module

from __future__ import annotations

from typing import Any

from guitu.kit.actor import Actor
from guitu.kit.database import dicts
from guitu.kit.web import uuid_or_none
from guitu.operations import words
from guitu.operations.asked import Asked, moment
from guitu.operations.looks import OF_POSTS, who

PAGE = 50
_LINES = f"""SELECT o.*, p.role, p.title, b.name AS body, (SELECT h.name FROM grid_holding h WHERE h.post_id = o.post_id
    AND h.from_on <= o.day AND (h.until_on IS NULL OR h.until_on > o.day) LIMIT 1) AS holder
  FROM (SELECT a.id, a.at, (a.at AT TIME ZONE 'Asia/Shanghai')::date AS day, a.post_id, a.door, a.command, a.object_kind,
      a.object_id, a.matter_id, a.corrects, a.request_id
    FROM ledger_entry a WHERE a.county_id = %(county)s AND a.at >= %(since)s AND a.at < %(until)s{{where}}
    ORDER BY a.at DESC, a.id DESC LIMIT {PAGE + 1}) o
  LEFT JOIN grid_post p ON p.id = o.post_id LEFT JOIN grid_body b ON b.id = p.body_id ORDER BY o.at DESC, o.id DESC"""


def lines(actor: Actor, asked: Asked) -> tuple[list[dict[str, Any]], str]:
    """A page of lines, the newest first, and the end of it."""
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
    at, _bar, id = asked.after.partition("|")
    last, key = moment(at), uuid_or_none(id)
    if last and key:
        where, params = where + " AND (a.at, a.id) < (%(last)s, %(key)s)", params | {"last": last, "key": key}
    found = dicts(_LINES.format(where=where), params)
    more = ""
    if len(found) > PAGE:
        found = found[:PAGE]
        more = f"{found[-1]['at'].isoformat()}|{found[-1]['id']}"
    return [_line(one) for one in found], more


def _line(one: dict[str, Any]) -> dict[str, Any]:
    return {
        **one,
        "who": who(one),
        "thing": words.thing(one["object_kind"]),
        "door": words.door(one["door"]),
        "number": words.number(one["matter_id"]),
        "changed": words.number(one["corrects"]),
    }
