"""The tables of states and events, and their diagrams."""

from __future__ import annotations

import pytest

from guitu.rules.machine import COMMUNITY, OTHER, Machine


@pytest.mark.parametrize("machine", [COMMUNITY, OTHER])
def test_every_state_is_reached_and_every_end_is_final(machine: Machine) -> None:
    reached = {machine.initial, *machine.table.values()}
    assert set(machine.states()) <= reached
    assert set(machine.final_states()) == {"released", "terminated", "converted", "closed_death"}


def test_a_state_ignores_events_that_it_does_not_know() -> None:
    assert COMMUNITY.after("released", "reported_in") == "released"
    assert not COMMUNITY.knows("released", "reported_in")


def test_the_table_draws_itself() -> None:
    text = COMMUNITY.mermaid({"decided": "已决定待送达", "decision_served": "送达"})
    assert text.startswith("stateDiagram-v2\n    [*] --> decided\n")
    assert "decided: 已决定待送达" in text
    assert "decided --> served: 送达" in text
    assert "released --> [*]" in text
