"""Periods, deadlines, holidays, leap days."""

from __future__ import annotations

from datetime import date

import pytest

from guitu.rules import dates
from guitu.rules.dates import Calendar
from guitu.rules.deadlines import Days, due_of_office
from tests.rules.casebook import CALENDAR, day, maybe, numbers


@pytest.mark.parametrize(
    ("on", "works", "why"),
    [
        ("2024-09-27", True, "a Friday"),
        ("2024-09-28", False, "a Saturday"),
        ("2024-09-29", True, "a Sunday worked in exchange"),
        ("2024-10-01", False, "a Tuesday off by notice"),
        ("2024-10-05", False, "a Saturday inside the holidays"),
        ("2024-10-08", True, "the first day after the holidays"),
        ("2024-10-12", True, "a Saturday worked in exchange"),
        ("2024-10-13", False, "an ordinary Sunday"),
        ("2031-10-01", True, "a Wednesday of a year without a notice yet"),
    ],
)
def test_offices_work_on_the_days_of_the_notice(on: str, works: bool, why: str) -> None:
    assert CALENDAR.is_working_day(day(on)) is works, why


@pytest.mark.parametrize(
    ("event", "days", "last"),
    [
        ("2024-03-01", 15, "2024-03-18"),  # the 16th is a Saturday
        ("2024-03-04", 15, "2024-03-19"),  # the day of service is not counted
        ("2024-09-14", 15, "2024-09-29"),  # a Sunday, but worked
        ("2024-09-16", 15, "2024-10-08"),  # 1 October and the six days after it
        ("2024-09-22", 15, "2024-10-08"),  # the last day off itself
        ("2024-09-23", 15, "2024-10-08"),  # the first working day, nothing to move
        ("2024-02-14", 15, "2024-02-29"),  # over a leap February
        ("2023-02-14", 15, "2023-03-01"),
        ("2024-12-17", 15, "2025-01-01"),  # no notice in this calendar: Wednesday
        ("2024-03-01", 0, "2024-03-01"),
    ],
)
def test_a_period_in_days_leaves_out_the_first_and_moves_over_days_off(
    event: str, days: int, last: str
) -> None:
    assert due_of_office(day(event), Days(days, True, False), numbers()).by == day(last)


def test_a_year_whose_notice_is_not_out_is_known_as_such() -> None:
    assert CALENDAR.is_published(day("2026-12-31"))
    assert not CALENDAR.is_published(day("2027-01-01"))
    assert not Calendar().is_published(day("2024-01-01"))


@pytest.mark.parametrize(
    ("event", "count", "last"),
    [("2024-09-27", 3, "2024-10-08"), ("2024-09-28", 1, "2024-09-29"), ("2024-10-11", 2, "2024-10-14")],
)
def test_working_days_are_counted_without_days_off(event: str, count: int, last: str) -> None:
    assert CALENDAR.working_days_after(day(event), count) == day(last)


