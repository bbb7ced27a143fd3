"""A pack whose numbers all change on a day, to see what the change reaches."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from guitu.policy.sections import Policies
from guitu.rules.cadence import Timeline
from guitu.rules.dates import Calendar
from guitu.rules.visits import Every


@dataclass(frozen=True, slots=True, eq=False)
class Later:
    """The numbers of a pack up to a day, other ones from that day on."""

    of: Timeline
    change: date

    @property
    def calendar(self) -> Calendar:
        return self.of.calendar

    def on(self, day: date) -> Any:
        found = self.of.on(day)
        return found if day < self.change else other(found)

    def version(self, day: date) -> str:
        return self.of.version(day) if day < self.change else "later@1"

    def clause(self, name: str, day: date) -> str:
        return self.of.clause(name, day)


_KEPT: dict[int, tuple[Policies, Policies]] = {}  # a fold asks hundreds of times; equal is dearer than the same


def other(numbers: Policies) -> Policies:
    """Every number of policy changed, and those of the law too: none may reach backwards."""
    kept = _KEPT.get(id(numbers))
    if kept is None:
        kept = _KEPT[id(numbers)] = (numbers, _changed(numbers))
    return kept[1]


def _changed(numbers: Policies) -> Policies:
    tests, visits, points = numbers.urine_tests, numbers.visits, numbers.points
    return replace(
        numbers,
        measures=replace(numbers.measures, release_notice_days=numbers.measures.release_notice_days + 5),
        reporting=replace(numbers.reporting, report_in_days=numbers.reporting.report_in_days + 5,
                          agreement_days=numbers.reporting.agreement_days + 3, periodic_months=2, late_days=1),
        urine_tests=replace(
            tests,
            per_year={name: tuple(24 for _ in quotas) for name, quotas in tests.per_year.items()},
            outside_per_year=dict.fromkeys(tests.outside_per_year, 6),
            accepted_reasons=(), objection_days=tests.objection_days + 2, laboratory_days=tests.laboratory_days + 2,
        ),
        visits=replace(visits, states=visits.first_home_states, meet=dict.fromkeys(visits.meet, Every(1, "week")),
                       home=dict.fromkeys(visits.home, Every(3, "week"))),
        leave=replace(numbers.leave, return_test_from_days=0, return_test_within_days=2),
        violations=replace(numbers.violations, test_refusals=1, departures=1, days_away_over=1, report_days=9),
        points=replace(points, month_cap=Decimal(1), items={
            code: replace(item, points=item.points * 2) for code, item in points.items.items()}),
        exits=replace(numbers.exits, clean_years=1),
    )  # fmt: skip


@cache
def of_places() -> tuple[Timeline, ...]:
    """The packs that ship, as their files say."""
    from guitu import policy

    return tuple(policy.load(name) for name in ("enping", "xianan", "national"))
