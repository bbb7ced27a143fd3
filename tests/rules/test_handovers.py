"""所地对接: days counted back from the expected release, on their boundaries; and moving it, however often, leaves what
announcing the last day would have left."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guitu.policy import load
from guitu.rules import handover_steps as steps
from guitu.rules.facts import Fact, Withdrawn
from guitu.rules.facts import handovers as facts
from guitu.rules.handovers import HandoverCourse, fold, gate_at, has_come, policy_of

DAY, START = timedelta(days=1), date(2026, 3, 16)
TIMELINE = load("national")


def known(minutes: int = 0) -> datetime:
    return datetime(2026, 3, 16, 1, tzinfo=UTC) + timedelta(minutes=minutes)


def announced(days: int, minutes: int = 0) -> Fact:
    return facts.HandoverAnnounced(id="a", on=START, known=known(minutes), expected_on=START + days * DAY, by="f")


def accepted(minutes: int = 1) -> Fact:
    return facts.HandoverAccepted(id="b", on=START, known=known(minutes), receiver="w", by="t")


def moved(days: int, minutes: int) -> Fact:
    return facts.ReleaseMoved(id=f"m{minutes}", on=START, known=known(minutes), expected_on=START + days * DAY, moved_because="extended", by="f")


def signed(side: str, by: str, on: date, minutes: int) -> Fact:
    return facts.HandoverSigned(id=side, on=on, known=known(minutes), side=side, by=by)  # type: ignore[arg-type]


def due(course: HandoverCourse) -> dict[str, int]:
    return {duty.kind.removeprefix("handover_"): (duty.due_on - START).days for duty in course.duties}


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        (40, {"accept": 2, "contact": 25, "meeting": 33, "escort": 37, "sign": 40}),
        (16, {"accept": 2, "contact": 2, "meeting": 9, "escort": 13, "sign": 16}),
        (8, {"accept": 2, "contact": 2, "meeting": 2, "escort": 5, "sign": 8}),
        (1, {"accept": 2, "contact": 1, "meeting": 1, "escort": 1, "sign": 1}),
        (0, {"accept": 2, "contact": 0, "meeting": 0, "escort": 0, "sign": 0}),
    ],
)
def test_days_before_a_release_and_what_is_left_of_them(days: int, wanted: dict[str, int]) -> None:
    assert due(fold([announced(days), accepted()], TIMELINE)) == wanted


@given(st.lists(st.integers(0, 400), min_size=1, max_size=6), st.booleans())
def test_moving_is_as_if_the_last_day_had_been_announced(days: list[int], is_accepted: bool) -> None:
    taken = [accepted()] if is_accepted else []
    by_moving = fold([announced(days[0]), *taken, *(moved(one, 2 + n) for n, one in enumerate(days[1:]))], TIMELINE)
    at_once = fold([announced(days[-1]), *taken], TIMELINE)
    assert (by_moving.state, by_moving.expected_on, by_moving.duties) == (at_once.state, at_once.expected_on, at_once.duties)
    assert all(duty.opens_on <= duty.due_on for duty in by_moving.duties)


def test_the_gate_closes_at_six_and_not_a_minute_before() -> None:
    stand = [announced(0), accepted()]
    course, policy = fold(stand, TIMELINE), policy_of(stand, TIMELINE)
    six = datetime(2026, 3, 16, 10, tzinfo=UTC)
    assert gate_at(course, policy) == six and not has_come(course, policy, six - timedelta(seconds=1)) and has_come(course, policy, six)
    both = fold([*stand, signed("facility", "f", START, 5), signed("town", "t", START, 6)], TIMELINE)
    assert both.state == "received" and not has_come(both, policy, six)
    missed = fold([*stand, facts.NobodyMet(id="n", on=START, known=six, due_at=six)], TIMELINE)
    assert missed.state == "unmet" and "find" in due(missed) and "sign" not in due(missed)
    again = fold([*stand, facts.NobodyMet(id="n", on=START, known=six, due_at=six), moved(3, 700)], TIMELINE)
    assert again.state == "accepted" and "find" not in due(again)


def test_received_is_the_later_signature_and_days_after_it_count_from_there() -> None:
    stand = [announced(0), accepted(), signed("town", "t", START, 5), signed("facility", "f", START + DAY, 1500)]
    course = fold(stand, TIMELINE)
    assert course.received_on == START + DAY
    assert {kind: days for kind, days in due(course).items() if kind in ("report", "visit", "needs", "close")} == {"report": 1, "visit": 4, "needs": 8, "close": 31}


@pytest.mark.pair("handovers", "corrections")
def test_a_signature_that_is_taken_back_was_never_there() -> None:
    stand = [announced(0), accepted(), signed("town", "t", START, 5), signed("facility", "f", START, 6)]
    back = Withdrawn(id="x", on=START, known=known(9), corrects="facility")
    course = fold([*stand, back], TIMELINE)
    assert course.state == "accepted" and course.received_on is None and "report" not in due(course)
    assert course.duties == fold(stand[:3], TIMELINE).duties


def reasons(verdict: steps.Verdict) -> list[str]:
    return [reason.code for reason in verdict.reasons]


def test_who_may_sign() -> None:
    ready = fold([announced(0), accepted()], TIMELINE)
    assert steps.may_sign(ready, "town", "t", START)
    assert reasons(steps.may_sign(ready, "town", "t", START - DAY)) == ["handovers.not_yet_out"]
    assert reasons(steps.may_sign(fold([announced(0)], TIMELINE), "town", "t", START)) == ["handovers.not_accepted"]
    half = fold([announced(0), accepted(), signed("facility", "x", START, 5)], TIMELINE)
    assert reasons(steps.may_sign(half, "town", "x", START)) == ["handovers.another_person"]
    assert reasons(steps.may_sign(half, "facility", "y", START)) == ["handovers.signed_already"]


@pytest.mark.parametrize(
    ("months", "days", "wanted"),
    [(0, 0, ["handovers.term_backwards"]), (12, 0, []), (12, 1, ["handovers.term_too_long"])],
)
def test_a_secondment_ends_within_twelve_months(months: int, days: int, wanted: list[str]) -> None:
    policy = policy_of([announced(0)], TIMELINE)
    end = date(START.year + months // 12, START.month, START.day) + days * DAY
    assert reasons(steps.may_second(START, end, policy)) == wanted


def test_needs_are_something_or_nothing() -> None:
    assert steps.may_name_needs(["job", "housing"]) and steps.may_name_needs(["no_need"])
    assert reasons(steps.may_name_needs([])) == ["handovers.needs_words"]
    assert reasons(steps.may_name_needs(["no_need", "job"])) == ["handovers.no_needs_with_others"]
