"""阵地、活动、大喇叭: what is due, who comes in, how heads are summed, which weeks are silent. No database."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guitu.policy import load
from guitu.rules import activities, broadcasts, places
from guitu.rules.activities import Heads, cost_per_head, highest, permit_advice, summed
from guitu.rules.broadcasts import play_day, weeks
from guitu.rules.facts import Fact
from guitu.rules.facts.prevention import (
    ActivityCalledOff,
    ActivityHeld,
    ActivityPlanned,
    ActivityPublished,
    BroadcastPlayed,
    BroadcastsStarted,
    BroadcastsStopped,
    PermitAsked,
    PlaceChecked,
    PlaceClosed,
    PlaceOpened,
    PlaceReopened,
)
from guitu.rules.room import moving_up

NATIONAL = load("national")
KNOWN = datetime(2026, 1, 1, tzinfo=UTC)
POLICY: places.PlacesPolicy = NATIONAL.on(date(2026, 1, 1)).places
FRIDAYS: broadcasts.BroadcastsPolicy = NATIONAL.on(date(2026, 1, 1)).broadcasts
Step = tuple[type[Fact], date, dict[str, object]]


def told(*steps: Step) -> list[Fact]:
    """Facts in the order given, a minute apart."""
    return [kind(id=str(n), on=on, known=KNOWN + timedelta(minutes=n), **more) for n, (kind, on, more) in enumerate(steps)]  # type: ignore[arg-type]


# -- places -----------------------------------------------------------------------------------------------------


def test_a_place_is_looked_at_every_six_months_and_while_it_is_closed_not() -> None:
    opened: Step = (PlaceOpened, date(2025, 8, 31), {})
    course = places.fold(told(opened), NATIONAL)
    assert (course.state, [(d.due_on, d.state) for d in course.duties]) == ("sound", [(date(2026, 2, 28), "open")])
    course = places.fold(told(opened, (PlaceChecked, date(2026, 2, 1), {"condition": "faulty"})), NATIONAL)
    assert course.state == "faulty" and [r.code for r in course.duties[-1].reasons] == ["places.repair", "places.check_by"]
    course = places.fold(told(opened, (PlaceClosed, date(2026, 2, 1), {})), NATIONAL)
    assert (course.state, [d.state for d in course.duties]) == ("closed", ["waived"]) and course.over_at
    course = places.fold(told(opened, (PlaceClosed, date(2026, 2, 1), {}), (PlaceReopened, date(2026, 3, 1), {})), NATIONAL)
    assert (course.state, course.duties[-1].due_on, course.over_at) == ("sound", date(2026, 9, 1), None)


@pytest.mark.parametrize(
    ("on", "slot", "n", "codes"),
    [
        (date(2026, 3, 17), "first", 40, []),
        (date(2026, 3, 17), "first", 41, ["places.too_many"]),
        (date(2026, 3, 16), "first", 1, ["places.day_is_closed"]),  # a Monday
        (date(2026, 3, 15), "noon", 0, ["places.is_past", "places.no_such_slot", "places.nobody"]),
    ],
)
def test_whether_a_group_may_be_put_down_at_all(on: date, slot: str, n: int, codes: list[str]) -> None:
    assert [reason.code for reason in places.may_book(on, slot, n, date(2026, 3, 16), POLICY).reasons] == codes


@given(st.lists(st.integers(1, 40), max_size=30), st.lists(st.integers(0, 29), max_size=10))
def test_a_slot_never_holds_more_than_it_takes_whoever_comes_and_cancels(groups: list[int], cancelled: list[int]) -> None:
    inside: dict[int, int] = {}
    waiting: list[tuple[int, int]] = []
    for number, n in enumerate(groups):
        state, _why = places.booked_as(n, sum(inside.values()), POLICY)
        if state == "confirmed":
            inside[number] = n
        else:
            waiting.append((number, n))
        assert sum(inside.values()) <= POLICY.most_in_slot
    for gone in cancelled:
        inside.pop(gone, None)
        moved = moving_up(waiting, sum(inside.values()), POLICY.most_in_slot)
        inside |= {number: n for number, n in waiting if number in moved}
        waiting = [one for one in waiting if one[0] not in moved]
        assert sum(inside.values()) <= POLICY.most_in_slot
        assert all(sum(inside.values()) + n > POLICY.most_in_slot for _number, n in waiting)  # nobody waits who would fit


# -- activities -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expected", "by_government", "codes"),
    [
        (999, False, []), (1_000, False, ["activities.permit_by"]), (4_999, False, ["activities.permit_by"]),
        (5_000, False, ["activities.permit_by", "activities.permit_city"]), (5_000, True, ["activities.exempt"]),
    ],
)
def test_from_which_size_on_the_police_are_asked_and_which(expected: int, by_government: bool, codes: list[str]) -> None:
    found = permit_advice(expected, date(2026, 6, 26), by_government, NATIONAL)
    assert [reason.code for reason in found] == codes and all((reason.clause or "").startswith("large_events.") for reason in found)
    if codes and not by_government:
        assert found[0].values["by"] == date(2026, 6, 6)


def test_an_activity_from_plan_to_record() -> None:
    plan: Step = (ActivityPlanned, date(2026, 5, 1), {"held_on": date(2026, 6, 26), "expected": 1_200})
    course = activities.fold(told(plan), NATIONAL)
    assert [(d.kind, d.due_on, d.state) for d in course.duties] == [
        ("activity_permit", date(2026, 6, 6), "open"), ("activity_record", date(2026, 7, 3), "open")]
    asked: Step = (PermitAsked, date(2026, 6, 1), {})
    held: Step = (ActivityHeld, date(2026, 6, 26), {})
    course = activities.fold(told(plan, (ActivityPublished, date(2026, 6, 10), {}), asked, held), NATIONAL)
    assert (course.state, [d.state for d in course.duties]) == ("held", ["done", "done"])
    assert [d.state for d in activities.fold(told(plan, held), NATIONAL).duties] == ["missed", "done"]  # nobody was asked
    course = activities.fold(told(plan, (ActivityCalledOff, date(2026, 6, 20), {})), NATIONAL)
    assert (course.state, [d.state for d in course.duties]) == ("called_off", ["waived", "waived"])
    assert activities.possible(course, date(2026, 7, 1)) == frozenset()


heads = st.builds(Heads, *[st.one_of(st.none(), st.integers(0, 5_000))] * 3)


@given(st.lists(heads, max_size=20))
def test_an_estimate_never_enters_a_sum_of_heads_that_were_counted(found: list[Heads]) -> None:
    firm, guessed, guesses = summed(found)
    assert firm == sum(one.counted if one.counted is not None else one.signed or 0 for one in found)
    assert guessed == sum(one.estimated or 0 for one in found if one.counted is None and one.signed is None)
    doubled = [Heads(one.counted, one.signed, None if one.estimated is None else one.estimated * 2) for one in found]
    assert summed(doubled) == (firm, guessed * 2, guesses)


def test_what_one_head_costs_and_who_was_the_highest() -> None:
    assert cost_per_head(23_600, Heads(counted=118, estimated=900)) == 200
    assert cost_per_head(23_600, Heads(estimated=900)) is None and cost_per_head(None, Heads(counted=1)) is None
    assert highest(["town", "county", "village"]) == "county" and highest([]) == ""


# -- broadcasts -------------------------------------------------------------------------------------------------


def test_one_week_is_due_at_a_time_and_weeks_left_out_are_silent() -> None:
    started: Step = (BroadcastsStarted, date(2026, 3, 16), {})
    friday = date(2026, 3, 20)
    assert [d.planned_on for d in broadcasts.fold(told(started), NATIONAL).duties] == [friday]
    late: Step = (BroadcastPlayed, date(2026, 4, 12), {})  # the Sunday of the fourth week
    course = broadcasts.fold(told(started, late), NATIONAL)
    assert [(d.planned_on, d.state) for d in course.duties] == [(friday, "missed"), (date(2026, 4, 17), "open")]
    assert course.consequences[0].reasons[0].values == {"first": friday, "last": date(2026, 4, 3), "n": 3}
    stopped = broadcasts.fold(told(started, (BroadcastsStopped, date(2026, 3, 18), {})), NATIONAL)
    assert (stopped.state, [d.state for d in stopped.duties]) == ("stopped", ["waived"])
    assert not broadcasts.may_play(stopped, friday, NATIONAL)


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(1, 60))
def test_the_weeks_of_a_year_follow_each_other_on_one_weekday_and_each_is_one_thing(since: date, n: int) -> None:
    until = since + timedelta(weeks=n)
    found = weeks(since, until, {play_day(since, FRIDAYS)}, until, FRIDAYS)
    assert {week.day.isoweekday() for week in found} == {5} and n <= len(found) <= n + 1
    assert all(later.day - week.day == timedelta(7) for week, later in itertools.pairwise(found))
    assert all((week.state == "open") == (week.day + timedelta(2) >= until) for week in found if week.state != "played")
