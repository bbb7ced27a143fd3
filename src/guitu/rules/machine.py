"""Transition tables: what state follows which event, and the same table drawn as a diagram."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from guitu.rules.terms import MeasureState

Event = tuple[date, int, str]  # day, rank on that day, event


@dataclass(frozen=True, slots=True)
class Machine:
    """A table of (state, event) to state. An event that a state does not know changes nothing."""

    name: str
    initial: str
    table: Mapping[tuple[str, str], str]

    def after(self, state: str, event: str) -> str:
        return self.table.get((state, event), state)

    def knows(self, state: str, event: str) -> bool:
        return (state, event) in self.table

    def states(self) -> tuple[str, ...]:
        """Every state, in the order in which the table first names it."""
        named = [self.initial]
        for (state, _), target in self.table.items():
            named += [state, target]
        return tuple(dict.fromkeys(named))

    def final_states(self) -> tuple[str, ...]:
        """States that nothing leads out of."""
        left = {state for (state, _), target in self.table.items() if target != state}
        return tuple(state for state in self.states() if state not in left)

    def mermaid(self, words: Mapping[str, str] | None = None) -> str:
        """The table as a state diagram; `words` gives the labels of states and events."""
        shown = words or {}
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        for state in self.states():
            if state in shown:
                lines.append(f"    {state}: {shown[state]}")
        for (state, event), target in self.table.items():
            lines.append(f"    {state} --> {target}: {shown.get(event, event)}")
        lines += [f"    {state} --> [*]" for state in self.final_states()]
        return "\n".join(lines) + "\n"


def table(rows: Mapping[str, Mapping[str, str]]) -> dict[tuple[str, str], str]:
    """A table written as state, then event, then the state that follows."""
    return {(state, event): target for state, row in rows.items() for event, target in row.items()}


ENDS = {
    "released": "released",
    "terminated": "terminated",
    "withdrawn": "terminated",
    "not_applicable": "terminated",
    "converted": "converted",
    "imprisoned": "terminated",
    "died": "closed_death",
}
_AFTERWARDS = {what: state for what, state in ENDS.items() if what != "imprisoned"}  # what ran out cannot be ended
_PAUSE = {"suspended": "suspended", "measure_expired": "expired", **ENDS}

COMMUNITY = Machine(
    "community",
    "decided",
    table(
        {
            "decided": {
                "decision_served": "served",
                "reported_in": "reported",
                "agreement_signed": "executing",
                "report_refused": "refused",
                **ENDS,
            },
            "served": {
                "reported_in": "reported",
                "agreement_signed": "executing",
                "deadline_passed": "overdue",
                "report_refused": "refused",
                **ENDS,
            },
            "overdue": {
                "reported_in": "reported",
                "agreement_signed": "executing",
                "report_refused": "refused",
                **ENDS,
            },
            "refused": {"reported_in": "reported", "agreement_signed": "executing", **ENDS},
            "reported": {
                "agreement_signed": "executing",
                "report_refused": "refused",
                "measure_transferred": "transferring",
                **_PAUSE,
            },
            "executing": {"measure_transferred": "transferring", **_PAUSE},
            "transferring": {"transfer_arrived": "executing", **_PAUSE},
            "suspended": {"resumed": "executing", "measure_expired": "expired", **ENDS},
            "expired": _AFTERWARDS,
        }
    ),
)

OTHER = Machine(
    "other",
    "executing",
    table({"executing": {"measure_expired": "expired", **ENDS}, "expired": ENDS}),
)

# On one day: what opens before what ends, so that papers of one day fall into the order of the law.
_RANK = {
    event: rank
    for rank, event in enumerate(
        (
            "resumed", "decision_served", "deadline_passed", "report_refused", "reported_in",
            "agreement_signed", "measure_transferred", "transfer_arrived", "suspended", "measure_expired",
            "imprisoned", "released", "terminated", "withdrawn", "not_applicable", "converted", "died",
        )
    )
}
PAPERS = frozenset(_RANK) - {"died", "released", "terminated", "not_applicable"}


def event(day: date, what: str, before: str | None = None) -> Event:
    """An event of that day, in its place among those of the day, or ahead of another one."""
    return (day, _RANK[what] if before is None else _RANK[before] - 1, what)


def run(machine: Machine, from_on: date, events: Sequence[Event]) -> tuple[tuple[date, MeasureState], ...]:
    """The state from each day on. A pause gives back the state that it met, with what was signed since."""
    state, held = machine.initial, None
    days: dict[date, str] = {from_on: state}
    for day, _, what in sorted(events):
        if what == "suspended" and machine.knows(state, what):
            held, state = state, "suspended"
        elif what == "resumed" and state == "suspended":
            state, held = held or "executing", None
        elif state == "suspended" and held is not None and not machine.knows(state, what):
            held = machine.after(held, what)
            continue
        else:
            state = machine.after(state, what)
        days[max(day, from_on)] = state
    answer: list[tuple[date, MeasureState]] = []
    for day in sorted(days):
        if not answer or answer[-1][1] != days[day]:
            answer.append((day, cast("MeasureState", days[day])))
    return tuple(answer)
