"""No duty that nobody can close, and none closed by what lies outside its measure."""

from __future__ import annotations

import pytest

from guitu.rules import custody, steps
from guitu.rules.facts import Fact
from tests.rules.casebook import day, detox, fact
from tests.rules.folding import codes, due, folded, of_kind


def moved(on: str, number: int) -> Fact:
    return fact("measure_transferred", on, f"mv{number}", measure="m1", to_path=f"44078500{number}")


def arrived(on: str, number: int) -> Fact:
    return fact("transfer_arrived", on, f"ar{number}", measure="m1")


def signed(on: str) -> Fact:
    return fact("agreement_signed", on, f"sg{on}", measure="m1")


def isolated(on: str) -> list[Fact]:
    return [
        fact("measure_ended", on, "end1", measure="m1", how="converted"),
        fact("measure_decided", on, "iso", measure="m2", measure_kind="compulsory_isolation"),
    ]


# -- what nobody could close


def test_a_second_custody_answers_whether_the_first_had_ended() -> None:
    facts = [
        *detox("2024-01-10"),
        fact("taken_into_custody", "2024-03-01", "c1", planned_until="2024-03-16"),
        fact("taken_into_custody", "2024-05-01", "c2"),
    ]
    found = due(facts, "check_absence:custody:c1", "2024-12-31")
    assert (found.state, found.done_by) == ("done", "c2")


def test_the_release_from_an_earlier_custody_can_still_be_recorded() -> None:
    facts = [
        fact("taken_into_custody", "2024-03-01", "c1", planned_until="2024-03-16"),
        fact("taken_into_custody", "2024-05-01", "c2"),
    ]
    held = custody.spans(facts)
    assert steps.may_release(held, day("2024-03-20"))
    assert not steps.may_release(held, day("2024-02-20"))
    out = fact("released_from_custody", "2024-03-20", "o1")
    ordered = [facts[0], out, facts[1]]
    assert custody.spans(ordered)[0].until_on == day("2024-03-20")
    assert not steps.may_release(custody.spans(ordered), day("2024-04-01"))


def test_moved_twice_and_signed_at_the_last_place_leaves_nothing_open() -> None:
    facts = [
        *detox("2024-01-10"),
        moved("2024-06-03", 1), arrived("2024-06-10", 1), moved("2024-06-12", 2), arrived("2024-06-20", 2),
        signed("2024-06-21"),
    ]
    found = {d.key: d.state for d in of_kind(facts, "sign_agreement", "2024-12-31")}
    assert found == {"sign_agreement:m1": "done", "sign_agreement:m1:1": "waived", "sign_agreement:m1:2": "done"}


def test_an_agreement_overdue_when_the_person_moved_on_was_missed() -> None:
    facts = [
        *detox("2024-01-10"),
        moved("2024-06-03", 1), arrived("2024-06-10", 1), moved("2024-08-01", 2), arrived("2024-08-05", 2),
        signed("2024-08-06"),
    ]
    assert due(facts, "sign_agreement:m1:1", "2024-12-31").state == "missed"


def test_moved_on_without_arriving_leaves_no_report_in_at_the_first_place() -> None:
    facts = [*detox("2024-01-10"), moved("2024-06-03", 1), moved("2024-06-10", 2), arrived("2024-06-20", 2)]
    states = {d.key: d.state for d in of_kind(facts, "report_in", "2024-12-31")}
    assert states == {"report_in:m1": "done", "report_in:m1:1": "waived", "report_in:m1:2": "done"}


def test_arriving_and_moving_on_in_one_day_closes_the_first_and_opens_the_second() -> None:
    facts = [*detox("2024-01-10"), moved("2024-06-03", 1), arrived("2024-06-10", 1), moved("2024-06-10", 2)]
    found = {d.key: d for d in of_kind(facts, "report_in", "2024-12-31")}
    assert (found["report_in:m1:1"].state, found["report_in:m1:1"].done_by) == ("done", "ar1")
    assert found["report_in:m1:2"].state == "open"
    course = folded(facts, "2024-12-31").measures[0]
    assert course.state_on(day("2024-06-10")) == "transferring"
    assert steps.may_take("arrive_at_transfer", course, day("2024-06-12"))
    later = [*facts, arrived("2024-06-12", 2)]
    assert due(later, "report_in:m1:2", "2024-12-31").done_by == "ar2"
    assert folded(later, "2024-12-31").measures[0].state_on(day("2024-06-12")) == "executing"


def test_a_new_agreement_on_the_day_of_moving_on_is_that_of_the_first_place() -> None:
    facts = [
        *detox("2024-01-10"),
        moved("2024-06-03", 1),
        arrived("2024-06-10", 1),
        signed("2024-06-12"),
        moved("2024-06-12", 2),
    ]
    assert due(facts, "sign_agreement:m1:1", "2024-12-31").state == "done"


@pytest.mark.parametrize("how", ["converted", "terminated", "withdrawn"])
def test_the_last_report_window_of_a_measure_that_ended_is_not_asked_for(how: str) -> None:
    facts = [*detox("2024-03-11"), fact("measure_ended", "2024-03-25", measure="m1", how=how)]
    found = due(facts, "periodic_report:m1:1", "2024-12-31")
    assert (found.state, found.due_on) == ("waived", day("2024-03-24"))


