"""Facts to their stored form and back, and which of them stand."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from guitu.rules import facts, records
from tests.rules.casebook import day, fact


@pytest.mark.parametrize(
    "given",
    [
        fact("registered", "2024-03-01", first_found_on=day("2024-02-29")),
        fact("tests_waived", "2024-03-01", until=day("2024-06-01"), why="pregnancy"),
        fact("urine_test", "2024-03-01", outcome="positive", substances=("MOP", "MET")),
        fact("risk_assessed", "2024-03-01", scores=(("drug_type", 15), ("family", 4)), triggers=("lost",)),
        fact("died", "2024-03-01"),
    ],
)
def test_a_fact_comes_back_from_its_stored_body_as_it_was(given: facts.Fact) -> None:
    body = json.loads(json.dumps(records.body_of(given)))
    again = records.make(
        given.kind, id=given.id, on=given.on, known=given.known, corrects=given.corrects, body=body
    )
    assert again == given


def test_every_kind_is_known_by_its_code() -> None:
    assert "" not in records.KINDS
    assert len(records.KINDS) == len(set(records.KINDS.values()))
    assert all(cls.kind == kind for kind, cls in records.KINDS.items())
    assert records.KINDS["urine_test"] is facts.UrineTest


def test_unknown_kinds_and_unknown_keys_are_errors() -> None:
    with pytest.raises(KeyError):
        fact("sneezed", "2024-03-01")
    with pytest.raises(TypeError):
        fact("died", "2024-03-01", colour="red")


def test_nothing_that_is_none_is_stored() -> None:
    assert records.body_of(fact("use_confirmed", "2024-03-01")) == {}


def test_corrected_and_withdrawn_facts_do_not_stand() -> None:
    first = fact("visit", "2024-03-01", "v1")
    second = replace(first, id="v2", on=day("2024-03-02"), corrects="v1")
    third = replace(first, id="v3", on=day("2024-03-03"), corrects="v2")
    other = fact("visit", "2024-02-01", "w1")
    gone = fact("withdrawn", "2024-03-04", "x", corrects="w1")
    assert [f.id for f in records.effective([gone, other, third, second, first])] == ["v3"]


def test_facts_stand_in_order_of_day_then_of_knowledge() -> None:
    early = fact("visit", "2024-03-01", "b")
    later = replace(early, id="a", known=early.known + timedelta(hours=1))
    before = fact("visit", "2024-02-28", "c")
    assert [f.id for f in records.effective([later, early, before])] == ["c", "b", "a"]


@pytest.mark.parametrize(
    ("kind", "name", "some"),
    [
        ("urine_test", "outcome", "negative"),
        ("urine_test", "collector_sex", "female"),
        ("test_missed", "reason", "bereavement"),
        ("measure_decided", "measure_kind", "voluntary"),
    ],
)
def test_closed_lists_are_offered_to_forms(kind: str, name: str, some: str) -> None:
    assert some in records.codes_of(kind, name)


def test_free_fields_have_no_list() -> None:
    assert records.codes_of("laboratory_result", "laboratory") == ()
    assert records.codes_of("tests_waived", "until") == ()


def test_a_code_outside_its_list_is_a_fault() -> None:
    assert records.faults(fact("urine_test", "2024-03-01", outcome="dubious")) == ["outcome"]
    assert records.faults(fact("urine_test", "2024-03-01", outcome="negative")) == []
