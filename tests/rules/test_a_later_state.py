"""A later state decides only what falls due in it: what was overdue before stands, and goes on after the return."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from guitu import policy
from guitu.rules import person
from guitu.rules.facts import Fact
from guitu.rules.terms import Course, Duty, Known
from tests.rules.casebook import day, detox, fact

PACK = policy.load("enping")
HIM = Known("male", day("1990-01-01"))
START = [fact("registered", "2023-11-01", first_found_on="2023-10-20"), *detox("2023-11-06")]
STRIP = fact("urine_test", "2023-12-08", "strip", outcome="positive", sample_a="A", sample_b="B")

AWAY = {
    "abroad": [fact("went_abroad", "2024-01-15", "gone"), fact("came_back", "2024-01-17", "back")],
    "moved out": [fact("moved_out", "2024-01-15", "gone"), fact("moved_in", "2024-01-17", "back")],
}
away = pytest.mark.parametrize("trip", AWAY.values(), ids=AWAY)


def folded(facts: Sequence[Fact], until: str = "2024-06-30") -> Course:
    return person.fold(facts, PACK, HIM, until=day(until))


def duties(course: Course, kind: str = "") -> dict[str, Duty]:
    return {duty.key: duty for duty in course.duties if not kind or duty.kind == kind}


@away
def test_two_days_away_leave_every_older_duty_as_it_was(trip: list[Fact]) -> None:
    before, after = duties(folded([*START, STRIP])), duties(folded([*START, STRIP, *trip]))
    older = {key: duty for key, duty in before.items() if duty.due_on < day("2024-01-15") and duty.kind != "visit"}
    assert {duty.kind for duty in older.values() if duty.state == "open"} >= {"urine_test", "read_result"}
    assert {key: after[key] for key in older} == older


@away
def test_two_days_away_leave_the_slot_that_they_lie_in_open_to_its_last_day(trip: list[Fact]) -> None:
    slot = duties(folded([*START, *trip]), "urine_test")["urine_test:m1:1:3"]  # 01-06 to 02-05
    assert (slot.state, slot.due_on) == ("open", day("2024-02-05"))


@away
def test_who_is_back_is_asked_to_report_again(trip: list[Fact]) -> None:
    report = fact("periodic_report", "2023-11-20", "r1")
    asked = duties(folded([*START, report, fact("periodic_report", "2023-12-20", "r2"), *trip]), "periodic_report")
    assert [key for key, duty in asked.items() if duty.state == "open"] == ["periodic_report:m1:3"]


def test_a_report_that_falls_due_abroad_is_not_asked_for_and_the_next_one_is() -> None:
    trip = [fact("went_abroad", "2023-12-20"), fact("came_back", "2024-01-20")]
    asked = duties(folded([*START, fact("periodic_report", "2023-11-20"), *trip]), "periodic_report")
    states = [asked[f"periodic_report:m1:{number}"].state for number in (1, 2, 3)]
    assert states == ["done", "waived", "open"]


@away
def test_an_agreement_that_was_not_signed_before_is_still_to_be_signed_after_the_return(trip: list[Fact]) -> None:
    unsigned = [fact("registered", "2023-11-01"), *detox("2023-11-06", agreed=False)]
    assert duties(folded([*unsigned, *trip]))["sign_agreement:m1"].state == "open"


@away
def test_an_overdue_visit_is_still_to_be_made_after_the_return(trip: list[Fact]) -> None:
    facts = [fact("registered", "2023-11-01"), *detox("2023-11-06")]
    late = {
        d.key for d in folded(facts).duties if d.kind == "visit" and d.state == "open" and d.due_on < day("2024-01-15")
    }
    still = {d.key for d in folded([*facts, *trip]).duties if d.kind == "visit" and d.state == "open"}
    assert late and late <= still


@pytest.mark.parametrize("gone", ["went_abroad", "abstinence_confirmed"])
def test_the_laboratory_goes_on_without_the_person(gone: str) -> None:
    asked = duties(folded([START[0], STRIP, fact(gone, "2024-01-15")]), "read_result")
    assert asked["read_result:strip:laboratory"].state == "open"


def test_the_release_notice_that_was_overdue_is_still_owed_after_two_days_abroad() -> None:
    trip = [fact("went_abroad", "2026-12-15"), fact("came_back", "2026-12-17")]
    assert duties(folded([*START, *trip], "2026-12-31"))["release_measure:m1"].state == "open"


def test_the_exit_that_was_asked_for_is_still_asked_for_after_two_days_abroad() -> None:
    facts = [*START, fact("measure_ended", "2026-11-10", measure="m1")]
    trip = [fact("went_abroad", "2026-12-15"), fact("came_back", "2026-12-17")]
    assert duties(folded([*facts, *trip], "2026-12-31"))["confirm_exit:2023-11-06"].state == "open"


def test_what_was_overdue_when_the_person_left_for_good_is_called_missed_and_not_waived() -> None:
    course = folded([*START, fact("went_abroad", "2024-01-15")])
    late = [d for d in course.duties if d.kind == "urine_test" and d.due_on < day("2024-01-15")]
    assert late and {d.state for d in late} == {"missed"}


def test_an_agreement_overdue_when_the_measure_ended_was_missed_and_one_not_yet_due_is_not_asked_for() -> None:
    unsigned = [fact("registered", "2023-11-01"), *detox("2023-11-06", agreed=False)]
    late = duties(folded([*unsigned, fact("measure_ended", "2024-03-01", measure="m1", how="terminated")]))
    soon = duties(folded([*unsigned, fact("measure_ended", "2023-11-08", measure="m1", how="terminated")]))
    assert [found["sign_agreement:m1"].state for found in (late, soon)] == ["missed", "waived"]
