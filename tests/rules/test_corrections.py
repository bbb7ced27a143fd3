"""What may be put right or taken back, and what would be different then."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from guitu.rules import corrections, records
from guitu.rules.facts import Fact
from guitu.rules.sentences import sentence
from guitu.rules.terms import Counter, Course, Duty, PointsEntry, Span
from tests.rules.casebook import day, detox, fact

NOTHING = Course((), (), (), (), (), (), (), (), (), None, None)


def codes(verdict: Any) -> list[str]:
    return [reason.code for reason in verdict.reasons]


def told(before: Course, after: Course) -> list[str]:
    return [sentence(reason) for reason in corrections.changes(before, after, day("2026-03-16"))]


def test_only_what_stands_is_put_right() -> None:
    old = fact("visit", "2026-03-01", "v1")
    newer = replace(fact("visit", "2026-03-02", "v2"), corrects="v1")
    back = replace(fact("withdrawn", "2026-03-03", "w1"), corrects="v2")
    assert corrections.may_correct(newer, [old, newer])
    assert codes(corrections.may_correct(old, [old, newer])) == ["corrections.already"]
    assert codes(corrections.may_correct(newer, [old, newer, back])) == ["corrections.already"]
    assert codes(corrections.may_correct(back, [old, newer, back])) == ["corrections.already"]


def test_the_only_registration_stays_but_one_of_two_may_go() -> None:
    first, second = fact("registered", "2026-01-01", "r1"), fact("registered", "2026-01-05", "r2")
    assert codes(corrections.may_withdraw(first, [first])) == ["corrections.registration"]
    assert corrections.may_withdraw(first, [first, second])


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("laboratory_result", {"test": "t1", "stage": "first", "laboratory": "x", "outcome": "negative"}),
        ("test_objected", {"test": "t1"}),
        ("use_confirmed", {"test": "t1"}),
    ],
)
def test_what_others_lean_on_stays(kind: str, body: dict[str, Any]) -> None:
    test = fact("urine_test", "2026-03-01", "t1", outcome="positive")
    other = fact(kind, "2026-03-05", "x1", **body)
    assert codes(corrections.may_withdraw(test, [test, other])) == ["corrections.leant_on"]
    assert corrections.may_withdraw(other, [test, other])


def test_a_decision_with_papers_stays() -> None:
    papers = detox("2026-01-16")
    assert codes(corrections.may_withdraw(papers[0], papers)) == ["corrections.leant_on"]
    assert corrections.may_withdraw(papers[0], papers[:1])


@pytest.mark.parametrize(
    ("moved", "on", "allowed"),
    [
        ("measure_decided", "2026-01-17", False),  # after it was served
        ("measure_decided", "2026-01-10", True),
        ("agreement_signed", "2026-01-15", False),  # before reporting in
        ("agreement_signed", "2026-01-20", True),
        ("reported_in", "2026-01-16", True),
    ],
)
def test_papers_of_a_measure_keep_their_order(moved: str, on: str, allowed: bool) -> None:
    papers = detox("2026-01-16")
    old = next(paper for paper in papers if paper.kind == moved)
    made = replace(old, id="new", on=day(on), corrects=old.id)
    assert bool(corrections.may_stand(made, old, papers)) is allowed


def test_papers_of_two_measures_do_not_meddle() -> None:
    papers = [*detox("2026-01-16"), *detox("2022-01-16", "m0")]
    old = next(paper for paper in papers if paper.id == "m0-agreed")
    assert corrections.may_stand(replace(old, id="new", on=day("2022-02-01")), old, papers)


def test_what_names_a_corrected_fact_names_its_correction() -> None:
    first = fact("urine_test", "2026-03-01", "t1", outcome="positive")
    second = replace(first, id="t2", corrects="t1")
    third = replace(first, id="t3", corrects="t2")
    result = fact("laboratory_result", "2026-03-05", "x1", test="t1", stage="first", laboratory="x", outcome="negative")
    stand: list[Fact] = records.effective([first, second, third, result])
    assert [(one.id, getattr(one, "test", None)) for one in stand] == [("t3", None), ("x1", "t3")]


def test_nothing_different_says_so() -> None:
    assert told(NOTHING, NOTHING) == ["状态、待办、计数、积分都不变。"]


def test_each_difference_is_one_sentence() -> None:
    duty = Duty("urine_test:m:1:3", "urine_test", day("2026-03-16"), day("2026-03-16"), day("2026-04-15"), "done", ())
    counter = Counter("test_refusals", "m", 1, 3, (), (), "detox_regulation.20")
    before = replace(
        NOTHING, standing=(Span("in_society", day("2026-01-01"), None),), duties=(duty,), counters=(counter,),
        points=(PointsEntry("P02:x", day("2026-03-16"), "P02", 1000, None),), clean_from=day("2026-01-01"),
    )
    after = replace(
        before, standing=(Span("community_detox", day("2026-01-01"), None),), duties=(replace(duty, state="open"),),
        counters=(replace(counter, value=2),), points=(), levels=((day("2026-03-01"), "high"),),
        clean_from=day("2026-03-10"),
    )
    assert told(before, after) == [
        "2026-01-01 起：社会面 → 社区戒毒。",
        "尿检（应于 2026-04-15 前）：已完成 → 待办。",
        "拒绝、逃避检测：1 → 2，共 3。",
        "积分 −10：合计 10 → 0。",
        "等级：未定级 → 高。",
        "三年未复吸起算日：2026-01-01 → 2026-03-10。",
    ]


def test_a_state_and_a_duty_that_go_are_said() -> None:
    duty = Duty("visit:home:x", "visit", day("2026-03-01"), day("2026-03-01"), day("2026-03-31"), "open", ())
    spans = (Span("in_society", day("2026-01-01"), day("2026-02-01")), Span("detained", day("2026-02-01"), None))
    before = replace(NOTHING, standing=spans, duties=(duty,))
    after = replace(NOTHING, standing=(Span("in_society", day("2026-01-01"), None),))
    assert told(before, after) == ["2026-02-01 起的“拘留”不再成立。", "不再要求：家访（应于 2026-03-31 前）。"]
    assert told(after, replace(after, duties=(duty,))) == ["新增待办：家访，应于 2026-03-31 前。"]
