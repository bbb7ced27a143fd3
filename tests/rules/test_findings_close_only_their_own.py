"""A legal finding closes no duty but its own: told, laboratory, second laboratory, finding."""

from __future__ import annotations

from typing import Any

import pytest

from guitu.rules import screenings
from guitu.rules.facts import Fact, UrineTest
from guitu.rules.terms import Known
from tests.rules.casebook import day, fact
from tests.rules.test_occasions import PACK, folded

STRIP = fact("urine_test", "2024-01-08", "s", outcome="positive", told=False, signed=False, sample_a="A", sample_b="B")


def lab(stage: str, outcome: str, on: str = "2024-01-12") -> Fact:
    return fact("laboratory_result", on, stage, test="s", stage=stage, laboratory=f"l-{stage}", outcome=outcome)


def steps(*facts: Fact) -> dict[str, str]:
    return {d.key.rsplit(":", 1)[-1]: d.state for d in folded(STRIP, *facts).duties if d.kind == "read_result"}


def test_a_finding_on_a_strip_never_told_and_never_sent_closes_neither() -> None:
    found = steps(fact("use_confirmed", "2024-01-10", "u", test="s"))
    assert found == {"told": "open", "laboratory": "open", "finding": "done"}


def test_the_first_laboratory_does_not_tell_the_person() -> None:
    assert steps(lab("first", "positive")) == {"told": "open", "laboratory": "done", "finding": "open"}


def test_the_second_laboratory_does_not_stand_for_the_first() -> None:
    assert steps(lab("second", "positive"))["laboratory"] == "open"


def test_a_finding_does_not_stand_for_the_second_laboratory() -> None:
    objected = fact("test_objected", "2024-01-13", "o", test="s")
    found = steps(lab("first", "positive"), objected, fact("use_confirmed", "2024-01-14", "u", test="s"))
    assert found["second"] == "open"


def test_what_a_finding_says_is_what_happened() -> None:
    course = folded(STRIP, fact("use_confirmed", "2024-01-10", "u", test="s"))
    said = [r.values.get("duty") for c in course.consequences if c.fact_id == "u" for r in c.reasons]
    assert "read_result.laboratory" not in said
    assert "read_result.told" not in said


def test_the_two_bottles_have_seals_of_their_own() -> None:
    test = fact("urine_test", "2024-01-08", "s", outcome="positive", tester_1="p", tester_2="q", sample_a="A1",
                sample_b=" a1 ")
    verdict = screenings.may_record_test(test, Known(), PACK)  # type: ignore[arg-type]
    assert [reason.code for reason in verdict.reasons] == ["urine_tests.one_seal_twice"]


@pytest.mark.parametrize(
    ("body", "allowed"),
    [
        ({}, False),
        ({"tester_1": "p"}, False),
        ({"tester_1": "p", "tester_2": "p"}, False),
        ({"tester_1": "p", "tester_2": "q"}, True),
        ({"receipt": True}, True),
    ],
)
def test_a_test_elsewhere_names_two_testers_or_the_other_offices_paper(body: dict[str, Any], allowed: bool) -> None:
    base = {"receipt": False, **body}
    test = fact("urine_test", "2024-01-08", "s", outcome="negative", elsewhere=True, **base)
    assert bool(screenings.may_record_test(test, Known(), PACK)) is allowed  # type: ignore[arg-type]


def test_an_objection_needs_a_result_that_stands() -> None:
    negative = fact("urine_test", "2024-01-08", "s", outcome="negative")
    assert isinstance(negative, UrineTest)
    verdict = screenings.may_object(negative, day("2024-01-09"), [], PACK)
    assert not verdict
