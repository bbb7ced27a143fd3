"""Helping others: in the team from day to day, hours within a day's bounds, points for whole hours and never twice."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from guitu.policy import load
from guitu.rules import points, records, volunteering
from guitu.rules.facts import Fact
from guitu.rules.points import PointsEvent

D = date
TIMELINE = load("national")
POLICY = TIMELINE.on(D(2026, 3, 1)).volunteering


def fact(kind: str, on: date, name: str = "f", **body: Any) -> Fact:
    return records.KINDS[kind](id=name, on=on, known=datetime(2026, 3, 1, tzinfo=UTC), **body)


IN_TEAM = [fact("volunteer_joined", D(2026, 1, 10)), fact("volunteer_left", D(2026, 2, 10)), fact("volunteer_joined", D(2026, 3, 1))]


def test_the_days_in_the_team_end_before_the_day_of_leaving_and_begin_anew() -> None:
    assert volunteering.spans(IN_TEAM) == [(D(2026, 1, 10), D(2026, 2, 10)), (D(2026, 3, 1), None)]
    days = (D(2026, 1, 9), D(2026, 1, 10), D(2026, 2, 9), D(2026, 2, 10), D(2026, 3, 1))
    assert [volunteering.is_in(IN_TEAM, day) for day in days] == [False, True, True, False, True]


@pytest.mark.parametrize(
    ("on", "length", "code"),
    [
        (D(2026, 3, 2), 30, ""), (D(2026, 3, 2), 480, ""), (D(2026, 3, 2), 29, "odd_minutes"), (D(2026, 3, 2), 45, "odd_minutes"),
        (D(2026, 3, 2), 510, "day_is_full"), (D(2026, 2, 10), 60, "not_joined"), (D(2026, 3, 3), 450, "day_is_full"), (D(2026, 3, 3), 420, ""),
        (D(2026, 3, 4), 60, "points_on_file"),
    ],
)
def test_how_long_a_day_may_hold(on: date, length: int, code: str) -> None:
    stand = [*IN_TEAM, fact("hours_volunteered", D(2026, 3, 3), "h", helped_minutes=60), fact("points_granted", D(2026, 3, 4), "p", item="P07")]
    verdict = volunteering.may_record(stand, on, length, POLICY)
    assert [reason.code for reason in verdict.reasons] == ([f"volunteering.{code}"] if code else [])


@pytest.mark.parametrize(("born", "agreed", "may"), [(D(2008, 3, 1), False, True), (D(2008, 3, 2), False, False), (D(2008, 3, 2), True, True), (None, False, True)])
def test_of_a_minor_the_guardian_is_asked(born: date | None, agreed: bool, may: bool) -> None:
    assert bool(volunteering.may_join([], D(2026, 3, 1), born, POLICY, guardian_agreed=agreed)) is may


def test_nobody_joins_twice_or_into_days_that_are_taken_nor_leaves_on_the_day_of_joining() -> None:
    for day in (D(2026, 1, 5), D(2026, 1, 20), D(2026, 3, 9)):
        assert not volunteering.may_join(IN_TEAM, day, None, POLICY, guardian_agreed=False)
    assert [bool(volunteering.may_leave(IN_TEAM, day)) for day in (D(2026, 3, 1), D(2026, 3, 2))] == [False, True]
    assert not volunteering.may_leave(IN_TEAM[:2], D(2026, 3, 1))


@pytest.mark.pair("points", "volunteering")
def test_whole_hours_bring_points_and_the_rest_of_an_hour_none() -> None:
    hours = [fact("hours_volunteered", D(2026, 3, 2), f"h{n}", helped_minutes=length) for n, length in enumerate((30, 60, 150))]
    assert points.events(hours, []) == [PointsEvent("P07:h1", D(2026, 3, 2), "P07", "h1", 1), PointsEvent("P07:h2", D(2026, 3, 2), "P07", "h2", 2)]
    assert volunteering.minutes(hours, D(2026, 1, 1), D(2026, 3, 3)) == 240


@pytest.mark.pair("volunteering", "points")
def test_a_day_is_paid_by_hours_or_by_hand_and_never_by_both() -> None:
    hours = [fact("hours_volunteered", D(2026, 3, 2), "h", helped_minutes=60)]
    assert [volunteering.paid_by_hours(hours, item, day) for item, day in (("P07", D(2026, 3, 2)), ("P07", D(2026, 3, 3)), ("P06", D(2026, 3, 2)))] == [True, False, False]