def test_prison_leaves_no_report_open() -> None:
    facts = [*detox("2024-03-11"), fact("taken_into_custody", "2024-04-25", custody="imprisoned")]
    states = {d.key: d.state for d in of_kind(facts, "periodic_report", "2025-12-31")}
    assert states == {"periodic_report:m1:1": "missed"}


# -- what lies outside


@pytest.mark.parametrize("dated", ["2024-12-01", "2025-06-01"])
def test_a_report_dated_inside_isolation_makes_nothing_missed(dated: str) -> None:
    facts = [*detox("2024-03-11"), fact("periodic_report", "2024-03-20", "r1"), *isolated("2024-04-20")]
    without = {d.key: d.state for d in of_kind(facts, "periodic_report", "2025-12-31")}
    assert without == {"periodic_report:m1:1": "done", "periodic_report:m1:2": "waived"}
    beside = [*facts, fact("periodic_report", dated, "r2")]
    assert {d.key: d.state for d in of_kind(beside, "periodic_report", "2025-12-31")} == without


def test_a_report_dated_after_death_makes_nothing_missed() -> None:
    facts = [*detox("2024-03-11"), fact("periodic_report", "2024-03-20", "r1"), fact("died", "2024-04-20")]
    without = {d.key: d.state for d in of_kind(facts, "periodic_report", "2025-12-31")}
    beside = [*facts, fact("periodic_report", "2025-01-10", "r2")]
    assert {d.key: d.state for d in of_kind(beside, "periodic_report", "2025-12-31")} == without
    assert without == {"periodic_report:m1:1": "done", "periodic_report:m1:2": "waived"}


def test_a_report_after_expiry_closes_no_window() -> None:
    facts = [
        *detox("2021-03-11"),
        *(fact("periodic_report", f"20{y}-{m:02d}-12", f"r{y}{m}") for y in (21, 22, 23) for m in range(1, 13)),
    ]
    facts.append(fact("periodic_report", "2024-01-12", "r-last"))
    beside = [*facts, fact("periodic_report", "2024-03-13", "after")]
    assert not [d for d in folded(beside).duties if d.done_by == "after"]


@pytest.mark.parametrize("kind", ["transfer_arrived", "agreement_signed"])
def test_papers_dated_after_the_measure_close_none_of_its_duties(kind: str) -> None:
    facts = [*detox("2024-01-10"), moved("2024-06-03", 1), *isolated("2024-06-10")]
    if kind == "agreement_signed":
        facts.insert(-2, arrived("2024-06-08", 1))
    late = fact(kind, "2025-01-10", "late", measure="m1")
    assert not [d for d in folded([*facts, late], "2025-12-31").duties if d.done_by == "late"]


# -- the day of a change


@pytest.mark.parametrize("day_of_end", ["2024-06-20", "2024-06-10"])
def test_a_test_on_the_day_of_conversion_answers_the_measure_that_ran_that_morning(day_of_end: str) -> None:
    facts = [*detox("2024-01-10"), fact("urine_test", day_of_end, "t1", outcome="negative"), *isolated(day_of_end)]
    (answered,) = [d for d in folded(facts, "2024-12-31").duties if d.done_by == "t1"]
    assert (answered.measure_id, answered.kind) == ("m1", "urine_test")


def test_a_refusal_on_the_day_of_conversion_counts_in_the_measure_that_ran_that_morning() -> None:
    facts = [
        *detox("2024-01-10"),
        fact("test_notice_served", "2024-06-18", "n1", test_on="2024-06-20"),
        fact("urine_test", "2024-06-20", "t1", outcome="refused", notice="n1", warning_letter=True),
        *isolated("2024-06-20"),
    ]
    course = folded(facts, "2024-12-31")
    assert [c.value for c in course.counters if c.code == "test_refusals"] == [1]
    assert [d.state for d in course.duties if d.done_by == "t1"] == ["missed"]


def test_a_report_on_the_day_of_conversion_is_one_of_the_measure_that_ran_that_morning() -> None:
    facts = [*detox("2024-03-11"), fact("periodic_report", "2024-04-05", "r1"), *isolated("2024-04-05")]
    assert due(facts, "periodic_report:m1:1", "2024-12-31").done_by == "r1"


def test_a_test_on_the_day_after_the_last_belongs_to_no_measure() -> None:
    facts = [*detox("2021-03-11"), fact("urine_test", "2024-03-11", "t1", outcome="negative")]
    assert not [d for d in folded(facts, "2024-12-31").duties if d.done_by == "t1" and d.measure_id]


def test_one_test_answers_one_slot_though_two_measures_meet_on_its_day() -> None:
    facts = [
        *detox("2024-01-10"),
        fact("measure_ended", "2024-06-20", "e1", measure="m1", how="terminated"),
        *detox("2024-06-20", "m2"),
        fact("urine_test", "2024-06-20", "t1", outcome="negative"),
    ]
    course = folded(facts, "2024-12-31")
    assert [d.key for d in course.duties if d.done_by == "t1"] == ["urine_test:m1:1:6"]
    assert len([entry for entry in course.points if entry.fact_id == "t1"]) == 1
    assert codes(due(facts, "urine_test:m2:1:1", "2024-12-31"))
