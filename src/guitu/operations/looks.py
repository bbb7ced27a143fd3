"""谁看过, as the auditor reads it: a line per post, day and purpose, and the single looks of one. Never a name of anybody
in care: a file stands under its number."""

# ruff: noqa: S608  the pieces put into statements are constants of this module

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import orjson
from django.utils.translation import gettext as _

from guitu.grid.roles import ROLES
from guitu.kit.actor import Actor
from guitu.kit.crypto import blind, shown
from guitu.kit.database import dicts, row, rows
from guitu.kit.web import uuid_or_none
from guitu.operations import words
from guitu.operations.asked import Asked, moment
from guitu.rules.identifiers import check_id_number, plain_number

PAGE = 50
_DAY = "(a.at AT TIME ZONE 'Asia/Shanghai')::date"
_HOUR = "extract(hour FROM a.at AT TIME ZONE 'Asia/Shanghai')"
NIGHT = (22, 6)  # from, until: hours that no office keeps (guitu.default)
_NIGHT = f"({_HOUR} >= {NIGHT[0]} OR {_HOUR} < {NIGHT[1]})"
_CALLED = (
    "grid_post p JOIN grid_body b ON b.id = p.body_id LEFT JOIN grid_holding h ON h.post_id = p.id"
    " AND h.from_on <= {day} AND (h.until_on IS NULL OR h.until_on > {day})"
)
OF_POSTS = (  # rows of a log whose post, body or holder is called so; the log under the name `a`
    " AND a.post_id IN (SELECT p.id FROM grid_post p JOIN grid_body b ON b.id = p.body_id LEFT JOIN grid_holding h"
    " ON h.post_id = p.id WHERE strpos(concat_ws(' ', b.name, p.title, h.name), %(text)s) > 0)"
)
_OUTER = {"": "", "refused": " WHERE g.outcome = 'denied'", "night": " WHERE g.at_night > 0"}
_GROUPED = f"""WITH g AS MATERIALIZED (
  SELECT {_DAY} AS day, a.post_id, a.action, a.purpose, a.outcome, max(a.at) AS last_at, count(*) AS n,
    count(DISTINCT a.person_id) AS people, count(*) FILTER (WHERE {_NIGHT}) AS at_night
  FROM people_access a WHERE a.county_id = %(county)s AND a.at >= %(since)s AND a.at < %(until)s{{where}}
  GROUP BY 1, 2, 3, 4, 5),
page AS (SELECT * FROM g{{outer}}{{after}} ORDER BY last_at DESC, post_id DESC, action DESC, purpose DESC LIMIT %(limit)s)
SELECT (SELECT json_agg(x) FROM (SELECT o.*, p.role, p.title, b.name AS body,
    (SELECT h.name FROM grid_holding h WHERE h.post_id = o.post_id AND h.from_on <= o.day
      AND (h.until_on IS NULL OR h.until_on > o.day) LIMIT 1) AS holder
    FROM page o LEFT JOIN grid_post p ON p.id = o.post_id LEFT JOIN grid_body b ON b.id = p.body_id
    ORDER BY o.last_at DESC, o.post_id DESC, o.action DESC, o.purpose DESC) x)::text,
  (SELECT count(*) FROM g{{outer}}), (SELECT coalesce(sum(n), 0)::int FROM g{{outer}}),
  (SELECT coalesce(sum(n), 0)::int FROM g WHERE outcome = 'denied'), (SELECT coalesce(sum(at_night), 0)::int FROM g)"""
_SINGLE = f"""SELECT a.id, a.at, a.person_id, a.classes, a.purpose, a.words, a.action, a.outcome, a.request_id, a.detail::text
  FROM people_access a WHERE a.county_id = %(county)s AND a.post_id = %(post)s AND a.at >= %(since)s AND a.at < %(until)s
  AND a.action = %(action)s AND a.purpose = %(purpose)s AND a.outcome = %(outcome)s{{after}}
  ORDER BY a.at DESC, a.id DESC LIMIT {PAGE + 1}"""


@dataclass(frozen=True, slots=True)
class Looks:
    """One page of lines; how many lines and looks there are of what is asked for, and of all how many were refused and
    how many at night."""

    lines: list[dict[str, Any]]
    number: int
    looks: int
    refused: int
    at_night: int
    next: str  # the end of this page; empty on the last


