"""What holds of every history: hundreds here, twenty thousand under `guitu prove`."""

from __future__ import annotations

from random import Random

import pytest

from guitu.cli.proving import histories, lives
from guitu.cli.proving.properties import PROPERTIES
from guitu.rules import records

LIVES = 400


@pytest.mark.parametrize("name", sorted(PROPERTIES))
def test_of_every_life(name: str) -> None:
    wrong = [found for number in range(LIVES) for found in histories.tried(f"suite:{number}", [name])]
    assert [histories.told(found) for found in wrong[:3]] == [], f"{len(wrong)} of {LIVES}"


def test_the_lives_have_all_kinds_of_facts_and_nasty_days() -> None:
    """A generator that avoids what is hard would let every property pass."""
    seen = [lives.life(Random(f"suite:{number}")) for number in range(LIVES)]
    kinds = {fact.kind for life in seen for fact in life.facts}
    assert kinds == set(records.KINDS)
    facts = [fact for life in seen for fact in life.facts]
    assert sum(fact.on.month == 2 and fact.on.day == 29 for fact in facts) > 50
    twice = sum(len({f.on for f in life.facts}) < len(life.facts) for life in seen)
    assert twice > LIVES // 2, "several facts on one day"
    corrected = {fact.corrects for fact in facts}
    assert any(fact.corrects and fact.id in corrected for fact in facts), "corrections of corrections"
    assert any(len({f.measure for f in life.facts if f.kind == "measure_decided"}) == 3 for life in seen)  # type: ignore[attr-defined]
