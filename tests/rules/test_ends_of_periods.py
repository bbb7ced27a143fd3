"""Where a period of months or years ends, everywhere it is asked: 民法典 202."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from guitu.casework.rosters import checks
from guitu.rules import dates
from guitu.rules.slots import laid_out
from tests.rules.casebook import day, detox, fact
from tests.rules.folding import NATIONAL, amended, due, folded, of_kind

SAME_DAY = amended(('2008-06-01 = "day_before"', '2008-06-01 = "same_day"'))


def every_start() -> list[date]:
    """Each day of a leap year and of a common one."""
    return [date(2023, 1, 1) + timedelta(days=n) for n in range(365 + 366)]


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2024-02-29", 36, "2027-03-01"),
        ("2024-02-28", 36, "2027-02-28"),
        ("2024-03-01", 36, "2027-03-01"),
        ("2024-02-29", 12, "2025-03-01"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2024-02-29", 6, "2024-08-29"),
        ("2024-08-31", 6, "2025-03-01"),
        ("2023-01-31", 1, "2023-03-01"),
        ("2024-01-31", 1, "2024-03-01"),
        ("2023-01-31", 3, "2023-05-01"),
        ("2023-01-30", 1, "2023-03-01"),
        ("2024-12-31", 2, "2025-03-01"),
        ("2024-12-31", 0, "2024-12-31"),
    ],
)
def test_a_period_whose_last_month_has_no_such_day_ends_with_its_last_day(start: str, months: int, end: str) -> None:
    assert dates.period_end(day(start), months) == day(end)


@pytest.mark.parametrize(
    ("start", "rule", "last"),
    [
        ("2024-02-29", "day_before", "2027-02-28"),
        ("2024-02-29", "same_day", "2027-02-28"),
        ("2024-02-28", "day_before", "2027-02-27"),
        ("2024-02-28", "same_day", "2027-02-28"),
        ("2024-03-01", "day_before", "2027-02-28"),
        ("2024-03-01", "same_day", "2027-03-01"),
        ("2023-12-31", "day_before", "2026-12-30"),
    ],
)
def test_three_years_of_community_detox_have_their_last_day(start: str, rule: str, last: str) -> None:
    pack = SAME_DAY if rule == "same_day" else NATIONAL
    (course,) = folded(detox(start), pack=pack).measures
    assert course.ends_on is not None
    assert course.ends_on - timedelta(days=1) == day(last)


def test_isolation_decided_on_a_leap_day_ends_with_february() -> None:
    decided = fact("measure_decided", "2024-02-29", measure="m1", measure_kind="compulsory_isolation")
    assert folded([decided]).measures[0].ends_on == day("2026-03-01")


def test_the_clean_years_from_a_leap_day_are_full_on_the_first_of_march() -> None:
    assert folded(detox("2024-02-29")).exit_due_on == day("2027-03-01")


@pytest.mark.parametrize("pack", [NATIONAL, SAME_DAY], ids=["day_before", "same_day"])
def test_slots_tile_the_whole_measure_whatever_day_it_began(pack: object) -> None:
    for start in every_start():
        course = folded(detox(start.isoformat()), until="2023-01-01", pack=pack).measures[0]  # type: ignore[arg-type]
        slots = list(laid_out(course, pack, date(2050, 1, 1)))  # type: ignore[arg-type]
        assert len(slots) == 22
        assert (slots[0].opens, slots[-1].closes) == (start, course.ends_on)
        assert all(one.closes == two.opens for one, two in pairwise(slots)), start
        assert [s.closes for s in slots if s.number == s.per_year][-1] == course.ends_on


@pytest.mark.parametrize("start", ["2024-02-29", "2023-01-31", "2023-08-31", "2024-12-30", "2023-02-28"])
@pytest.mark.parametrize("pack", [NATIONAL, SAME_DAY], ids=["day_before", "same_day"])
def test_report_windows_tile_the_whole_measure(start: str, pack: object) -> None:
    first, end = day(start), folded(detox(start), pack=pack).measures[0].ends_on  # type: ignore[arg-type]
    assert end is not None
    came = [fact("periodic_report", (first + timedelta(days=28 * n)).isoformat(), f"r{n}") for n in range(39)]
    windows = of_kind([*detox(start), *came], "periodic_report", pack=pack)  # type: ignore[arg-type]
    windows.sort(key=lambda duty: duty.opens_on)
    assert len(windows) == 36
    assert (windows[0].opens_on, windows[-1].due_on + timedelta(days=1)) == (first, end)
    assert all(one.due_on + timedelta(days=1) == two.opens_on for one, two in pairwise(windows))


def test_the_first_test_after_a_thirty_first_may_be_taken_to_the_end_of_february() -> None:
    facts = detox("2023-01-31")
    assert due(facts, "urine_test:m1:1:1", "2023-02-10").due_on == day("2023-02-28")
    assert due(facts, "urine_test:m1:1:3", "2023-04-10").due_on == day("2023-04-30")


@pytest.mark.parametrize("start", ["2024-02-29", "2024-02-28", "2024-03-01", "2023-12-31"])
def test_a_roster_s_end_is_understood_as_the_rules_reckon_it(start: str) -> None:
    end = folded(detox(start)).measures[0].ends_on
    assert end is not None
    assert checks.exclusive_end(day(start), end) == end
    assert checks.exclusive_end(day(start), end - timedelta(days=1)) == end


@pytest.mark.parametrize(
    ("first", "second", "months"),
    [("2024-02-29", "2025-02-28", 11), ("2024-02-29", "2025-03-01", 12), ("2024-01-31", "2024-03-01", 1)],
)
def test_a_month_is_full_when_its_last_day_is_over(first: str, second: str, months: int) -> None:
    assert dates.full_months(day(first), day(second)) == months


def test_the_end_of_a_measure_is_not_moved_by_a_day_off() -> None:
    (course,) = folded(detox("2021-10-02")).measures  # 1 to 8 October 2024 are off
    assert course.ends_on == day("2024-10-02")
    assert folded(detox("2021-10-02")).exit_due_on == day("2024-10-02")
