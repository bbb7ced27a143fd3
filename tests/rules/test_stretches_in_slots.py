"""A stay in hospital, a proven waiver, custody, leave: what each does to the test whose time it takes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from guitu.rules.facts import Fact
from guitu.rules.terms import Duty
from tests.rules.casebook import day, detox, fact
from tests.rules.folding import amended, codes, due, folded

START = "2023-01-10"  # year 2 begins on 2024-01-10, its first slot is 01-10 … 03-09 (60 days)
OPENS, CLOSES = date(2024, 1, 10), date(2024, 3, 10)


def on(number: int) -> str:
    """The day of the slot so numbered, 1 being its first."""
    return (OPENS + timedelta(days=number - 1)).isoformat()


def away(first: int, days: int, why: str = "hospital", **more: Any) -> Fact:
    return fact("tests_waived", on(first), f"w{first}", until=on(first + days), why=why, **more)


def slot(facts: list[Fact], name: str = "2:1", until: str = "2024-12-31") -> Duty:
    return due([*detox(START), *facts], f"urine_test:m1:{name}", until)


def test_the_slot_of_these_tests_has_sixty_days() -> None:
    found = slot([])
    assert (found.opens_on, found.due_on, (CLOSES - OPENS).days) == (OPENS, date(2024, 3, 9), 60)


@pytest.mark.parametrize(
    ("first", "days", "state", "due_on"),
    [
        (2, 58, "waived", None),  # a day before and a day after
        (1, 60, "waived", None),
        (1, 54, "waived", None),  # six days left
        (1, 53, "open", on(60)),  # seven days left, all after it
        (5, 53, "open", on(60)),  # four before and three after
        (4, 51, "open", on(60)),
        (1, 1, "open", on(60)),
        (30, 1, "open", on(60)),
        (60, 1, "open", on(68)),  # covers the last day: seven days after its end, the 61st
        (8, 53, "open", on(68)),
        (50, 40, "open", on(97)),
    ],
)
def test_a_stay_with_proof_is_judged_by_the_days_it_leaves(
    first: int, days: int, state: str, due_on: str | None
) -> None:
    found = slot([away(first, days)])
    assert found.state == state
    if due_on is not None:
        assert found.due_on == day(due_on)
    assert ("urine_tests.waived" in codes(found)) is (state == "waived")
    assert slot([away(1, 1)]).state == "open"


def test_a_waiver_without_proof_changes_nothing() -> None:
    assert slot([away(1, 60, proof=False)]).state == "open"


def test_two_stays_are_taken_together() -> None:
    assert slot([away(2, 30), away(33, 26)]).state == "waived"  # a day before, one between, two after
    assert slot([away(2, 20), away(33, 20)]).state == "open"


def test_a_stay_over_three_slots_waives_the_middle_and_keeps_the_others() -> None:
    stay = [away(40, 100)]  # 2024-02-18 … 2024-05-28
    assert [slot(stay, name).state for name in ("2:1", "2:2", "2:3")] == ["open", "waived", "open"]
    assert slot(stay).due_on == day("2024-06-04")
    assert slot(stay, "2:3").due_on == day("2024-07-09")


def test_the_test_after_a_stay_answers_the_slot_that_waited_and_the_next_one_the_next() -> None:
    facts = [
        away(50, 15),
        fact("urine_test", on(66), "t1", outcome="negative"),
        fact("urine_test", on(80), "t2", outcome="negative"),
    ]
    assert (slot(facts).state, slot(facts).done_by) == ("done", "t1")
    assert slot(facts, "2:2").done_by == "t2"
    assert not any("late" in code for code in codes(slot(facts)))


def test_custody_is_judged_by_the_days_before_and_after_together() -> None:
    taken = [fact("taken_into_custody", on(55)), fact("released_from_custody", on(85))]
    found = slot(taken)
    assert found.state == "open"
    assert found.due_on >= day(on(85)) + timedelta(days=7)
    following = slot(taken, "2:2")
    assert following.opens_on == CLOSES + timedelta(days=30)


def test_while_nobody_knows_when_custody_ends_the_slot_is_not_said_to_be_too_short() -> None:
    found = slot([fact("taken_into_custody", on(55))])
    assert found.state == "waived"
    assert "urine_tests.inside" in codes(found)
    assert "urine_tests.custody" not in codes(found)


def test_custody_inside_a_slot_moves_its_last_day() -> None:
    taken = [fact("taken_into_custody", on(10)), fact("released_from_custody", on(20))]
    assert (slot(taken).state, slot(taken).due_on) == ("open", CLOSES + timedelta(days=9))


def test_custody_that_does_not_move_the_end_is_judged_like_a_stay_in_hospital() -> None:
    pack = amended(("2008-06-01 = true\n\n[release_notice_days]", "2008-06-01 = false\n\n[release_notice_days]"))

    def found(first: int, days: int) -> Duty:
        taken = [fact("taken_into_custody", on(first)), fact("released_from_custody", on(first + days))]
        return due([*detox(START), *taken], "urine_test:m1:2:1", "2024-12-31", pack)

    assert found(1, 1).state == "open"
    assert found(2, 58).state == "waived"
    assert (found(50, 20).state, found(50, 20).due_on) == ("open", day(on(77)))


@pytest.mark.parametrize("reason", ["approved_leave"])
def test_leave_excuses_the_day_and_never_the_test(reason: str) -> None:
    leave = fact("leave_granted", on(30), "leave1", until=on(35))
    missed = fact("test_missed", on(32), "m", slot="2:1", reason=reason)
    assert slot([leave]).state == "open"
    found = slot([leave, missed])
    assert (found.state, found.due_on) == ("open", day(on(60)))
    assert "urine_tests.day_excused" in codes(found)
    assert [r for r in folded([*detox(START), leave, missed], on(60)).points if r.fact_id == "m"] == []
    tested = slot([leave, missed, fact("urine_test", on(40), "t1", outcome="negative")])
    assert (tested.state, tested.done_by) == ("done", "t1")


def test_leave_over_a_whole_slot_makes_it_a_test_elsewhere() -> None:
    leave = [
        fact("leave_granted", "2023-02-05", "leave1", until="2023-03-01", approved_by="town"),
        fact("leave_granted", "2023-03-01", "leave2", until="2023-03-20", approved_by="town"),
    ]
    over = slot(leave, "1:2", "2023-06-01")  # 02-10 … 03-09
    assert (over.state, over.due_on) == ("open", day("2023-03-09"))
    assert "urine_tests.elsewhere" in codes(over)
    assert "urine_tests.elsewhere" not in codes(slot(leave, "1:1", "2023-06-01"))
    assert "urine_tests.elsewhere" not in codes(slot(leave, "1:3", "2023-06-01"))
    abroad = fact("urine_test", "2023-02-20", "t1", outcome="negative", elsewhere=True)
    assert slot([*leave, abroad], "1:2", "2023-06-01").done_by == "t1"


def test_the_end_of_a_waiver_is_the_first_day_without_it() -> None:
    assert slot([away(1, 53)]).state == "open"
    assert slot([away(1, 54)]).state == "waived"
