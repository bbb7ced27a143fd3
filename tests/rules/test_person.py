"""Whole stories of one person, folded under the pack of 恩平."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import pytest

from guitu import policy
from guitu.rules import beliefs, person, postponements, sentences
from guitu.rules.facts import Fact
from guitu.rules.person import effective
from guitu.rules.terms import Course, Known
from tests.rules.casebook import SHANGHAI, day, detox, fact

PACK = policy.load("enping")
HIM = Known("male", date(1990, 1, 1))
ON_BOOK = fact("registered", "2023-11-01", first_found_on=day("2023-10-20"))
START = [ON_BOOK, *detox("2023-11-06")]


def folded(facts: Sequence[Fact], until: str = "2024-06-30") -> Course:
    return person.fold(facts, PACK, HIM, until=day(until))


def said(course: Course, fact_id: str) -> list[str]:
    return [
        sentences.sentence(reason)
        for consequence in course.consequences
        if consequence.fact_id == fact_id
        for reason in consequence.reasons
    ]


def points(course: Course) -> int:
    return sum(entry.hundredths for entry in course.points)


def duty(course: Course, key: str) -> str:
    return next((found.state for found in course.duties if found.key == key), "none")


def negative(on: str, id: str) -> Fact:
    return fact("urine_test", on, id, outcome="negative")


def test_a_file_without_facts_says_nothing() -> None:
    course = folded([])
    assert course.standing == ()
    assert course.duties == ()
    assert course.clean_from is None


def test_reporting_in_says_until_when_the_measure_runs() -> None:
    course = folded(START)
    lines = said(course, "m1-reported")
    assert "完成：报到。" in lines
    assert any("2026-11-06" in line for line in lines)


def test_saving_a_paper_says_what_it_asks_for_next() -> None:
    leave = fact("leave_granted", "2024-01-05", "away", until=day("2024-01-12"))
    course = folded([*START, leave])
    assert "请假至 2024-01-12，请按时销假。" in said(course, "away")
    assert any("最迟 2023-11-21" in line for line in said(course, "m1-served"))
    assert any("签订协议" in line for line in said(course, "m1-reported"))


def test_the_first_year_asks_for_a_test_a_month_under_12_6_4() -> None:
    course = folded(START, "2026-12-31")
    tests = [d for d in course.duties if d.key.startswith("urine_test:m1:")]
    assert len(tests) == 22
    assert [sum(d.key.startswith(f"urine_test:m1:{y}:") for d in tests) for y in (1, 2, 3)] == [12, 6, 4]
    assert tests[0].due_on == day("2023-12-05")


def test_a_strip_positive_that_the_second_laboratory_overturns_is_a_negative() -> None:
    before = [*START, negative("2023-11-20", "t1"), negative("2024-01-04", "t3")]
    strip = fact("urine_test", "2023-12-20", "t2", outcome="positive", sample_a="A", sample_b="B")
    waiting = folded([*before, strip])
    assert any("初筛阳性不作数" in line for line in said(waiting, "t2"))
    assert waiting.standing == folded(before).standing
    assert waiting.clean_from == day("2023-11-06")
    second = fact("laboratory_result", "2024-01-08", "l2", test="t2", stage="second",
                  laboratory="city", outcome="negative")
    overturned = folded([*before, strip, second])
    plain = folded([*before, negative("2023-12-20", "t2")])
    assert points(overturned) == points(plain) > points(waiting)
    assert any("第二实验室：阴性" in line for line in said(overturned, "l2"))


def test_a_finding_of_the_police_resets_the_clean_years_and_proposes_only() -> None:
    course = folded([*START, fact("use_confirmed", "2024-02-29", "u1")])
    assert course.clean_from == day("2024-02-29")
    assert course.exit_due_on == day("2027-03-01")
    assert [(p.kind, p.value) for p in course.proposals] == [("violation", "use")]
    assert course.measures[0].states[-1][1] == "expired"  # the measure runs on until the police decide
    assert "三年未复吸自 2024-02-29 起重新计算。" in said(course, "u1")


def test_two_refusals_are_said_and_a_third_is_proposed() -> None:
    refused = [
        fact("test_missed", on, f"r{n}", slot=f"1:{n}", reason="refused", notice_served=True,
             warning_letter=True)
        for n, on in enumerate(("2023-12-08", "2024-01-08", "2024-02-08"), start=1)
    ]
    two = folded([*START, *refused[:2]])
    assert [(c.value, c.threshold) for c in two.counters if c.code == "test_refusals"] == [(2, 3)]
    assert "拒绝、逃避检测：第 2 次，共 3 次。" in said(two, "r2")
    assert two.proposals == ()
    three = folded([*START, *refused])
    assert [p.value for p in three.proposals] == ["test_refusals"]
    assert duty(three, "report_violation:m1:test_refusals") == "open"
    assert "已提出建议，待确认：报告严重违反。" in said(three, "r3")


def test_three_clean_years_are_proposed_and_the_measure_waits_for_its_notice() -> None:
    course = folded(START, "2026-12-31")
    assert course.exit_due_on == day("2026-11-06")
    assert {p.kind for p in course.proposals} == {"release", "exit"}
    assert duty(course, "release_measure:m1") == "open"
    assert duty(course, "confirm_exit:2023-11-06") == "open"
    assert course.standing[-1].state == "in_society"


def test_after_the_exit_nothing_is_asked_any_more() -> None:
    exit_ = fact("abstinence_confirmed", "2026-11-20")
    course = folded([*START, fact("measure_ended", "2026-11-10", measure="m1"), exit_], "2028-12-31")
    assert course.standing[-1].state == "abstinent"
    assert [d for d in course.duties if d.state == "open"] == []
    assert course.exit_due_on is None


@pytest.mark.parametrize("gone", ["died", "struck_off", "moved_out", "went_abroad"])
def test_who_has_left_the_book_owes_nothing(gone: str) -> None:
    course = folded([*START, fact(gone, "2024-01-15")], "2024-12-31")
    assert [d.key for d in course.duties if d.state == "open"] == []
    waived = [d for d in course.duties if d.state == "waived"]
    assert waived
    assert all(d.opens_on < day("2024-01-15") for d in waived)


def test_what_fell_due_before_the_register_is_not_ours() -> None:
    facts = [fact("registered", "2025-05-01"), *detox("2023-11-06")]
    course = folded(facts, "2025-06-30")
    assert all(d.due_on >= day("2025-05-01") for d in course.duties if d.state == "open")


def test_nothing_of_a_measure_that_was_over_before_the_register_is_called_missed() -> None:
    over = fact("measure_ended", "2023-03-10", measure="m1", how="released")
    course = folded([fact("registered", "2025-05-01"), *detox("2020-03-06"), over], "2025-06-30")
    assert [d.key for d in course.duties if d.state == "missed"] == []


def test_what_was_left_undone_when_the_measure_ended_is_no_longer_asked_for() -> None:
    facts = [ON_BOOK, *detox("2023-11-06"), fact("measure_ended", "2024-06-10", measure="m1", how="terminated")]
    left = [d for d in folded(facts, "2025-06-30").duties if d.measure_id == "m1" and d.kind == "periodic_report"]
    assert left and {d.state for d in left} == {"missed"}
    assert "reporting.lapsed" in {reason.code for d in left for reason in d.reasons}


def test_behind_walls_nobody_is_late_any_more() -> None:
    inside = fact("measure_decided", "2024-06-10", measure="c1", measure_kind="compulsory_isolation", years=2)
    course = folded([ON_BOOK, inside], "2024-12-31")
    assert [d.key for d in course.duties if d.state == "open" and d.kind in ("visit", "periodic_report")] == []


def test_what_a_post_has_put_off_is_what_it_said_last_and_changes_no_duty() -> None:
    key = "sign_agreement:m1"
    facts = [ON_BOOK, *detox("2023-11-06", agreed=False)]
    later = [
        fact("duty_postponed", "2023-11-08", "p1", duty=key, until=day("2023-11-20"), by="a"),
        fact("duty_postponed", "2023-11-09", "p2", duty=key, until=day("2023-11-15"), by="a"),
        fact("duty_postponed", "2023-11-08", "p3", duty=key, until=day("2023-11-22"), by="b"),
        fact("duty_postponed", "2023-11-09", "p4", duty=key, until=day("2023-11-30")),  # nobody's: hides nothing
    ]
    assert folded([*facts, *later]).duties == folded(facts).duties
    said = postponements.last_said(effective([*facts, *later]))
    assert said == {("a", key): day("2023-11-15"), ("b", key): day("2023-11-22")}
    back = postponements.last_said(effective([*facts, *later, fact("withdrawn", "2023-11-10", corrects="p2")]))
    assert back[("a", key)] == day("2023-11-20")


def test_a_correction_replaces_and_a_withdrawal_removes() -> None:
    right = fact("reported_in", "2023-11-08", "right", measure="m1", corrects="m1-reported")
    assert folded([*START, right]).measures[0].starts_on == day("2023-11-08")
    gone = fact("withdrawn", "2023-11-08", "gone", corrects="right")
    undone = [f for f in [*START, right, gone] if f.kind != "agreement_signed"]
    assert folded(undone).measures[0].starts_on is None


def test_every_duty_names_the_pack_that_it_rests_on() -> None:
    assert {d.policy.split("@")[0] for d in folded(START).duties} == {"enping"}


def test_duties_come_in_the_order_of_their_last_day() -> None:
    due = [d.due_on for d in folded(START, "2026-12-31").duties]
    assert due == sorted(due)


def test_a_visit_cannot_change_the_register_but_a_withdrawal_may() -> None:
    assert not beliefs.standing_matters(fact("visit", "2024-01-01"))
    assert not beliefs.standing_matters(negative("2024-01-01", "t"))
    assert beliefs.standing_matters(fact("withdrawn", "2024-01-01", corrects="x"))
    assert beliefs.standing_matters(fact("died", "2024-01-01"))


def test_a_change_of_place_is_a_moment_of_its_own_though_the_states_stay() -> None:
    known = datetime(2024, 2, 1, 9, tzinfo=SHANGHAI)
    moved = fact("measure_transferred", "2024-02-01", measure="m", to_path="440785101", known=known)
    before, after = beliefs.history([*START, moved], PACK, HIM)[-2:]
    assert after[0] == known and before[1] == after[1]


def test_the_register_as_it_was_known() -> None:
    late = datetime(2024, 3, 1, 9, tzinfo=SHANGHAI)
    died = fact("died", "2024-01-15", known=late)
    history = beliefs.history([*START, fact("visit", "2023-12-01"), died], PACK, HIM)
    assert [spans[-1].state for _, spans in history] == ["in_society", "in_society", "dead"]
    assert history[-1][0] == late
    assert history[-1][1][-1].from_on == day("2024-01-15")
