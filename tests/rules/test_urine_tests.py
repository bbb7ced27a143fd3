"""Urine tests: slots of a measure, what closes them, what a strip positive leads to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guitu import policy
from guitu.rules import screenings, urine_tests, urine_tests_outside
from guitu.rules.facts import Fact, LaboratoryResult, UrineTest
from guitu.rules.screenings import papers
from guitu.rules.slots import laid_out
from guitu.rules.terms import Known, MeasureCourse, Span
from tests.rules.casebook import fact

START = date(2023, 1, 15)
FAR = date(2030, 1, 1)
NATIONAL = policy.load("national")
COURSE = MeasureCourse("m1", "community_detox", ((START, "reported"),), START, date(2026, 1, 15), (), 3)


def told(facts: Sequence[Fact], course: MeasureCourse = COURSE, until: date = FAR) -> dict[str, Any]:
    duties, _ = urine_tests.slots(course, papers(facts), NATIONAL, Known(), until)
    return {duty.key.removeprefix("urine_test:m1:"): duty for duty in duties}


def outcomes(facts: Sequence[Fact], course: MeasureCourse = COURSE) -> list[tuple[str, bool]]:
    _, results = urine_tests.slots(course, papers(facts), NATIONAL, Known(), FAR)
    return [(result.result, result.scheduled) for result in results]


def test_twelve_six_four_make_twenty_two_slots_without_gap() -> None:
    slots = list(laid_out(COURSE, NATIONAL, FAR))
    assert len(slots) == 22
    assert (slots[0].opens, slots[-1].closes) == (START, date(2026, 1, 15))
    assert all(one.closes == two.opens for one, two in pairwise(slots))


@given(st.dates(date(2009, 1, 1), date(2035, 1, 1)), st.integers(1, 3))
def test_slots_cover_each_year_whatever_day_it_began(start: date, years: int) -> None:
    course = replace(COURSE, starts_on=start, ends_on=None, years=years, kind="community_rehabilitation")
    slots = list(laid_out(course, NATIONAL, date(2050, 1, 1)))
    assert slots[0].opens == start
    assert all(slot.opens < slot.closes for slot in slots)
    assert all(one.closes == two.opens for one, two in pairwise(slots))


def test_only_what_opens_by_the_horizon_is_laid_out() -> None:
    assert list(told([], until=date(2023, 2, 15))) == ["1:1", "1:2"]
    assert list(told([], until=date(2023, 2, 14))) == ["1:1"]


def test_a_test_on_the_last_day_answers_and_the_day_after_is_the_next_slot() -> None:
    last = told([fact("urine_test", "2023-02-14", outcome="negative")])
    assert (last["1:1"].state, last["1:1"].due_on) == ("done", date(2023, 2, 14))
    after = told([fact("urine_test", "2023-02-15", outcome="negative")])
    assert (after["1:1"].state, after["1:2"].state) == ("open", "done")


def test_a_surplus_answers_no_other_slot() -> None:
    tests = [fact("urine_test", f"2023-01-{day}", outcome="negative") for day in (16, 17, 18)]
    assert [duty.state for duty in told(tests).values()].count("done") == 1
    assert outcomes(tests) == [("NEG", True), ("NEG", False), ("NEG", False)]


def test_the_day_of_the_notice_is_the_day_planned() -> None:
    notice = fact("test_notice_served", "2023-01-16", test_on=date(2023, 1, 30))
    assert told([notice])["1:1"].planned_on == date(2023, 1, 30)
    assert told([])["1:1"].planned_on == START


def test_a_test_named_for_a_past_slot_closes_it_late_and_never_on_time() -> None:
    late = fact("urine_test", "2023-02-20", outcome="negative", slot="1:1")
    found = told([late])
    assert (found["1:1"].state, found["1:2"].state) == ("done", "open")
    assert "urine_tests.late" in [reason.code for reason in found["1:1"].reasons]


@pytest.mark.parametrize(
    ("outcome", "state", "result"),
    [
        ("negative", "done", "NEG"),
        ("prescribed", "done", "PRESCRIBED"),
        ("refused", "missed", "REFUSED"),
        ("invalid", "open", "INVALID"),
        ("positive", "done", "WAITING"),
    ],
)
def test_what_each_outcome_does_to_its_slot(outcome: str, state: str, result: str) -> None:
    test = fact("urine_test", "2023-01-20", outcome=outcome)
    assert told([test])["1:1"].state == state
    assert outcomes([test])[0][0] == result


def test_who_refuses_and_then_comes_has_answered_but_the_refusal_stays() -> None:
    tests = [
        fact("urine_test", "2023-01-20", outcome="refused"),
        fact("urine_test", "2023-01-21", outcome="negative"),
    ]
    assert told(tests)["1:1"].state == "done"
    assert sorted(outcomes(tests)) == [("NEG", True), ("REFUSED", True)]


@pytest.mark.parametrize(
    ("reason", "state"),
    [("hospital", "waived"), ("wrong_number", "waived"), ("none_given", "missed"), ("evaded", "missed")],
)
def test_a_missed_test_asks_for_the_reason_first(reason: str, state: str) -> None:
    assert told([fact("test_missed", "2023-02-15", slot="1:1", reason=reason)])["1:1"].state == state


def test_custody_moves_what_follows_and_keeps_the_slot_of_which_enough_is_left_before_and_after() -> None:
    paused = replace(COURSE, paused=((date(2023, 2, 10), date(2023, 3, 10)),), ends_on=date(2026, 2, 12))
    found = told([], paused)
    assert (found["1:1"].state, found["1:1"].due_on) == ("open", date(2023, 3, 17))
    assert (found["1:2"].opens_on, found["1:2"].due_on) == (date(2023, 3, 15), date(2023, 4, 11))
    assert len(found) == 22
    assert found["3:4"].due_on == date(2026, 2, 11)


def test_custody_that_leaves_enough_of_the_slot_only_moves_its_last_day() -> None:
    paused = replace(COURSE, paused=((date(2023, 1, 20), date(2023, 1, 25)),))
    found = told([], paused)
    assert (found["1:1"].state, found["1:1"].due_on) == ("open", date(2023, 2, 19))


def test_custody_without_an_end_asks_for_nothing_more() -> None:
    found = told([], replace(COURSE, paused=((date(2023, 2, 10), None),)))
    assert {name: duty.state for name, duty in found.items()} == {"1:1": "waived"}


def test_slots_that_a_waiver_takes_whole_are_waived_and_the_others_are_not() -> None:
    waiver = fact("tests_waived", "2023-02-15", until=date(2023, 4, 15), why="pregnancy")
    states = [duty.state for duty in told([waiver], until=date(2023, 6, 1)).values()]
    assert states == ["open", "waived", "waived", "open", "open"]


def test_when_the_measure_ends_what_was_overdue_is_missed_and_what_was_not_is_waived() -> None:
    ended = replace(COURSE, states=((START, "reported"), (date(2023, 2, 20), "released")))
    assert {name: duty.state for name, duty in told([], ended).items()} == {"1:1": "missed", "1:2": "waived"}


def _positive(**more: Any) -> UrineTest:
    test = fact("urine_test", "2023-01-20", id="t1", outcome="positive", sample_a="A1", sample_b="B1", **more)
    assert isinstance(test, UrineTest)
    return test


def _laboratory(stage: str, outcome: str, laboratory: str, on: str = "2023-01-28") -> LaboratoryResult:
    found = fact("laboratory_result", on, test="t1", stage=stage, outcome=outcome, laboratory=laboratory)
    assert isinstance(found, LaboratoryResult)
    return found


@pytest.mark.parametrize(
    ("results", "final"),
    [
        ([], "awaiting"),
        ([("first", "positive", "a")], "awaiting"),
        ([("first", "negative", "a")], "negative"),
        ([("first", "positive", "a"), ("second", "negative", "b")], "negative"),
        ([("first", "positive", "a"), ("second", "negative", "a")], "awaiting"),
        ([("first", "positive", "a"), ("second", "positive", "b")], "awaiting"),
        ([("first", "prescribed", "a")], "prescribed"),
    ],
)
def test_a_strip_positive_is_settled_only_by_a_laboratory_or_the_police(results: Any, final: str) -> None:
    papers = [_laboratory(*result) for result in results]
    assert screenings.final_outcome(_positive(), papers, []) == final
    finding: Any = fact("use_confirmed", "2023-02-10", test="t1")
    assert screenings.final_outcome(_positive(), papers, [finding]) == "positive"


def test_a_positive_overturned_leaves_the_slot_as_a_plain_negative_does() -> None:
    overturned = [
        _positive(),
        _laboratory("first", "positive", "a"),
        _laboratory("second", "negative", "b", "2023-02-02"),
    ]
    plain = [replace(_positive(), outcome="negative")]
    assert outcomes(overturned) == outcomes(plain)
    assert told(overturned)["1:1"] == told(plain)["1:1"]


def test_a_strip_positive_is_followed_step_by_step() -> None:
    def steps(*more: Fact) -> dict[str, str]:
        duties = screenings.readings(papers([_positive(), *more]), NATIONAL, FAR)
        return {duty.key.removeprefix("read_result:t1:"): duty.state for duty in duties}

    first = _laboratory("first", "positive", "a")
    again = fact("test_objected", "2023-01-29", test="t1")
    second = _laboratory("second", "positive", "b", "2023-02-05")
    assert steps() == {"told": "done", "laboratory": "open"}
    assert steps(first) == {"told": "done", "laboratory": "done", "finding": "open"}
    assert steps(first, again) == {"told": "done", "laboratory": "done", "second": "open"}
    assert steps(first, again, second)["finding"] == "open"
    assert set(steps(first, again, second, fact("use_confirmed", "2023-02-09", test="t1")).values()) == {
        "done"
    }


def test_two_staff_and_a_woman_for_a_woman() -> None:
    good = replace(_positive(), tester_1="p1", tester_2="p2", collector_sex="male")
    assert screenings.may_record_test(good, Known(sex="male"), NATIONAL)
    verdict = screenings.may_record_test(replace(good, tester_2="p1"), Known(sex="female"), NATIONAL)
    codes = [reason.code for reason in verdict.reasons]
    assert codes == ["urine_tests.two_staff", "urine_tests.female_collector"]
    assert {reason.clause for reason in verdict.reasons} == {"test_procedure.8"}


def test_a_strip_past_its_date_says_nothing() -> None:
    good = replace(_positive(), tester_1="p1", tester_2="p2", collector_sex="male", kit_lot="B1")
    assert screenings.may_record_test(replace(good, kit_until=good.on), Known(), NATIONAL)
    verdict = screenings.may_record_test(replace(good, kit_until=good.on - timedelta(days=1)), Known(), NATIONAL)
    assert [(reason.code, reason.clause) for reason in verdict.reasons] == [("urine_tests.kit_expired", "guitu.default")]


def test_the_second_laboratory_is_not_the_first() -> None:
    first, second = _laboratory("first", "positive", "a"), _laboratory("second", "negative", "a")
    verdict = screenings.may_record_laboratory(second, _positive(), [first])
    assert [reason.code for reason in verdict.reasons] == ["urine_tests.same_laboratory"]


def test_objections_are_taken_for_three_days() -> None:
    assert screenings.may_object(_positive(), date(2023, 1, 23), [], NATIONAL)
    assert screenings.may_object(_positive(), date(2023, 1, 28), [], NATIONAL)  # a Saturday, worked after the holidays
    assert not screenings.may_object(_positive(), date(2023, 1, 29), [], NATIONAL)


def test_the_days_to_object_run_from_the_day_of_telling() -> None:
    untold = replace(_positive(), told=False, signed=False)
    assert screenings.may_object(untold, date(2023, 3, 1), [], NATIONAL)
    late = replace(_positive(), told_on=date(2023, 1, 30))
    assert screenings.may_object(late, date(2023, 2, 2), [], NATIONAL)
    verdict = screenings.may_object(late, date(2023, 2, 3), [], NATIONAL)
    assert [(reason.values["by"], reason.clause) for reason in verdict.reasons] == [
        (date(2023, 2, 2), "test_procedure.recheck")
    ]


def test_telling_is_done_with_a_signature_or_its_refusal() -> None:
    def told_step(**what: Any) -> tuple[str, date | None]:
        found = papers([replace(_positive(), **what)])
        [duty] = [d for d in screenings.readings(found, NATIONAL, FAR) if d.key.endswith("told")]
        return duty.state, duty.done_on

    day = _positive().on
    assert told_step() == ("done", day)
    assert told_step(told=False, signed=False) == ("open", None)
    assert told_step(signed=False) == ("open", None)
    assert told_step(signed=False, signature_refused=True) == ("done", day)
    assert told_step(told_on=day + timedelta(days=2)) == ("done", day + timedelta(days=2))


def test_a_result_is_told_once_after_the_sample_and_only_a_positive() -> None:
    untold = replace(_positive(), told=False, signed=False)
    assert screenings.may_tell(untold, untold.on)
    assert screenings.may_tell(replace(untold, told=True), untold.on)  # the signature is missing
    for test, on, code in (
        (untold, untold.on - timedelta(days=1), "urine_tests.told_before_test"),
        (_positive(), untold.on, "urine_tests.told_already"),
        (replace(untold, outcome="negative"), untold.on, "urine_tests.not_positive"),
    ):
        assert [reason.code for reason in screenings.may_tell(test, on).reasons] == [code]


def test_a_positive_sample_is_kept_for_six_months_since_2017() -> None:
    months = [NATIONAL.on(date(year, 6, 1)).urine_tests.keep_samples_months for year in (2016, 2017)]
    assert months == [2, 6]


def test_outside_a_measure_the_next_test_counts_from_the_last_one() -> None:
    span = Span("in_society", START, None)
    levels = [(START, "low")]
    test = fact("urine_test", "2023-03-01", outcome="negative")
    duties, results = urine_tests_outside.outside([span], levels, papers([test]), NATIONAL, Known(), FAR)
    assert [(duty.state, duty.due_on) for duty in duties] == [
        ("done", date(2023, 7, 15)),
        ("open", date(2023, 9, 1)),
    ]
    assert [result.result for result in results] == ["NEG"]


def test_a_stricter_level_never_makes_somebody_overdue_by_itself() -> None:
    levels = [(START, "low"), (START + timedelta(days=120), "high")]
    duties, _ = urine_tests_outside.outside([Span("in_society", START, None)], levels, papers([]), NATIONAL, Known(), FAR)
    assert [duty.due_on for duty in duties] == [date(2023, 6, 15)]


def test_a_voluntary_test_outside_a_measure_leaves_the_schedule_as_it_is() -> None:
    test = fact("urine_test", "2023-02-01", outcome="negative", purpose="voluntary")
    duties, results = urine_tests_outside.outside(
        [Span("in_society", START, None)], [(START, "low")], papers([test]), NATIONAL, Known(), FAR
    )
    assert [(duty.state, duty.due_on) for duty in duties] == [("open", date(2023, 7, 15))]
    assert [(result.result, result.scheduled) for result in results] == [("NEG", False)]


@pytest.mark.parametrize(
    ("on", "planned", "excused", "may"),
    [
        ("2023-02-14", "2023-01-15", False, False),  # its last day
        ("2023-02-15", "2023-01-15", False, True),
        ("2023-01-29", "2023-01-30", False, False),  # the day before the notice's
        ("2023-01-30", "2023-01-30", False, True),
        ("2023-01-20", "2023-01-15", True, True),
    ],
)
def test_a_slot_is_missed_when_it_is_over_or_was_called_for(on: str, planned: str, excused: bool, may: bool) -> None:
    slot = replace(told([])["1:1"], planned_on=date.fromisoformat(planned))
    verdict = urine_tests.may_miss(slot, date.fromisoformat(on), excused=excused)
    assert bool(verdict) is may
    assert [reason.clause for reason in verdict.reasons] == ([] if may else ["detox_regulation.20"])
