"""How entertainment venues were inspected, for anybody (《娱乐场所管理条例》33, entertainment.33): asked outside of any post, so that a
function of the owner answers; the name on the door, days and states, and nobody's name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from guitu.grid.areas import TOWN, units_inside
from guitu.inspection.reading import opened
from guitu.kit.arrays import array
from guitu.kit.database import Statement, rows
from guitu.ledger.packs import timeline_of
from guitu.rules.dates import months_before

MONTHS = 12
LIST = "entertainment"  # the kinds of place that are looked at by this list are those of the regulation
_RECORDS = Statement(
    "SELECT venue, details, state, checked_on, open_findings, visits, punishments FROM inspection_public_records(%s, %s, %s::text[], %s)"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """One venue as anybody reads it."""

    name: str
    state: str
    checked_on: date | None
    open_findings: int
    visits: tuple[date, ...]
    punishments: tuple[tuple[date, str], ...]


def towns(county: str) -> list[tuple[str, str]]:
    """The towns of a county; none of what is no county."""
    if not re.fullmatch(r"\d{6}", county):
        return []
    with transaction.atomic():
        return units_inside(county, TOWN)


def records(county: str, town: str, on: date) -> list[Shown]:
    """The venues of a town with the visits of the last twelve months."""
    with transaction.atomic():
        kinds = timeline_of(county, town).on(on).venues.kinds
        asked = array("text", [code for code, kind in kinds.items() if kind.checklist == LIST])
        found = rows(_RECORDS, [county, town, asked, months_before(on, MONTHS)])
    return [
        Shown(opened(venue, details).name, state, checked_on, n, tuple(visits), tuple((date.fromisoformat(one[:10]), one[11:]) for one in punished))
        for venue, details, state, checked_on, n, visits, punished in found
    ]
