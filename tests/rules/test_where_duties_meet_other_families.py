"""What is due, where it depends on another family's facts or courses: for each the sentence of what then is right."""

from __future__ import annotations

import pytest

from tests.rules.casebook import day, detox, fact
from tests.rules.meeting import CAUGHT, STRIP, duties, duty, fold, inside


@pytest.mark.pair("leave", "custody")
def test_who_was_taken_into_custody_on_leave_owes_no_return() -> None:
    away = fact("leave_granted", "2024-04-01", "l1", until=day("2024-04-10"))
    course = fold(*detox("2024-03-04"), away, fact("taken_into_custody", "2024-04-05", **CAUGHT))
    assert duty(course, "return_from_leave:l1").state == "waived"


@pytest.mark.pair("leave", "standing")
def test_the_dead_owe_no_return_from_leave() -> None:
    away = fact("leave_granted", "2024-04-01", "l1", until=day("2024-04-10"))
    course = fold(*detox("2024-03-04"), away, fact("died", "2024-04-05"))
    assert [d.state for d in duties(course, "return_from_leave")] == ["waived"]


@pytest.mark.pair("leave", "urine_tests")
def test_the_test_after_a_long_leave_is_done_by_a_test_after_the_return() -> None:
    away = fact("leave_granted", "2024-04-01", "l1", until=day("2024-04-20"), approved_by="town")
    back = fact("leave_returned", "2024-04-20", leave="l1")
    before, after = (fact("urine_test", on, outcome="negative") for on in ("2024-04-01", "2024-04-22"))
    found = duty(fold(*detox("2024-03-04"), away, back, before, after), "return_test:l1")
    assert (found.state, found.done_by) == ("done", after.id)


@pytest.mark.pair("leave", "violations")
def test_an_absence_found_after_the_leave_settles_why_nobody_came_back() -> None:
    away = fact("leave_granted", "2024-04-01", "l1", until=day("2024-04-10"))
    gone = fact("absence_confirmed", "2024-04-10", "a1", until=day("2024-04-20"), warning_letter=True)
    assert duty(fold(*detox("2024-03-04"), away, gone), "check_absence:leave:l1").state == "done"


@pytest.mark.pair("reporting", "custody")
def test_the_days_for_reporting_in_stand_still_in_custody() -> None:
    course = fold(
        fact("measure_decided", "2024-03-04", measure="m1", measure_kind="community_detox"),
        fact("decision_served", "2024-03-04", measure="m1"),
        fact("taken_into_custody", "2024-03-10", **CAUGHT), fact("released_from_custody", "2024-03-20"), until="2024-05-01",
    )
    assert duty(course, "report_in:m1").due_on == day("2024-03-29")


@pytest.mark.pair("reporting", "measures")
def test_no_report_is_asked_for_once_the_measure_is_over() -> None:
    course = fold(*detox("2024-03-04"), fact("measure_ended", "2024-05-20", measure="m1", how="withdrawn"))
    assert max(d.opens_on for d in duties(course, "periodic_report")) < day("2024-05-20")


@pytest.mark.pair("urine_tests", "custody")
def test_a_slot_moves_by_the_days_in_custody() -> None:
    course = fold(
        *detox("2024-03-04"),
        fact("taken_into_custody", "2024-03-11", **CAUGHT),
        fact("released_from_custody", "2024-03-18"),
    )
    assert duty(course, "urine_test:m1:1:1").due_on == day("2024-04-10")


@pytest.mark.pair("urine_tests", "exits")
def test_a_finding_of_the_police_makes_of_a_strip_positive_a_positive() -> None:
    taken = fact("urine_test", "2024-03-20", "t1", **STRIP)
    found = fact("use_confirmed", "2024-04-10", test="t1")
    assert [
        d.state for d in duties(fold(*detox("2024-03-04"), taken, found), "read_result") if d.key.endswith(":finding")
    ] == ["done"]


@pytest.mark.pair("urine_tests", "leave")
def test_a_leave_of_some_days_leaves_the_slot_as_it_is() -> None:
    away = fact("leave_granted", "2024-03-11", "l1", until=day("2024-03-16"))
    found = duty(fold(*detox("2024-03-04"), away, until="2024-03-20"), "urine_test:m1:1:1")
    assert (found.state, found.due_on) == ("open", day("2024-04-03"))


@pytest.mark.pair("urine_tests", "levels")
def test_outside_a_measure_the_level_says_how_often() -> None:
    high = fold(fact("level_confirmed", "2020-01-06", level="high"), until="2020-12-31")
    low = fold(fact("level_confirmed", "2020-01-06", level="low"), until="2020-12-31")
    first = [min(d.due_on for d in duties(course, "urine_test")) for course in (high, low)]
    assert first[0] < first[1]


@pytest.mark.pair("urine_tests", "measures")
def test_a_slot_opens_with_the_measure_and_closes_with_it() -> None:
    slots = [d for d in duties(fold(*detox("2021-03-11"), until="2026-06-30"), "urine_test") if d.measure_id]
    assert slots[0].opens_on == day("2021-03-11")
    assert max(d.due_on for d in slots) == day("2024-03-10")


@pytest.mark.pair("urine_tests", "standing")
def test_abroad_no_test_is_asked_for() -> None:
    course = fold(fact("went_abroad", "2020-02-01"), until="2022-01-01")
    assert [d.key for d in duties(course, "urine_test") if d.state == "open"] == []


@pytest.mark.pair("visits", "levels")
def test_a_higher_level_is_visited_more_often() -> None:
    high, low = (
        fold(fact("level_confirmed", "2020-01-06", level=level), until="2021-01-01") for level in ("high", "low")
    )
    assert min(d.due_on for d in duties(high, "visit")) < min(d.due_on for d in duties(low, "visit"))


@pytest.mark.pair("visits", "standing")
def test_behind_walls_nobody_is_visited() -> None:
    course = fold(inside("2024-03-04"), until="2024-12-31")
    assert [d.key for d in duties(course, "visit") if d.state == "open"] == []
