"""呼应: what holds of every call among random rosters: hundreds here, ten thousand under `guitu prove`."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from guitu.cli.proving import calls
from guitu.rules import call_steps

CALLS = 150


def test_every_call_is_on_a_list_and_each_step_comes_once_at_its_second() -> None:
    """And the calls are hard ones: a generator that avoids what is hard would let everything pass."""
    kinds: Counter[str] = Counter()
    empty = 0
    for number in range(CALLS):
        world = calls.world(f"suite:{number}")
        assert [f"call {number}: {said}" for said in calls.wrong(world)] == []
        kinds.update(fact.kind for fact in world.facts)
        empty += sum(bool(getattr(fact, "missing", ())) for fact in world.facts)
    asked = {"unit_escalated", "unit_acknowledged", "unit_reported", "unit_returned", "unit_handed_over", "unit_urged", "delay_decided", "call_settled"}
    assert asked <= set(kinds) and empty > 50 and kinds["unit_escalated"] > 1_000


@pytest.mark.parametrize("broken", ["a minute late", "waits on an empty step", "forgets what it called"])
def test_a_machine_that_is_broken_is_seen(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    due, of_seat = call_steps._due, call_steps._of_seat
    if broken == "a minute late":
        def late(*what: object) -> object:
            found = due(*what)  # type: ignore[arg-type]
            return found + timedelta(minutes=1) if found else None

        monkeypatch.setattr(call_steps, "_due", late)
    elif broken == "waits on an empty step":
        monkeypatch.setattr(call_steps, "_of_seat", lambda *what: iter([one for one in of_seat(*what) if not one.missing]))
    else:
        monkeypatch.setattr(call_steps, "_of_seat", lambda seat, *what: of_seat(calls.replace(seat, step=-1, asked=()), *what))
    assert any(calls.tried(f"suite:{number}") for number in range(25))
