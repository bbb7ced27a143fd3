"""For each family of rules that reads another's facts or courses, the sentence of what then is right."""

from __future__ import annotations

from datetime import date

import pytest

from guitu.rules import corrections, maternity, person, steps
from guitu.rules.facts import Fact
from guitu.rules.terms import Course, Known
from tests.rules.casebook import day, detox, fact
from tests.rules.meeting import CAUGHT, PACK, STRIP, duties, fold, inside, state_on


@pytest.mark.pair("corrections", "measures")
def test_a_decision_that_papers_rest_on_is_not_taken_back() -> None:
    papers = detox("2024-03-04")
    refusal = corrections.may_withdraw(papers[0], papers)
    assert [reason.code for reason in refusal.reasons] == ["corrections.leant_on"]


@pytest.mark.pair("corrections", "reporting")
def test_reporting_in_is_not_corrected_to_a_day_before_the_decision() -> None:
    papers = detox("2024-03-04")
    earlier = fact("reported_in", "2024-03-01", "m1-reported-again", measure="m1", corrects="m1-reported")
    assert not corrections.may_stand(earlier, papers[2], papers)


@pytest.mark.pair("corrections", "standing")
def test_what_a_correction_changes_in_the_states_is_told_by_its_days() -> None:
    before, after = fold(), fold(*detox("2024-03-04"))
    told = corrections.changes(before, after, day("2024-03-05"))
    changed = next(reason for reason in told if reason.code == "corrections.state")
    assert changed.values["after"] == "standing.community_detox"


@pytest.mark.pair("corrections", "violations")
def test_a_counter_that_a_correction_lowers_is_told_before_it_is_done() -> None:
    gone = fact("absence_confirmed", "2024-04-01", "a1", until=day("2024-04-10"), warning_letter=True)
    told = corrections.changes(fold(*detox("2024-03-04"), gone), fold(*detox("2024-03-04")), day("2024-05-01"))
    assert "corrections.counter" in [reason.code for reason in told]


@pytest.mark.pair("custody", "measures")
def test_a_custody_begun_under_compulsory_isolation_is_the_same_stretch() -> None:
    course = fold(
        inside("2024-03-04"),
        fact("taken_into_custody", "2024-05-06", **CAUGHT),
        fact("released_from_custody", "2024-06-03"),
    )
    assert state_on(course, "2024-05-20") == "compulsory_isolation"


@pytest.mark.pair("exits", "custody")
def test_days_in_custody_are_no_clean_days() -> None:
    course = fold(
        *detox("2020-03-11"), fact("taken_into_custody", "2021-01-01", **CAUGHT), fact("released_from_custody", "2021-01-31"),
        until="2024-12-31",
    )
    assert course.exit_due_on == day("2023-04-10")


@pytest.mark.pair("exits", "measures")
def test_the_clean_years_of_a_measure_begin_with_its_execution() -> None:
    course = fold(*detox("2021-03-11"))
    assert (course.clean_from, course.exit_due_on) == (day("2021-03-11"), day("2024-03-11"))


@pytest.mark.pair("exits", "reporting")
def test_who_refused_to_report_in_is_not_proposed() -> None:
    refused = [
        fact("measure_decided", "2021-03-01", measure="m1", measure_kind="community_detox"),
        fact("decision_served", "2021-03-01", measure="m1"), fact("report_refused", "2021-04-01", measure="m1"),
    ]
    assert [p for p in fold(*refused).proposals if p.kind == "exit"] == []


@pytest.mark.pair("exits", "standing")
def test_nothing_is_proposed_of_the_dead() -> None:
    course = fold(fact("died", "2022-05-05"))
    assert course.exit_due_on is None
    assert [p for p in course.proposals if p.kind == "exit"] == []


@pytest.mark.pair("exits", "urine_tests")
def test_no_exit_is_proposed_while_a_strip_positive_waits_for_the_laboratory() -> None:
    course = fold(fact("urine_test", "2022-12-20", "t1", **STRIP), until="2023-02-01")
    assert [p for p in course.proposals if p.kind == "exit"] == []


@pytest.mark.pair("exits", "violations")
def test_no_exit_is_proposed_while_a_counter_is_reached_and_not_answered() -> None:
    gone = [
        fact("absence_confirmed", f"2021-0{month}-01", f"a{month}", until=day(f"2021-0{month}-05"), warning_letter=True)
        for month in (5, 6, 7)
    ]
    course = fold(*detox("2021-03-11"), *gone, fact("measure_ended", "2024-03-11", measure="m1"))
    assert [p for p in course.proposals if p.kind == "exit"] == []


@pytest.mark.pair("levels", "standing")
def test_nobody_is_assessed_who_is_not_in_care() -> None:
    course = fold(fact("moved_out", "2020-01-20"), until="2022-01-01")
    assert [d.key for d in duties(course, "assess_level") if d.state == "open"] == []


