"""Schools as pages read them: the register, one with what it did, the contest of two years side by side."""

# ruff: noqa: S608  the pieces put into statements are constants of ours

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from guitu.grid.naming import place_sql
from guitu.kit.actor import Actor
from guitu.kit.database import dicts, row, rows
from guitu.kit.errors import NotVisible
from guitu.lists.pages import Cut
from guitu.rules.dates import school_year
from guitu.rules.schools import Done, Entered, SchoolsPolicy, missing, shares, together

Row = dict[str, Any]
_SQL = f"""
SELECT s.id, s.name, s.level, s.pupils, s.scope_path, s.post_id, s.closed_on, {place_sql("s.scope_path")} AS place, count(*) OVER () AS total
FROM prevention_school s WHERE s.county_id = %(county)s
"""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the address asks for."""

    text: str = ""
    level: str = ""
    area: str = ""


def schools(actor: Actor, wish: Wish, on: date, policy: SchoolsPolicy, cut: Cut) -> list[Row]:
    """The register, each school with what it has not done yet in this school year. Two queries."""
    sql = " AND s.closed_on IS NULL" + (" AND s.name LIKE %(like)s" if wish.text else "") + (" AND s.level = %(level)s" if wish.level else "")
    sql += " AND s.scope_path >= %(lo)s AND s.scope_path < %(hi)s" if wish.area else ""
    asked = {"county": actor.county_id, "like": f"%{wish.text}%", "level": wish.level, "lo": wish.area, "hi": wish.area + ":"}
    found = dicts(f"{_SQL}{sql} ORDER BY {cut.order} LIMIT %(limit)s OFFSET %(offset)s", asked | {"limit": cut.limit, "offset": cut.offset})
    done = _done([one["id"] for one in found], on)
    return [one | {"missing": missing(done.get(one["id"], []), on, policy)} for one in found]


def all_schools(actor: Actor) -> list[Row]:
    return dicts(f"{_SQL} AND s.closed_on IS NULL ORDER BY s.scope_path, s.name", {"county": actor.county_id})


def mine(actor: Actor, on: date, policy: SchoolsPolicy) -> list[Row]:
    """The schools of the teacher who asks."""
    found = dicts(f"{_SQL} AND s.post_id = %(post)s AND s.closed_on IS NULL ORDER BY s.name", {"county": actor.county_id, "post": actor.post_id})
    done = _done([one["id"] for one in found], on)
    return [one | {"missing": missing(done.get(one["id"], []), on, policy)} for one in found]


def school_of(school_id: UUID) -> Row:
    found = dicts(f"{_SQL.replace('s.county_id = %(county)s', 's.id = %(id)s')}", {"id": school_id})
    if not found:
        raise NotVisible
    return found[0]


def deeds(school_id: UUID) -> list[Row]:
    return dicts(
        "SELECT id, item, day_on, hours FROM prevention_deed WHERE school_id = %s AND taken_back_on IS NULL ORDER BY day_on DESC, item LIMIT 60", [school_id]
    )


def _done(ids: Sequence[UUID], on: date) -> dict[UUID, list[Done]]:
    since, until = school_year(on)
    found: dict[UUID, list[Done]] = {}
    listed = rows(
        "SELECT school_id, item, day_on, hours FROM prevention_deed WHERE school_id = ANY(%s) AND taken_back_on IS NULL AND day_on >= %s AND day_on < %s",
        [list(ids), since, until],
    )
    for id, item, day, hours in listed:
        found.setdefault(id, []).append(Done(item, day, hours))
    return found


def teachers(actor: Actor) -> list[tuple[str, str]]:
    """The posts of teachers in the county, by what they are called."""
    return [
        (str(id), title)
        for id, title in rows("SELECT id, title FROM grid_post WHERE county_id = %s AND role = 'teacher' AND closed_on IS NULL ORDER BY title", [actor.county_id])
    ]


def contest(actor: Actor, years: Sequence[int], policy: SchoolsPolicy) -> tuple[dict[int, Row], list[Row]]:
    """The shares of each year over all schools that the post sees, and each school's lines; schools by place and name."""
    found = dicts(
        f"SELECT c.year, c.pupils, c.took_part, c.passed, c.excellent, c.perfect, c.mean, s.id, s.name, {place_sql('s.scope_path')} AS place"
        " FROM prevention_contest c JOIN prevention_school s ON s.id = c.school_id WHERE c.county_id = %s AND c.year = ANY(%s) AND c.taken_back_on IS NULL"
        " ORDER BY s.scope_path, s.name",
        [actor.county_id, list(years)],
    )
    of_year = {year: [_entered(one) for one in found if one["year"] == year] for year in years}
    (schools,) = row("SELECT count(*) FROM prevention_school WHERE county_id = %s AND closed_on IS NULL", [actor.county_id]) or (0,)
    sums = {year: _shared(lines, schools, policy) for year, lines in of_year.items()}
    by_school: dict[UUID, Row] = {}
    for one in found:
        by_school.setdefault(one["id"], {"id": one["id"], "name": one["name"], "place": one["place"], "years": {}})["years"][one["year"]] = one
    return sums, list(by_school.values())


def contest_lines(actor: Actor) -> list[Row]:
    return dicts(
        "SELECT c.id, c.year, c.pupils, c.took_part, c.passed, c.excellent, c.perfect, c.mean, s.name, s.id AS school_id FROM prevention_contest c"
        " JOIN prevention_school s ON s.id = c.school_id WHERE c.county_id = %s AND c.taken_back_on IS NULL ORDER BY c.year, s.name",
        [actor.county_id],
    )


def _entered(one: Row) -> Entered:
    return Entered(one["pupils"], one["took_part"], one["passed"], one["excellent"], one["perfect"], one["mean"])


def _shared(lines: Sequence[Entered], schools: int, policy: SchoolsPolicy) -> Row:
    found = shares(lines, schools)
    total = together(found, policy)
    said = {name: None if value is None else _hundredths(value * 100) for name, value in found.items()}
    return {**said, "total": None if total is None else _hundredths(total), "took_part": sum(one.took_part for one in lines), "n": len(lines)}


def _hundredths(value: Fraction) -> str:
    return f"{float(round(value, 2)):.2f}"