def looks(actor: Actor, asked: Asked, people: list[UUID] | None) -> Looks:
    """A page of grouped lines. `people`: only looks at these; None: at anybody."""
    where, params = _where(actor, asked, people)
    params |= {"limit": asked.size + 1}
    only = asked.of("only") if asked.of("only") in _OUTER else ""
    last = _end(asked.after)
    after = ""
    if last:
        after = (" AND" if _OUTER[only] else " WHERE") + " (last_at, post_id, action, purpose) < (%(at)s, %(of)s, %(did)s, %(why)s)"
        params |= last
    found = row(_GROUPED.format(where=where, outer=_OUTER[only], after=after), params)
    text, number, total, refused, at_night = found or ("[]", 0, 0, 0, 0)
    listed = orjson.loads(text or "[]")
    more = ""
    if len(listed) > asked.size:
        listed = listed[: asked.size]
        end = listed[-1]
        more = "|".join((end["last_at"], end["post_id"], end["action"], end["purpose"]))
    return Looks([_line(one) for one in listed], number, total, refused, at_night, more)


def _where(actor: Actor, asked: Asked, people: list[UUID] | None) -> tuple[str, dict[str, Any]]:
    where, params = "", {"county": actor.county_id, **asked.span}
    if asked.text:
        where, params = where + OF_POSTS, params | {"text": asked.text}
    if asked.post:
        where, params = where + " AND a.post_id = %(post)s", params | {"post": asked.post}
    if people is not None:
        where, params = where + " AND a.person_id = ANY(%(people)s)", params | {"people": people}
    if asked.of("what") in words.LOOKS:
        where, params = where + " AND a.outcome = 'done' AND a.action = %(what)s", params | {"what": asked.of("what")}
    if asked.of("class") in words.CLASSES:
        where += " AND a.outcome = 'done' AND %(klass)s = ANY(string_to_array(a.classes, ' '))"
        params |= {"klass": asked.of("class")}
    return where, params


def _end(text: str) -> dict[str, Any] | None:
    parts = text.split("|")
    at, post = (moment(parts[0]), uuid_or_none(parts[1])) if len(parts) == 4 else (None, None)
    return {"at": at, "of": post, "did": parts[2], "why": parts[3]} if at and post else None


def _line(one: dict[str, Any]) -> dict[str, Any]:
    is_refused = one["outcome"] == "denied"
    return {
        **one,
        "who": who(one),
        "what": words.refused(one["action"]) if is_refused else words.look(one["action"]),
        "why": words.purpose(one["purpose"]),
        "is_refused": is_refused,
        "query": {"action": one["action"], "purpose": one["purpose"], "outcome": one["outcome"]},
    }


def who(one: dict[str, Any]) -> str:
    """恩平市禁毒办 · 内勤 · 何静: the post, and who held it that day; of the clock, that it was the clock."""
    role = ROLES.get(one["role"] or "")
    if one["body"] is None:
        return _("系统")
    return " · ".join(part for part in (one["body"], role.called(one["title"]) if role else one["title"], one["holder"]) if part)


def singles(actor: Actor, day: date, post: UUID, action: str, purpose: str, outcome: str, after: str) -> tuple[list[dict[str, Any]], str]:
    """Each look of one line, the newest first, and the end of the page."""
    span = Asked("", (), day, day).span
    params = {"county": actor.county_id, "post": post, "action": action, "purpose": purpose, "outcome": outcome, **span}
    parts = after.split("|")
    at, id = (moment(parts[0]), uuid_or_none(parts[1])) if len(parts) == 2 else (None, None)
    narrowed = ""
    if at and id:
        narrowed, params = " AND (a.at, a.id) < (%(last)s, %(id)s)", params | {"last": at, "id": id}
    found = dicts(_SINGLE.format(after=narrowed), params)
    more = ""
    if len(found) > PAGE:
        found = found[:PAGE]
        more = f"{found[-1]['at'].isoformat()}|{found[-1]['id']}"
    for one in found:
        one["words"] = shown("people_access|words", one["id"], one["words"]) if one["words"] else ""
        one["number"] = words.number(one["person_id"])
        one["classes"] = [words.CLASSES[name] for name in one["classes"].split() if name in words.CLASSES]
        one["asked_for"] = [words.number(value) for value in orjson.loads(one["detail"]).values() if one["outcome"] == "denied"]
    return found, more


def called(post: UUID, day: date) -> str:
    """The post as it was called on a day."""
    found = dicts(
        "SELECT p.role, p.title, b.name AS body, h.name AS holder FROM " + _CALLED.format(day="%(day)s") + " WHERE p.id = %(post)s",
        {"post": post, "day": day},
    )
    return who(found[0]) if found else _("系统")


def files_of(actor: Actor, typed: str) -> list[UUID]:
    """The files that somebody with this number has, in whichever town: to answer the question who looked at them."""
    plain = plain_number(typed)
    citizen = check_id_number(plain).number
    index = blind("id_number", citizen.text if citizen else plain)
    found = rows("SELECT person_id FROM people_identity WHERE county_id = %s AND id_index = %s", [actor.county_id, index])
    return [person for (person,) in found]