@pytest.mark.pair("measures", "corrections")
def test_a_measure_that_was_withdrawn_is_over() -> None:
    course = fold(*detox("2024-03-04"), fact("measure_ended", "2024-04-08", measure="m1", how="withdrawn"))
    assert course.measures[0].state_on(day("2024-04-08")) == "terminated"
    assert state_on(course, "2024-04-08") == "in_society"


@pytest.mark.pair("measures", "custody")
def test_a_measure_stands_still_in_custody_and_ends_later_by_so_many_days() -> None:
    course = fold(
        *detox("2022-03-04"),
        fact("taken_into_custody", "2023-01-01", **CAUGHT),
        fact("released_from_custody", "2023-01-31"),
    )
    assert course.measures[0].ends_on == day("2025-04-03")


@pytest.mark.pair("measures", "reporting")
def test_a_measure_begins_on_the_day_of_reporting_in() -> None:
    papers = [
        fact("measure_decided", "2024-03-04", measure="m1", measure_kind="community_detox"),
        fact("decision_served", "2024-03-05", measure="m1"), fact("reported_in", "2024-03-11", measure="m1"),
    ]
    assert fold(*papers).measures[0].starts_on == day("2024-03-11")


@pytest.mark.pair("measures", "standing")
def test_death_ends_every_measure() -> None:
    course = fold(*detox("2024-03-04"), fact("died", "2024-05-06"))
    assert course.measures[0].states[-1] == (day("2024-05-06"), "closed_death")


@pytest.mark.pair("measures", "leave")
def test_leave_moves_the_end_of_no_measure() -> None:
    away = fact("leave_granted", "2024-04-01", "l1", until=day("2024-04-20"), approved_by="town")
    assert fold(*detox("2024-03-04"), away).measures[0].ends_on == day("2027-03-04")


@pytest.mark.pair("points", "exits")
def test_a_month_in_which_use_was_confirmed_earns_nothing() -> None:
    tested = fact("urine_test", "2024-04-02", outcome="negative")
    course = fold(*detox("2024-03-04"), tested, fact("use_confirmed", "2024-04-20"))
    assert sum(entry.hundredths for entry in course.points if entry.on.month == 4) == 0


@pytest.mark.pair("points", "reporting")
def test_a_report_in_time_is_paid_once() -> None:
    came = fact("periodic_report", "2024-03-20", "r1")
    paid = [entry for entry in fold(*detox("2024-03-04"), came).points if entry.fact_id == "r1"]
    assert len(paid) == 1 and paid[0].hundredths > 0


@pytest.mark.pair("points", "urine_tests")
def test_a_strip_positive_that_waits_costs_nothing() -> None:
    waits = fact("urine_test", "2024-03-20", "t1", **STRIP)
    assert [entry.hundredths for entry in fold(*detox("2024-03-04"), waits).points if entry.fact_id == "t1"] == [0]


@pytest.mark.pair("points", "violations")
def test_an_absence_costs_points_only_with_its_evidence() -> None:
    came = fact("periodic_report", "2024-03-20", "r1")
    gone = fact("absence_confirmed", "2024-03-25", "a1", until=day("2024-03-28"))
    assert (
        sum(entry.hundredths for entry in fold(*detox("2024-03-04"), came, gone).points if entry.fact_id == "a1") == 0
    )


@pytest.mark.pair("standing", "custody")
def test_custody_comes_before_a_community_measure() -> None:
    course = fold(
        *detox("2024-03-04"),
        fact("taken_into_custody", "2024-05-06", **CAUGHT),
        fact("released_from_custody", "2024-05-20"),
    )
    assert [state_on(course, on) for on in ("2024-05-05", "2024-05-06", "2024-05-20")] == [
        "community_detox",
        "detained",
        "community_detox",
    ]


@pytest.mark.pair("standing", "exits")
def test_use_that_the_police_confirm_ends_being_clean() -> None:
    course = fold(fact("abstinence_confirmed", "2023-02-01"), fact("use_confirmed", "2024-02-01"))
    assert [state_on(course, on) for on in ("2023-02-01", "2024-01-31", "2024-02-01")] == [
        "abstinent",
        "abstinent",
        "in_society",
    ]


@pytest.mark.pair("standing", "leave")
def test_leave_lies_over_the_state_and_changes_it_not() -> None:
    course = fold(*detox("2024-03-04"), fact("leave_granted", "2024-04-01", "l1", until=day("2024-04-10")))
    assert state_on(course, "2024-04-05") == "community_detox"
    assert [(o.overlay, o.from_on, o.until_on) for o in course.overlays] == [
        ("on_leave", day("2024-04-01"), day("2024-04-10"))
    ]


@pytest.mark.pair("standing", "measures")
def test_the_last_day_of_a_measure_is_the_last_day_of_its_state() -> None:
    course = fold(*detox("2021-03-11"))
    assert [state_on(course, on) for on in ("2024-03-10", "2024-03-11")] == ["community_detox", "in_society"]


@pytest.mark.pair("violations", "exits")
def test_use_during_a_measure_is_proposed_for_a_report() -> None:
    proposed = fold(*detox("2024-03-04"), fact("use_confirmed", "2024-06-03")).proposals
    assert ("violation", "use") in [(p.kind, p.value) for p in proposed]


