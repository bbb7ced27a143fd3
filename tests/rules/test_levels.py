"""Levels: proposed by the sheet, set by a person, asked again as often as the level wants."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from guitu import policy
from guitu.rules import levels
from guitu.rules.terms import Span
from tests.rules.casebook import fact

NATIONAL = policy.load("national")
SHEET = NATIONAL.on(date(2024, 1, 1)).levels
FAR = date(2030, 1, 1)


def assessed(score: int, *triggers: str, on: str = "2024-03-01", id: str = "a1") -> Any:
    return fact("risk_assessed", on, id=id, scores=(("drug_type", score),), triggers=triggers)


@pytest.mark.parametrize(
    ("score", "level"), [(0, "low"), (29, "low"), (30, "middle"), (59, "middle"), (60, "high")]
)
def test_the_sum_proposes_the_level(score: int, level: str) -> None:
    assert levels.proposed_level(assessed(score), [], SHEET)[0] == level


def test_any_trigger_makes_it_high_and_says_which() -> None:
    level, reasons = levels.proposed_level(assessed(4, "lost_contact"), [], SHEET)
    assert level == "high"
    assert {reason.values.get("trigger") for reason in reasons} >= {"lost_contact"}


def test_two_years_of_low_propose_the_long_low() -> None:
    confirmed = [(date(2021, 1, 1), "high"), (date(2022, 3, 1), "low")]
    assert levels.proposed_level(assessed(4), confirmed, SHEET)[0] == "low_long"
    assert levels.proposed_level(assessed(4, on="2024-02-29"), confirmed, SHEET)[0] == "low"


def test_a_proposal_waits_until_somebody_confirms_and_keeps_its_inputs() -> None:
    over_time, proposals, duties = levels.propose([assessed(40)], [], NATIONAL, FAR)
    assert over_time == []
    assert [(p.value, p.evidence) for p in proposals] == [("middle", ("a1",))]
    assert proposals[0].reasons[0].values["inputs"] == (("drug_type", 40),)
    assert [(d.kind, d.state, d.due_on) for d in duties] == [("confirm_level", "open", date(2024, 3, 8))]


def test_a_person_may_confirm_another_level_than_proposed() -> None:
    answer = fact("level_confirmed", "2024-03-04", level="low", assessment="a1")
    over_time, proposals, duties = levels.propose([assessed(40)], [answer], NATIONAL, FAR)
    assert over_time == [(date(2024, 3, 4), "low")]
    assert proposals == []
    assert [d.state for d in duties] == ["done"]


def test_an_assessment_overtaken_by_a_newer_one_proposes_nothing() -> None:
    older, newer = assessed(70), assessed(10, on="2024-04-01", id="a2")
    _, proposals, _ = levels.propose([older, newer], [], NATIONAL, FAR)
    assert [p.key for p in proposals] == ["level:a2"]


def test_the_next_assessment_is_due_as_the_level_asks_while_the_person_is_in_care() -> None:
    care = [Span("in_society", date(2024, 1, 10), None)]
    answer = fact("level_confirmed", "2024-03-04", level="low", assessment="a1")
    _, _, duties = levels.propose([assessed(10)], [answer], NATIONAL, FAR, standing=care)
    due = [(d.state, d.due_on) for d in duties if d.kind == "assess_level"]
    assert due == [("done", date(2024, 2, 9)), ("open", date(2024, 9, 1))]


def test_nobody_abstinent_is_assessed_any_more() -> None:
    _, _, duties = levels.propose(
        [], [], NATIONAL, FAR, standing=[Span("abstinent", date(2024, 1, 10), None)]
    )
    assert duties == []


def test_a_sheet_with_another_factor_or_score_is_refused_with_the_choices() -> None:
    verdict = levels.may_assess([("drug_type", 5), ("hobbies", 1)], ["bad_hair"], SHEET)
    assert [reason.code for reason in verdict.reasons] == [
        "levels.odd_score", "levels.unknown_factor", "levels.unknown_trigger",
    ]
    assert levels.may_assess([("drug_type", 15)], ["lost_contact"], SHEET)


def test_every_factor_choice_and_trigger_of_the_default_sheet_has_a_word() -> None:
    choices = {f"{factor}.{choice}" for factor, table in SHEET.factors.items() for choice in table}
    assert set(SHEET.factors) == set(levels.FACTORS)
    assert choices == set(levels.CHOICES)
    assert set(SHEET.triggers) == set(levels.TRIGGERS)
