"""脱逃、所外就医、双向管控: what may lie over a state is begun only where it can be, and closes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from guitu import policy
from guitu.rules import corrections, records, steps
from guitu.rules.facts import Fact
from guitu.rules.person import fold
from guitu.rules.terms import Course, Known

DECIDED = date(2025, 1, 10)


def fact(kind: str, on: date, **body: Any) -> Fact:
    known = datetime.combine(on, time(9), UTC)
    return records.KINDS[kind](id=f"{kind}-{on}", on=on, known=known, corrects=None, **body)


def course(*facts: Fact, kind: str = "compulsory_isolation") -> Course:
    first = [
        fact("registered", date(2024, 1, 1)),
        fact("measure_decided", DECIDED, measure="m", measure_kind=kind, years=2),
    ]
    return fold([*first, *facts], policy.load("enping"), Known(), until=date(2028, 12, 31))


def medical(found: Course) -> list[tuple[date, date | None]]:
    return [(o.from_on, o.until_on) for o in found.overlays if o.overlay == "medical_leave"]


def escaped(found: Course) -> list[tuple[date, date | None]]:
    return [(o.from_on, o.until_on) for o in found.overlays if o.overlay == "escaped"]


@pytest.mark.parametrize(
    "end",
    [
        fact("measure_ended", date(2025, 9, 1), measure="m", how="released"),
        fact("measure_ended", date(2025, 9, 1), measure="m", how="terminated"),
        fact("measure_ended", date(2025, 9, 1), measure="m", how="withdrawn"),
    ],
)
def test_medical_leave_and_escape_end_with_the_measure_they_belong_to(end: Fact) -> None:
    for kind, over in (("medical_leave_started", medical), ("escaped", escaped)):
        found = course(fact(kind, date(2025, 6, 1), measure="m"), end)
        assert over(found) == [(date(2025, 6, 1), date(2025, 9, 1))]


def test_medical_leave_does_not_last_beyond_the_term() -> None:
    assert medical(course(fact("medical_leave_started", date(2026, 12, 1), measure="m"))) == [
        (date(2026, 12, 1), date(2027, 1, 10))
    ]


def test_an_escape_has_no_end_but_being_brought_back() -> None:
    assert escaped(course(fact("escaped", date(2026, 12, 1), measure="m"))) == [(date(2026, 12, 1), None)]


@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        ("escaped", "recaptured"), ("medical_leave_started", "medical_leave_ended"),
        ("two_way_control_started", "two_way_control_ended"), ("lost_contact", "found_again"),
        ("pregnancy_started", "pregnancy_ended"),
    ],
)
def test_a_beginning_is_not_taken_back_before_its_end(begins: str, ends: str) -> None:
    of = {"measure": "m"} if begins in ("escaped", "medical_leave_started") else {}
    first, end = fact(begins, date(2025, 6, 1), **of), fact(ends, date(2025, 6, 20), **of)
    second = fact(begins, date(2025, 7, 1), **of)
    assert not corrections.may_withdraw(first, [first, end, second])
    assert corrections.may_withdraw(end, [first, end, second])
    assert corrections.may_withdraw(second, [first, end, second])
    assert corrections.may_withdraw(first, [first, second])


@pytest.mark.parametrize("step", ["escaped", "medical_leave_started"])
def test_only_who_is_in_compulsory_isolation_escapes_from_it_or_leaves_it_for_treatment(step: str) -> None:
    from guitu.rules import isolation

    inside = course()
    assert isolation.may_leave(step, inside.measures[0], inside.overlays, date(2025, 6, 1))
    assert not isolation.may_leave(step, inside.measures[0], inside.overlays, date(2025, 1, 9))
    assert not isolation.may_leave(step, inside.measures[0], inside.overlays, date(2027, 6, 1))
    community = course(kind="community_detox")
    assert not isolation.may_leave(step, community.measures[0], community.overlays, date(2025, 6, 1))


@pytest.mark.parametrize(
    ("begins", "ends", "overlay"),
    [("escaped", "recaptured", "escaped"), ("medical_leave_started", "medical_leave_ended", "medical_leave")],
)
def test_nobody_comes_back_who_has_not_gone_and_nobody_goes_twice(begins: str, ends: str, overlay: str) -> None:
    from guitu.rules import isolation

    still = course()
    assert not isolation.may_return(ends, still.measures[0], still.overlays, date(2025, 7, 1))
    gone = course(fact(begins, date(2025, 6, 1), measure="m"))
    assert not isolation.may_leave(begins, gone.measures[0], gone.overlays, date(2025, 6, 20))
    assert not isolation.may_return(ends, gone.measures[0], gone.overlays, date(2025, 6, 1))  # the same day
    assert isolation.may_return(ends, gone.measures[0], gone.overlays, date(2025, 6, 2))


def test_two_way_control_is_begun_once_on_the_book_and_ended_once() -> None:
    on = date(2025, 6, 1)
    free = course()
    assert steps.may_start_two_way_control(free.overlays, free.standing, on)
    assert not steps.may_end_two_way_control(free.overlays, on)
    begun = course(fact("two_way_control_started", on))
    assert not steps.may_start_two_way_control(begun.overlays, begun.standing, date(2025, 6, 2))
    assert not steps.may_end_two_way_control(begun.overlays, on)
    assert steps.may_end_two_way_control(begun.overlays, date(2025, 6, 2))
    gone = course(fact("died", date(2025, 5, 1)))
    assert not steps.may_start_two_way_control(gone.overlays, gone.standing, on)
