"""The states of a measure in named sets, in one file; and what each rule makes of a measure that has expired."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import pytest

from guitu import policy
from guitu.rules import person
from guitu.rules.facts import Fact
from guitu.rules.terms import Course, Known, MeasureState
from tests.rules.casebook import day, detox, fact

PACK = policy.load("enping")
HIM = Known("male", day("1990-01-01"))
START = [fact("registered", "2020-03-01"), *detox("2020-03-11")]  # expires on 2023-03-11
RELEASED = fact("measure_ended", "2023-03-30", measure="m1")
RULES = Path(person.__file__).parent
STATES = frozenset(get_args(MeasureState))


def folded(facts: Sequence[Fact], until: str = "2023-06-30") -> Course:
    return person.fold(facts, PACK, HIM, until=day(until))


def test_the_named_sets_hold_every_state_once() -> None:
    from guitu.rules import measure_states

    sets = (measure_states.NOT_BEGUN, measure_states.IN_EXECUTION, measure_states.EXPIRED, measure_states.OVER)
    assert sorted(state for found in sets for state in found) == sorted(STATES)


def test_no_other_file_keeps_a_list_of_measure_states() -> None:
    """Three or more codes of states in one tuple, list or set: only the named sets and the machine have that. What
    tries the rules says for itself what it expects of them."""
    lists = []
    for file in sorted(RULES.parent.rglob("*.py")):
        if file.name in ("measure_states.py", "machine.py", "terms.py") or {"migrations", "proving"} & {*file.parts}:
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Tuple | ast.List | ast.Set):
                codes = {e.value for e in node.elts if isinstance(e, ast.Constant) and isinstance(e.value, str)}
                if len(codes) > 2 and codes < STATES:
                    lists.append(f"{file.relative_to(RULES.parent)}:{node.lineno}")
    assert lists == []


@pytest.mark.parametrize("paper", [[], [RELEASED]], ids=["no paper", "paper of release later"])
def test_a_test_after_expiry_is_paid_once_and_as_outside(paper: list[Fact]) -> None:
    test = fact("urine_test", "2023-03-20", "t", outcome="negative", purpose="random")
    named = fact("urine_test", "2023-03-22", "late", outcome="negative", slot="3:4")
    course = folded([*START, *paper, test, named])
    paid = [entry for entry in course.points if entry.fact_id == "t"]
    assert len(paid) == 1 and ":m1:" not in paid[0].key
    assert len([entry for entry in course.points if entry.fact_id == "late"]) <= 1
    assert not [d for d in course.duties if d.measure_id == "m1" and d.done_by in ("t", "late")]


@pytest.mark.parametrize("written", ["2023-03-10", "2023-03-12", "2023-05-01"])
@pytest.mark.parametrize("paper", [[], [RELEASED]], ids=["no paper", "paper"])
def test_a_refusal_of_the_last_slot_counts_by_the_day_of_the_slot_whenever_it_is_written(
    written: str, paper: list[Fact]
) -> None:
    refused = fact("test_missed", written, "r", slot="3:4", reason="refused", notice_served=True, warning_letter=True)
    course = folded([*START, refused, *paper])
    counter = next(c for c in course.counters if c.code == "test_refusals")
    assert counter.counted == ("r",)
    slot = next(d for d in course.duties if d.key == "urine_test:m1:3:4")
    assert (slot.state, slot.done_by) == ("missed", "r")


def test_a_refusal_of_the_next_measure_does_not_count_for_the_one_that_expired() -> None:
    again = detox("2023-04-01", "m2")
    refused = fact(
        "test_missed", "2023-05-02", "r", slot="1:1", reason="refused", notice_served=True, warning_letter=True
    )
    counted = {
        c.measure_id: c.value for c in folded([*START, RELEASED, *again, refused]).counters if c.code == "test_refusals"
    }
    assert counted == {"m1": 0, "m2": 1}


def test_an_agreement_that_was_never_signed_is_called_missed_when_the_paper_of_release_comes() -> None:
    course = folded([fact("registered", "2020-03-01"), *detox("2020-03-11", agreed=False), RELEASED])
    assert next(d.state for d in course.duties if d.kind == "sign_agreement") == "missed"
