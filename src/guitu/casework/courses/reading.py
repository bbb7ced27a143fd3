"""Courses as pages and commands read them: the register with person-times beside persons, one course day by day."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from guitu.grid.naming import place_sql
from guitu.kit.actor import Actor
from guitu.kit.crypto import shown
from guitu.kit.database import dicts, rows
from guitu.kit.errors import NotVisible
from guitu.lists.pages import Cut
from guitu.matters.labels import label_in

Row = dict[str, Any]
NAME = "casework_courseheld|name"
_STANDS = "NOT EXISTS (SELECT 1 FROM ledger_fact c WHERE c.matter_id = f.matter_id AND c.corrects = f.id)"
_THERE = (
    "SELECT f.counted ->> 'course' AS course, f.counted ->> 'topic' AS topic, f.matter_id, f.happened_on FROM ledger_fact f"  # noqa: S608  ours
    f" WHERE f.county_id = %(county)s AND f.kind = 'course_attended' AND {_STANDS}"
)
_LIST = (
    "SELECT k.id, k.topic, k.name, k.from_on, k.last_on, k.scope_path, count(t.matter_id) AS times, count(DISTINCT t.matter_id) AS people,"  # noqa: S608
    f" {place_sql('k.scope_path')} AS place, count(*) OVER () AS total FROM casework_courseheld k LEFT JOIN ({_THERE}) t ON t.course = k.id::text"
    " WHERE k.county_id = %(county)s AND (%(topic)s = '' OR k.topic = %(topic)s) AND k.scope_path >= %(lo)s AND k.scope_path < %(hi)s"
    " GROUP BY k.id"
)


def courses(actor: Actor, topic: str, cut: Cut) -> list[Row]:
    """A page of the register; person-times and persons of the people one sees."""
    asked = {"county": actor.county_id, "lo": actor.lo, "hi": actor.hi, "topic": topic, "limit": cut.limit, "offset": cut.offset}
    found = dicts(f"{_LIST} ORDER BY {cut.order} LIMIT %(limit)s OFFSET %(offset)s", asked)
    return [one | {"name": shown(NAME, one["id"], one["name"])} for one in found]


def sums(actor: Actor) -> list[Row]:
    """Of each topic and year its person-times, and beside them its persons."""
    return dicts(
        "SELECT extract(year FROM happened_on)::int AS year, topic, count(*) AS times, count(DISTINCT matter_id) AS people"  # noqa: S608
        f" FROM ({_THERE}) t GROUP BY 1, 2 ORDER BY 1 DESC, 2",
        {"county": actor.county_id},
    )


def course_of(course_id: UUID) -> Row:
    """One course; whatever row security hides is not there."""
    found = dicts(
        "SELECT k.id, k.topic, k.name, k.from_on, k.last_on, k.scope_path FROM casework_courseheld k WHERE k.id = %s", [course_id]
    )
    if not found:
        raise NotVisible
    return found[0] | {"name": shown(NAME, course_id, found[0]["name"])}


def roster(actor: Actor, course_id: UUID, path: str, on: date) -> list[Row]:
    """The people of the course's place whom the post may record, who came before on top; how often, and whether on the day."""
    found = dicts(
        "SELECT p.id, m.label, count(t.matter_id) AS times, coalesce(bool_or(t.happened_on = %(on)s), false) AS there,"  # noqa: S608
        " coalesce(bool_or(c.id IS NOT NULL), false) AS certified FROM people_person p JOIN matters_matter m ON m.id = p.id"
        f" LEFT JOIN ({_THERE} AND f.counted ->> 'course' = %(course)s) t ON t.matter_id = p.id"
        " LEFT JOIN ledger_fact c ON c.matter_id = p.id AND c.kind = 'certificate_given' AND c.counted ->> 'course' = %(course)s"
        " JOIN casework_current s ON s.person_id = p.id AND s.state NOT IN ('dead', 'struck_off', 'moved_out', 'abroad')"
        " WHERE p.county_id = %(county)s AND p.sealed_at IS NULL AND p.scope_path >= %(lo)s AND p.scope_path < %(hi)s AND (%(whole)s OR p.id"
        " = ANY(ARRAY(SELECT a.matter_id FROM matters_part a WHERE a.post_id = %(me)s AND a.until_on IS NULL AND NOT a.beyond)))"
        " GROUP BY p.id, m.label ORDER BY count(t.matter_id) DESC, p.scope_path, p.id LIMIT 300",
        {"county": actor.county_id, "lo": max(actor.path, path), "hi": max(actor.path, path) + ":", "course": str(course_id), "on": on,
         "whole": actor.whole, "me": actor.post_id},
    )
    return [one | {"name": label_in(one["id"], one["label"])} for one in found]


def days(actor: Actor, course_id: UUID) -> list[tuple[date, int]]:
    """How many were there on each day, the latest first."""
    return [
        (day, int(n))
        for day, n in rows(
            f"SELECT happened_on, count(*) FROM ({_THERE} AND f.counted ->> 'course' = %(course)s) t GROUP BY 1 ORDER BY 1 DESC",  # noqa: S608
            {"county": actor.county_id, "course": str(course_id)},
        )
    ]
