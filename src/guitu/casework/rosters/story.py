"""What one row tells, while it is being put into facts: the facts, the measures, and what we had to assume."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from guitu.casework.rosters.cells import LEFT_OUT
from guitu.casework.rosters.fields import BY_NAME
from guitu.importing.days import read_day
from guitu.rules import records
from guitu.rules.dates import age_on
from guitu.rules.facts import Fact
from guitu.rules.verdict import Reason

# What the gates ask, by field and a word of ours, as a question has a field and the word that is asked about.
BEFORE_FIRST = ("first_caught_on", "早于首次查获")
GUARDIAN = ("agreement_signed_on", "未满十八周岁")
SURE, SIGNED, UNSIGNED = "日期没有错", "监护人已签", "监护人没有签"
_DAY_IN_TEXT = re.compile(r"\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?")


class DateNeeded(Exception):
    """A legal fact of which the sheet does not give the day: it is asked, never made up."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.code)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure for the register: what stands on its decision."""

    id: UUID
    kind: str
    organ: str
    decision_number: str


@dataclass(slots=True)
class Story:
    """Facts in the making; `on` is the day of the import, the last resort where the sheet gives no date."""

    values: Mapping[str, Any]
    on: date
    known: datetime
    answers: Mapping[tuple[str, str], str] = field(default_factory=dict)  # what somebody said of the file's questions
    facts: list[Fact] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)  # what is written beside a fact, by its id
    measures: list[MeasureRow] = field(default_factory=list)
    warnings: list[Reason] = field(default_factory=list)
    errors: list[Reason] = field(default_factory=list)

    def add(self, kind: str, on: date, *, note: str = "", **body: Any) -> None:
        fact = records.KINDS[kind](id=str(uuid4()), on=on, known=self.known, **body)
        self.facts.append(fact)
        if note:
            self.notes[fact.id] = note

    def day(self, *names: str) -> date | None:
        """The first of these dates that the sheet gives and that is not ahead of the import."""
        for name in names:
            day: date | None = self.values.get(name)
            if day is not None and day <= self.on:
                return day
        return None

    def sign(self, on: date, measure: str) -> None:
        """The agreement; of a child as somebody said of the guardians of the file. Clause: detox_regulation.16."""
        born_on = self.values.get("born_on")
        if born_on is None or age_on(born_on, on) >= 18:
            self.add("agreement_signed", on, measure=measure)
        elif (said := self.answers.get(GUARDIAN)) == LEFT_OUT:
            raise self.need("row_left_out", GUARDIAN[0], text=GUARDIAN[1])
        elif said != UNSIGNED:  # unsaid, it is asked
            self.add("agreement_signed", on, measure=measure, guardian_signed=said == SIGNED)

    def day_in_state(self) -> date | None:
        """The day of the state: in its own column, or written into the state itself: 服刑中（2024.3.1 起）."""
        if (given := self.day("state_on")) is not None:
            return given
        found = _DAY_IN_TEXT.search(self.values.get("state_text") or "")
        day = read_day(found[0]).on if found else None
        return day if day and day <= self.on else None

    def need(self, code: str, *fields: str, **values: Any) -> DateNeeded:
        """What to raise where the day of a legal fact is not there."""
        return DateNeeded(Reason(code, {"fields": fields, "heading": "、".join(BY_NAME[f].heading for f in fields), **values}))

    def assume(self, what: str, on: date, basis: str, *fields: str) -> date:
        """Take a day that is ours and not the sheet's, and say so."""
        values = {"fields": fields, "heading": what, "on": on.isoformat(), "basis": basis}
        self.warnings.append(Reason("date_assumed", values))
        return on

    def open_measure(self, kind: str, on: date, years: int | None = None) -> str:
        """A measure with its decision; the register's row carries organ and number of the sheet's own measure."""
        row = MeasureRow(uuid4(), kind, self._own("deciding_body", kind), self._own("decision_number", kind))
        self.measures.append(row)
        more: dict[str, Any] = {"years": years} if years else {}
        self.add("measure_decided", on, measure=str(row.id), measure_kind=kind, **more)
        return str(row.id)

    def _own(self, name: str, kind: str) -> str:
        return str(self.values.get(name) or "") if kind == self.values.get("measure_kind") else ""
