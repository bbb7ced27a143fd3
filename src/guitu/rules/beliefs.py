"""What was believed when: the states of a person as known from each moment on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from guitu.rules import standing
from guitu.rules.cadence import Timeline
from guitu.rules.facts import Fact
from guitu.rules.person import effective, measures_of
from guitu.rules.terms import Known, Span

_STANDING_KINDS = frozenset(
    {
        "registered", "use_confirmed", "abstinence_confirmed", "died", "struck_off", "moved_out", "moved_in",
        "went_abroad", "came_back", "taken_into_custody", "released_from_custody", "measure_decided",
        "decision_served", "reported_in", "agreement_signed", "report_refused", "measure_transferred",
        "transfer_arrived", "measure_extended", "measure_ended", "escaped", "recaptured", "withdrawn",
    }
)


def standing_of(facts: Iterable[Fact], timeline: Timeline) -> tuple[Span, ...]:
    """Only the exclusive states, for rebuilding what was known when; the same as the fold gives."""
    stand = effective(facts)
    held, _, courses = measures_of(stand, timeline)
    return standing.spans(stand, courses, held, timeline)


def standing_matters(fact: Fact) -> bool:
    """Whether a fact of this kind can change the state of any day; a withdrawal may always."""
    return fact.kind in _STANDING_KINDS


def history(
    facts: Iterable[Fact], timeline: Timeline, subject: Known | None = None
) -> list[tuple[datetime, tuple[Span, ...]]]:
    """The states as known from each moment on, one entry per moment at which they changed, or at which a change of
    place came to be known: the same states are then those of another town."""
    listed = sorted(facts, key=lambda fact: (fact.known, fact.id))
    answer: list[tuple[datetime, tuple[Span, ...]]] = []
    known: list[Fact] = []
    moved = False
    for number, fact in enumerate(listed):
        if not standing_matters(fact):
            continue
        known.append(fact)
        moved = moved or fact.kind in ("measure_transferred", "withdrawn")
        following = next((f for f in listed[number + 1 :] if standing_matters(f)), None)
        if following is not None and following.known == fact.known:
            continue
        spans = standing_of(known, timeline)
        if moved or not answer or answer[-1][1] != spans:
            answer.append((fact.known, spans))
        moved = False
    return answer
