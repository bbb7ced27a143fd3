"""Points: what confirmed events are worth, the streak, the caps."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest

from guitu import policy
from guitu.rules import points
from guitu.rules.deadlines import Days
from guitu.rules.points import Item, PointsEvent, PointsPolicy, Streak
from guitu.rules.terms import SlotResult

START = date(2024, 1, 1)


class Sheet:
    """One sheet for all days."""

    def __init__(self, sheet: PointsPolicy) -> None:
        self.sheet = SimpleNamespace(points=sheet)
        self.calendar = policy.load("national").calendar
        self.changes: list[date] = []

    def on(self, day: date) -> SimpleNamespace:
        return self.sheet

    def version(self, day: date) -> str:
        return "test@1"

    def clause(self, name: str, day: date) -> str:
        return "guitu.default"


ITEMS = {
    "P02": Item("阴性", Decimal(10)),
    "P03": Item("加检阴性", Decimal(5), most_times=2),
    "P07": Item("志愿服务", Decimal(2), most_points=Decimal(10)),
    "N02": Item("未检", Decimal(-10)),
    "N05": Item("认定复吸", Decimal(0)),
}


def sheet(streak: Streak, cap: str = "0") -> Sheet:
    return Sheet(PointsPolicy(ITEMS, streak, Decimal(cap), use_zeroes_month=True, confirm_days=Days(7, True, False)))


def result(number: int, outcome: str, **more: object) -> SlotResult:
    on = START + timedelta(days=number)
    return SlotResult(f"slot-{number:03}", on, outcome, f"f{number}", **more)  # type: ignore[arg-type]


def test_thirty_six_negatives_pay_exactly_997_50() -> None:
    voucher = Streak(Decimal("2.50"), Decimal("1.25"), bonus=Decimal(10), bonus_every=3)
    paid = points.entries([], [result(n, "NEG") for n in range(36)], sheet(voucher))
    assert sum(entry.hundredths for entry in paid) == 99750


@pytest.mark.parametrize(
    ("restore_after", "last"), [(0, 12), (2, 16), (3, 12)], ids=["never", "after two", "after three"]
)
def test_escalation_reset_and_restoration_are_three_parameters(restore_after: int, last: int) -> None:
    rising = Streak(Decimal(10), Decimal(2), restore_after=restore_after)
    told = ["NEG", "NEG", "NEG", "NEG", "MISSED", "NEG", "NEG"]
    paid = points.entries([], [result(n, outcome) for n, outcome in enumerate(told)], sheet(rising))
    assert [entry.hundredths // 100 for entry in paid[:4]] == [10, 12, 14, 16]
    assert paid[-1].hundredths == last * 100


@pytest.mark.parametrize("outcome", ["EXCUSED", "WAITING", "PRESCRIBED", "INVALID"])
def test_what_is_nobodys_fault_neither_advances_nor_resets(outcome: str) -> None:
    rising = sheet(Streak(Decimal(10), Decimal(2)))
    paid = points.entries([], [result(1, "NEG"), result(2, outcome), result(3, "NEG")], rising)
    assert [entry.hundredths for entry in paid if entry.hundredths] == [1000, 1200]


def test_a_result_that_was_awaited_is_paid_back_when_it_is_found_negative() -> None:
    rising = sheet(Streak(Decimal(10), Decimal(2)))
    awaited = points.entries([], [result(1, "NEG"), result(2, "WAITING"), result(3, "NEG")], rising)
    found = points.entries([], [result(1, "NEG"), result(2, "NEG"), result(3, "NEG")], rising)
    assert [entry.hundredths for entry in awaited] == [1000, 0, 1200]
    assert [entry.hundredths for entry in found] == [1000, 1200, 1400]
    assert [entry.key for entry in awaited] == [entry.key for entry in found]


def test_a_late_negative_earns_nothing_and_breaks_nothing() -> None:
    paid = points.entries(
        [],
        [result(1, "NEG"), result(2, "NEG", late=True), result(3, "NEG")],
        sheet(Streak(Decimal(10), Decimal(2))),
    )
    assert [entry.hundredths for entry in paid] == [1000, 0, 1200]


def test_extra_negatives_are_paid_twice_a_month_and_do_not_lengthen_the_streak() -> None:
    extra = [result(n, "NEG", scheduled=False) for n in (2, 3, 4)]
    paid = points.entries(
        [], [result(1, "NEG"), *extra, result(5, "NEG")], sheet(Streak(Decimal(10), Decimal(2)))
    )
    assert [entry.hundredths for entry in paid] == [1000, 500, 500, 0, 1200]


def test_an_item_stops_at_its_own_cap_and_the_month_at_its_own() -> None:
    hours = [PointsEvent("P07:a", START, "P07", "a", 4), PointsEvent("P07:b", START, "P07", "b", 4)]
    paid = points.entries(hours, [result(1, "NEG")], sheet(Streak(Decimal(10), Decimal(0)), cap="15"))
    assert [entry.hundredths for entry in paid] == [800, 200, 500]
    assert {reason.code for reason in paid[-1].reasons} >= {"points.month_cap"}


def test_a_month_never_falls_below_zero() -> None:
    paid = points.entries(
        [],
        [result(1, "NEG"), result(2, "MISSED"), result(3, "MISSED")],
        sheet(Streak(Decimal(10), Decimal(2))),
    )
    assert [entry.hundredths for entry in paid] == [1000, -1000, 0]


def test_use_confirmed_empties_its_month_and_no_other() -> None:
    use = PointsEvent("N05:u", START + timedelta(days=40), "N05", "u")
    tests = [result(1, "NEG"), result(33, "NEG"), result(45, "NEG"), result(65, "NEG")]
    paid = points.entries([use], tests, sheet(Streak(Decimal(10), Decimal(2))))
    assert {entry.key: entry.hundredths for entry in paid} == {
        "P02:slot-001": 1000, "P02:slot-033": 0, "N05:u": 0, "P02:slot-045": 0, "P02:slot-065": 1200,
    }


def test_a_worker_enters_lessons_but_not_test_results() -> None:
    default = policy.load("national").on(START).points
    assert points.may_grant("P04", default)
    assert not points.may_grant("P02", default)
    assert not points.may_grant("P99", default)
