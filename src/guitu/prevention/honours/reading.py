"""Honours as pages read them: the list, and one with the steps that are left."""

# ruff: noqa: S608  the pieces put into statements are constants of ours

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from guitu.grid.naming import place_sql
from guitu.kit.database import dicts
from guitu.kit.errors import NotVisible
from guitu.prevention.sealed import words_in
from guitu.rules.honours import HonourCourse

Row = dict[str, Any]
_SQL = f"""SELECT h.*, {place_sql("h.scope_path")} AS place, c.id AS certificate, c.code
FROM prevention_honour h LEFT JOIN prevention_certificate c ON c.about_id = h.id AND c.withdrawn_on IS NULL"""


def course_of(one: Mapping[str, Any]) -> HonourCourse:
    days = ("publicised_on", "refused_on", "granted_on", "ends_on", "revoked_on")
    return HonourCourse(one["nominated_on"], one["nominated_person"], *(one[day] for day in days))


def honours(county: str, on: date, year: int) -> list[Row]:
    """Those of the post's area, the latest first; of one year where one is asked for."""
    found = dicts(
        f"{_SQL} WHERE h.county_id = %(county)s AND (%(year)s = 0 OR h.year = %(year)s) ORDER BY h.year DESC, h.kind, h.scope_path, h.id LIMIT 200",
        {"county": county, "year": year},
    )
    return [_told(one, on) for one in found]


def honour_of(honour_id: UUID, on: date) -> Row:
    found = dicts(f"{_SQL} WHERE h.id = %s", [honour_id])
    if not found:
        raise NotVisible
    return _told(found[0], on)


def _told(one: Row, on: date) -> Row:
    return one | {"said": words_in("honour", one["id"], one["words"]), "state": course_of(one).state(on)}