@pytest.mark.pair("violations", "leave")
def test_approved_days_are_no_absence() -> None:
    away = fact("leave_granted", "2024-04-01", "l1", until=day("2024-04-10"))
    gone = fact("absence_confirmed", "2024-04-02", "a1", until=day("2024-04-08"), warning_letter=True)
    counters = {c.code: c.value for c in fold(*detox("2024-03-04"), away, gone).counters}
    assert (counters["departures"], counters["days_away"]) == (0, 0)


@pytest.mark.pair("violations", "measures")
def test_what_happened_after_the_measure_is_not_counted() -> None:
    gone = fact("absence_confirmed", "2024-06-01", "a1", until=day("2024-06-08"), warning_letter=True)
    ended = fact("measure_ended", "2024-05-20", measure="m1", how="withdrawn")
    assert {c.value for c in fold(*detox("2024-03-04"), ended, gone).counters} == {0}


@pytest.mark.pair("violations", "custody")
def test_who_is_in_custody_has_left_nothing() -> None:
    gone = fact("absence_confirmed", "2024-04-01", "a1", until=day("2024-04-21"), warning_letter=True)
    held = [fact("taken_into_custody", "2024-04-06", **CAUGHT), fact("released_from_custody", "2024-04-16")]
    counters = {c.code: c.value for c in fold(*detox("2024-03-04"), gone, *held).counters}
    assert counters["days_away"] == 10


@pytest.mark.pair("violations", "standing")
def test_no_counter_goes_on_after_death() -> None:
    gone = fact("absence_confirmed", "2024-04-01", "a1", warning_letter=True)
    course = fold(*detox("2024-03-04"), gone, fact("died", "2024-04-11"))
    assert {c.code: c.value for c in course.counters}["days_away"] <= 10


@pytest.mark.pair("violations", "urine_tests")
def test_three_refusals_each_with_its_notice_and_letter_are_reported() -> None:
    facts: list[Fact] = []
    for number, month in enumerate((4, 5, 6), start=1):
        facts.append(fact("test_notice_served", f"2024-0{month}-10", f"n{number}", test_on=day(f"2024-0{month}-15")))
        facts.append(
            fact(
                "urine_test",
                f"2024-0{month}-15",
                f"t{number}",
                outcome="refused",
                notice=f"n{number}",
                warning_letter=True,
            )
        )
    course = fold(*detox("2024-03-04"), *facts)
    assert {c.code: c.value for c in course.counters}["test_refusals"] == 3
    assert [d.state for d in duties(course, "report_violation")] == ["open"]


@pytest.mark.pair("measures", "exits")
def test_a_finding_of_use_ends_no_measure_by_itself() -> None:
    course = fold(*detox("2024-03-04"), fact("use_confirmed", "2024-06-03"))
    assert steps.may_take("transfer_measure", course.measures[0], day("2024-06-04"))


HER = Known("female", date(1996, 3, 7))


def of_her(*facts: Fact, until: str = "2026-06-30") -> Course:
    return person.fold([fact("registered", "2020-01-06"), *facts], PACK, HER, until=day(until))


@pytest.mark.pair("maternity", "measures")
def test_compulsory_isolation_that_runs_during_a_pregnancy_is_told_to_the_police() -> None:
    began = fact("pregnancy_started", "2024-04-01", "p1")
    told = [c.reasons for c in of_her(inside("2024-03-04"), began).consequences if c.fact_id == "p1"]
    assert "maternity.isolated" in [reason.code for reasons in told for reason in reasons]


@pytest.mark.pair("maternity", "standing")
def test_a_pregnancy_is_not_recorded_twice_over_the_same_days() -> None:
    course = of_her(fact("pregnancy_started", "2024-04-01"))
    refusal = maternity.may_start("pregnant", course.overlays, HER, day("2024-05-01"))
    assert [reason.code for reason in refusal.reasons] == ["maternity.already"]


@pytest.mark.pair("maternity", "urine_tests")
def test_a_proven_waiver_for_nursing_says_that_she_nurses() -> None:
    waived = fact("tests_waived", "2024-04-01", until=day("2024-06-01"), why="nursing", proof=True)
    assert [span.overlay for span in maternity.spans([waived], HER)] == ["nursing"]


@pytest.mark.pair("standing", "maternity")
def test_a_pregnancy_lies_over_the_state_and_changes_it_not() -> None:
    course = of_her(fact("pregnancy_started", "2024-04-01"), fact("pregnancy_ended", "2024-06-03"))
    assert state_on(course, "2024-05-01") == "in_society"
    assert [(o.overlay, o.until_on) for o in course.overlays] == [("pregnant", day("2024-06-03"))]


@pytest.mark.pair("exits", "corrections")
def test_no_clean_years_count_from_a_measure_that_was_withdrawn() -> None:
    course = fold(*detox("2021-03-11"), fact("measure_ended", "2021-04-12", measure="m1", how="withdrawn"))
    assert course.clean_from == day("2020-01-06")
