"""What follows from the facts of a place, by `rules/venue_fold.py`; the columns that its list is ordered and filtered by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from guitu.inspection.stockbooks import PART, forget_rows, row_of, write_rows
from guitu.kit.arrays import array
from guitu.kit.database import Statement, run
from guitu.rules import venue_fold
from guitu.rules.venues import VenueCourse
from guitu.settling.comparing import part
from guitu.settling.composers import Composer, State
from guitu.settling.difference import Difference
from guitu.settling.load import Loaded

_COLUMNS = (
    ("id", "uuid"), ("state", "text"), ("checked_on", "date"), ("look_by", "date"), ("put_right_by", "date"), ("open_findings", "int"),
    ("raised", "bool"), ("signed_year", "int"), ("unsigned_year", "int"), ("unsigned", "text"),
)
_NAMES = [name for name, _kind in _COLUMNS]
_WRITE = Statement(
    f"UPDATE inspection_venue v SET {', '.join(f'{name} = now.{name}' for name in _NAMES[1:])} FROM unnest("  # noqa: S608  ours
    f"{', '.join(f'%s::{kind}[]' for _name, kind in _COLUMNS)}) AS now ({', '.join(_NAMES)}) WHERE v.id = now.id"
)
_FORGET = (
    "UPDATE inspection_venue SET state = 'unchecked', checked_on = NULL, look_by = NULL, put_right_by = NULL, open_findings = 0, raised = false,"
    " signed_year = NULL, unsigned_year = NULL, unsigned = NULL WHERE id = ANY(%s)"
)


@dataclass(slots=True)
class VenueDifference(Difference):
    """The columns of the register that follow from facts."""

    _venues: list[tuple[Any, ...]] = field(default_factory=list)
    _books: list[tuple[Any, ...]] = field(default_factory=list)

    def derive(self, matter: Loaded, course: VenueCourse) -> None:
        signed = max((year for year, word in course.letters.items() if word == "signed"), default=None)
        unsigned = max((year for year, word in course.letters.items() if word != "signed"), default=None)
        self._venues.append(
            (matter.id, course.state, course.checked_on, course.look_by, min((one.by for one in course.open), default=None), len(course.open),
             bool(course.risks), signed, unsigned, course.letters[unsigned] if unsigned else None)
        )
        if course.book is not None:
            self._books.append(row_of(matter, course.book))

    def write(self) -> None:
        Difference.write(self)
        if self._venues:
            run(_WRITE, [array(kind, column) for (_name, kind), column in zip(_COLUMNS, zip(*self._venues, strict=True), strict=True)])
        write_rows(self._books)


class Venues(Composer[Loaded, VenueCourse]):
    kind, compartment = "venue", "venues"
    runs_on = "false"  # nothing of a place falls due that was not laid out when it was recorded
    parts = {
        "venue": part(" ".join(_NAMES[1:]), 0, f"SELECT {', '.join(_NAMES)} FROM inspection_venue WHERE id = ANY(%(matters)s)"),  # noqa: S608
        "book": PART,
    }

    def fold(self, matter: Loaded, until: date, ahead: date | None = None) -> VenueCourse:
        return venue_fold.fold(matter.facts, matter.policy())

    def state(self, course: VenueCourse) -> State:
        return State(course.state, course.since_on, closed_at=course.over_at)

    def summary(self, course: VenueCourse) -> dict[str, Any]:
        return {"state": course.state, "findings": [one.id for one in course.open]}

    def difference(self, county_id: str, at: datetime) -> Difference:
        return VenueDifference(county_id, at)

    def forget(self, matters: Sequence[Loaded]) -> None:
        ids = [one.id for one in matters]
        run(_FORGET, [ids])
        forget_rows(ids)


VENUE = Venues()