@pytest.mark.parametrize(
    ("start", "months", "then"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-01-31", 2, "2024-03-31"),
        ("2024-03-31", 1, "2024-04-30"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2024-11-15", 2, "2025-01-15"),
        ("2024-01-15", -1, "2023-12-15"),
        ("2024-03-31", -1, "2024-02-29"),
        ("2024-12-31", 0, "2024-12-31"),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_the_month(start: str, months: int, then: str) -> None:
    assert dates.add_months(day(start), months) == day(then)


def test_months_are_counted_from_the_first_day_so_that_they_do_not_drift() -> None:
    stepwise = dates.add_months(dates.add_months(day("2024-01-31"), 1), 1)
    assert stepwise == day("2024-03-29")
    assert dates.add_months(day("2024-01-31"), 2) == day("2024-03-31")


@pytest.mark.parametrize(
    ("first", "second", "months"),
    [
        ("2024-01-15", "2024-02-14", 0),
        ("2024-01-15", "2024-02-15", 1),
        ("2024-01-31", "2024-02-29", 0),
        ("2024-01-31", "2024-03-01", 1),
        ("2024-05-01", "2024-01-01", 0),
        ("2023-12-31", "2026-12-30", 35),
    ],
)
def test_full_months_gone(first: str, second: str, months: int) -> None:
    assert dates.full_months(day(first), day(second)) == months


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        ("2008-02-29", "2024-02-28", 15),
        ("2008-02-29", "2024-02-29", 16),
        ("2008-02-29", "2023-02-28", 14),
        ("2008-02-29", "2023-03-01", 15),
        ("2008-06-01", "2024-05-31", 15),
        ("2008-06-01", "2024-06-01", 16),
    ],
)
def test_age_in_full_years(born: str, on: str, age: int) -> None:
    assert dates.age_on(day(born), day(on)) == age


def spans(*pairs: tuple[str, str | None]) -> list[tuple[date, date | None]]:
    return [(day(start), maybe(end)) for start, end in pairs]


@pytest.mark.parametrize(
    ("given", "then"),
    [
        ([], []),
        ([("2024-01-05", "2024-01-05")], []),
        ([("2024-01-01", "2024-01-03"), ("2024-01-03", "2024-01-05")], [("2024-01-01", "2024-01-05")]),
        ([("2024-01-04", "2024-01-05"), ("2024-01-01", "2024-01-03")],
         [("2024-01-01", "2024-01-03"), ("2024-01-04", "2024-01-05")]),
        ([("2024-01-01", None), ("2024-02-01", "2024-02-02")], [("2024-01-01", None)]),
        ([("2024-01-01", "2024-03-01"), ("2024-02-01", "2024-02-02")], [("2024-01-01", "2024-03-01")]),
        ([("2024-01-01", "2024-02-01"), ("2024-01-15", None)], [("2024-01-01", None)]),
    ],
)
def test_intervals_merge_when_they_touch(given: list, then: list) -> None:
    assert dates.merged(spans(*given)) == spans(*then)


@pytest.mark.parametrize(
    ("days", "holes", "left"),
    [
        ([("2024-01-01", "2024-01-10")], [], [("2024-01-01", "2024-01-10")]),
        ([("2024-01-01", "2024-01-10")], [("2024-01-03", "2024-01-05")],
         [("2024-01-01", "2024-01-03"), ("2024-01-05", "2024-01-10")]),
        ([("2024-01-01", "2024-01-10")], [("2023-12-01", "2024-02-01")], []),
        ([("2024-01-01", "2024-01-10")], [("2024-01-10", None)], [("2024-01-01", "2024-01-10")]),
        ([("2024-01-01", None)], [("2024-01-05", "2024-01-06")],
         [("2024-01-01", "2024-01-05"), ("2024-01-06", None)]),
        ([("2024-01-01", None)], [("2024-01-05", None)], [("2024-01-01", "2024-01-05")]),
    ],
)
def test_days_without_holes(days: list, holes: list, left: list) -> None:
    assert dates.without(spans(*days), spans(*holes)) == spans(*left)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([("2026-01-01", "2026-02-01")], [("2026-02-01", "2026-03-01")]),
        ([("2026-01-01", "2026-03-01"), ("2026-04-01", None)], [("2026-02-01", "2026-05-01"), ("2026-06-01", "2026-07-01")]),
        ([("2026-01-01", None)], [("2025-01-01", "2025-06-01"), ("2026-03-01", None)]),
        ([("2026-01-01", "2026-02-01")], []),
    ],
)
def test_days_that_are_in_both_are_those_that_are_in_neither_gap(one: list, other: list) -> None:
    gaps = dates.without([(date.min, None)], spans(*other))
    assert dates.shared(spans(*one), spans(*other)) == dates.without(spans(*one), gaps)
    assert dates.shared(spans(*other), spans(*one)) == dates.shared(spans(*one), spans(*other))


def test_the_end_of_an_interval_is_not_in_it() -> None:
    covered = spans(("2024-01-01", "2024-01-03"), ("2024-02-01", None))
    assert dates.covers(covered, day("2024-01-02"))
    assert not dates.covers(covered, day("2024-01-03"))
    assert dates.covers(covered, day("2030-01-01"))
    assert not dates.covers(covered, day("2023-12-31"))


@pytest.mark.parametrize(
    ("interval", "window", "part"),
    [
        (("2024-01-01", "2024-01-10"), ("2024-01-05", None), ("2024-01-05", "2024-01-10")),
        (("2024-01-01", None), ("2024-01-05", "2024-01-08"), ("2024-01-05", "2024-01-08")),
        (("2024-01-01", None), ("2023-01-05", None), ("2024-01-01", None)),
        (("2024-01-01", "2024-01-05"), ("2024-01-05", None), None),
    ],
)
def test_the_part_inside_a_window(interval: tuple, window: tuple, part: tuple | None) -> None:
    expected = None if part is None else spans(part)[0]
    assert dates.clipped(spans(interval)[0], spans(window)[0]) == expected


def test_the_ends_of_the_months_of_a_period_are_those_that_lie_in_it() -> None:
    year = dates.month_ends(date(2024, 1, 1), date(2024, 12, 31))
    assert (len(year), year[1]) == (12, date(2024, 2, 29))
    assert dates.month_ends(date(2024, 1, 31), date(2024, 3, 30)) == [date(2024, 1, 31), date(2024, 2, 29)]
    assert dates.month_ends(date(2024, 3, 2), date(2024, 3, 30)) == []
