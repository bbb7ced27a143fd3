"""留样: the chain of two bottles from the sealing on, and the one day from which two people may destroy them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guitu.rules import bottles, screenings
from guitu.rules.facts import Fact
from tests.rules.casebook import day, fact
from tests.rules.test_occasions import PACK, folded

STRIP: Any = fact("urine_test", "2024-01-08", "s", outcome="positive", tester_1="p", tester_2="q", sample_a="A1", sample_b="B1")
LAB = fact("laboratory_result", "2024-01-12", "l", test="s", stage="first", laboratory="one", outcome="negative")
FREE_ON = day("2024-07-09")  # six months over, the day of sealing not counted


def moved(step: str, on: str, which: str = "both", id: str = "m", **more: Any) -> Any:
    return fact("bottles_moved", on, id, test="s", bottles=which, bottle_step=step, **more)


def held(*facts: Fact, test: Any = STRIP) -> list[bottles.Bottle]:
    return bottles.bottles_of(test, [test, *facts])


STORED = moved("stored", "2024-01-08", keeper="p")
SENT = moved("handed_over", "2024-01-09", "only_a", "h", laboratory="one")


def test_a_chain_tells_who_has_each_bottle_since_when() -> None:
    a, b = held(STORED, SENT)
    assert [step.step for step in a.chain] == ["sealed", "stored", "handed_over"]
    assert (a.seal, a.now.laboratory, a.now.on, b.now.step, b.now.keeper) == ("A1", "one", day("2024-01-09"), "stored", "p")
    assert held(test=fact("urine_test", "2024-01-08", "s", outcome="negative")) == []


@pytest.mark.parametrize(
    ("before", "now", "code"),
    [
        ([], STORED, ""),
        ([STORED], SENT, ""),
        ([STORED, SENT], moved("received", "2024-01-10", "only_a"), ""),
        ([STORED, SENT], moved("used_up", "2024-01-10", "only_a"), ""),
        ([], moved("received", "2024-01-10", "only_a"), "bottles.wrong_order"),
        ([STORED, SENT], moved("handed_over", "2024-01-10", "both", laboratory="one"), "bottles.wrong_order"),
        ([STORED], moved("handed_over", "2024-01-10", "only_a"), "bottles.needs_laboratory"),
        ([STORED], moved("handed_over", "2024-01-07", "only_a", laboratory="one"), "bottles.before_last"),
        ([STORED, SENT, moved("used_up", "2024-01-10", "only_a", "u")], moved("stored", "2024-01-11", "only_a"), "bottles.gone"),
    ],
)
def test_a_step_follows_the_one_before(before: list[Fact], now: Any, code: str) -> None:
    assert [reason.code for reason in bottles.may_move(held(*before), now).reasons] == ([code] if code else [])


@pytest.mark.parametrize(
    ("facts", "on", "code"),
    [
        ([STORED, LAB], FREE_ON, ""),
        ([STORED, LAB], FREE_ON - timedelta(days=1), "bottles.too_early"),
        ([STORED], FREE_ON, "bottles.waits"),
        ([STORED, LAB, fact("test_objected", "2024-01-13", "o", test="s")], FREE_ON, "bottles.waits"),
        ([LAB], FREE_ON, "bottles.never_stored"),
        ([STORED, SENT, LAB], FREE_ON, "bottles.not_here"),
        ([STORED, SENT, moved("used_up", "2024-01-10", "only_a", "u"), LAB], FREE_ON, ""),
    ],
)
def test_when_bottles_may_be_destroyed(facts: list[Fact], on: date, code: str) -> None:
    found = screenings.papers([STRIP, *facts])
    verdict = bottles.may_destroy(STRIP, held(*facts), found, on, PACK)
    assert [reason.code for reason in verdict.reasons] == ([code] if code else [])


DONE = fact("bottles_destroyed", "2024-07-10", "d", test="s", destroyed_how="on_site", keeper="p", second="q")


def test_the_duty_opens_with_the_day_and_is_closed_by_the_destruction_alone() -> None:
    def of(*facts: Fact) -> list[tuple[date, date, str]]:
        return [(d.opens_on, d.due_on, d.state) for d in folded(STRIP, *facts, until="2024-12-31").duties if d.kind == "destroy_bottles"]

    assert of(LAB) == []  # nobody took them in
    assert of(STORED) == []  # a laboratory is waited for
    assert of(STORED, LAB) == [(FREE_ON, FREE_ON + timedelta(days=30), "open")]
    assert of(STORED, LAB, DONE) == [(FREE_ON, FREE_ON + timedelta(days=30), "done")]


STEPS = st.lists(st.tuples(st.sampled_from([*bottles.BEFORE, "destroyed"]), st.sampled_from(["both", "only_a", "only_b"]), st.integers(0, 90)), max_size=9)


@given(STEPS, st.booleans())
def test_whatever_is_asked_nothing_is_destroyed_too_early_or_while_something_is_waited_for(
    steps: list[tuple[str, str, int]], settled: bool
) -> None:
    """Steps in any order and on any day: what the rules let go keeps the order, and destroys nothing before its day."""
    facts: list[Fact] = [LAB] if settled else []
    for number, (step, which, days) in enumerate(steps):
        on = STRIP.on + timedelta(days=days * 4)
        if step == "destroyed":
            verdict = bottles.may_destroy(STRIP, held(*facts), screenings.papers([STRIP, *facts]), on, PACK)
            new: Any = fact("bottles_destroyed", on.isoformat(), f"f{number}", test="s", destroyed_how="on_site", keeper="p", second="q")
        else:
            new = moved(step, on.isoformat(), which, f"f{number}", laboratory="one", keeper="p")
            verdict = bottles.may_move(held(*facts), new)
        if verdict:
            facts.append(new)
    for one in held(*facts):
        days_of = [step.on for step in one.chain]
        assert days_of == sorted(days_of)
        assert all(before.step not in bottles.OVER for before in one.chain[:-1])
        if one.now.step == "destroyed":
            assert settled and one.now.on >= FREE_ON
