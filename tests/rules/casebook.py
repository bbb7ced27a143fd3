"""A person's file for rule tests: facts by short lines, and numbers that stay what the test says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

from guitu.rules import records
from guitu.rules.dates import Calendar
from guitu.rules.deadlines import Days
from guitu.rules.exits import ExitsPolicy
from guitu.rules.facts import Fact
from guitu.rules.leave import LeavePolicy
from guitu.rules.measures import MeasuresPolicy
from guitu.rules.reporting import ReportingPolicy
from guitu.rules.standing import StandingPolicy
from guitu.rules.violations import ViolationsPolicy

SHANGHAI = timezone(timedelta(hours=8))

NATIONAL_DAY = frozenset(date(2024, 10, day) for day in range(1, 8))
MADE_UP_FOR = frozenset({date(2024, 9, 29), date(2024, 10, 12)})
CALENDAR = Calendar(NATIONAL_DAY, MADE_UP_FOR, date(2026, 12, 31))

NUMBERS: dict[str, Any] = {
    "measures": MeasuresPolicy(3, 3, 2, 12, "day_before", True, Days(7, True, False), 12),
    "reporting": ReportingPolicy(
        Days(15, True, True), Days(15, True, True), True, Days(7, True, True), 1, Days(7, False, True)
    ),
    "leave": LeavePolicy(3, 11, 30, 3, Days(7, True, True)),
    "violations": ViolationsPolicy(3, 3, 30, Days(3, True, False)),
    "exits": ExitsPolicy(3, False, True, Days(30, True, False)),
    "standing": StandingPolicy("served", 3, 2),
}


@dataclass(frozen=True)
class Fixed:
    """The same numbers on every day."""

    numbers: SimpleNamespace = field(default_factory=lambda: SimpleNamespace(**NUMBERS))
    calendar: Calendar = CALENDAR
    changes: tuple[date, ...] = ()

    def on(self, day: date) -> Any:
        return self.numbers

    def clause(self, name: str, day: date) -> str:
        return "guitu.default"

    def version(self, day: date) -> str:
        return "test@1"


def numbers(**changed: dict[str, Any]) -> Fixed:
    """The test numbers with some of them changed: numbers(exits={"count_custody_time": True})."""
    sections = {name: replace(NUMBERS[name], **values) for name, values in changed.items()}
    return Fixed(SimpleNamespace(**{**NUMBERS, **sections}))


def day(text: str) -> date:
    return date.fromisoformat(text)


def maybe(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def fact(kind: str, on: str, /, id: str = "", known: datetime | None = None, **body: Any) -> Fact:
    """One fact; known at noon of its day unless said otherwise."""
    at = day(on)
    moment = known or datetime(at.year, at.month, at.day, 12, tzinfo=SHANGHAI)
    corrects = body.pop("corrects", None)
    return records.make(kind, id=id or f"{kind}@{on}", on=at, known=moment, corrects=corrects, body=body)


def detox(start: str, measure: str = "m1", *, agreed: bool = True, **body: Any) -> list[Fact]:
    """社区戒毒 decided, served and reported in on one day, agreement signed."""
    facts = [
        fact("measure_decided", start, f"{measure}-decided", measure=measure,
             measure_kind=body.pop("measure_kind", "community_detox"), **body),
        fact("decision_served", start, f"{measure}-served", measure=measure),
        fact("reported_in", start, f"{measure}-reported", measure=measure),
    ]
    if agreed:
        facts.append(fact("agreement_signed", start, f"{measure}-agreed", measure=measure))
    return facts


def ordered(facts: Iterable[Fact]) -> list[Fact]:
    from guitu.rules import person

    return person.effective(facts)
