"""What a later state makes of duties: it decides only what falls due in it, and what was overdue before stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from guitu.rules.dates import Interval
from guitu.rules.facts import Fact, MeasureEnded
from guitu.rules.terms import OFF_THE_BOOK, Duty, DutyState, Span
from guitu.rules.verdict import Reason

_QUIET = frozenset({*OFF_THE_BOOK, "abstinent"})
_INSIDE = frozenset({"compulsory_isolation", "imprisoned"})  # behind walls nobody of the town can meet the person
_ROUTINE = frozenset({"periodic_report", "urine_test", "visit", "return_test"})
_RECURRING = frozenset({"periodic_report", "urine_test", "visit"})  # asked for again by themselves
_PAPERS = frozenset({"read_result", "destroy_bottles", "read_doubt", "release_measure", "report_violation"})  # steps of the office
_ALIVE_ELSEWHERE = frozenset({"abroad", "abstinent"})


def times_off_the_list(spans: Sequence[Span]) -> list[Interval]:
    """When nobody here serves the person: off the book, or three clean years confirmed."""
    return [(span.from_on, span.until_on) for span in spans if span.state in _QUIET]


def arranged(duties: list[Duty], stand: Sequence[Fact], spans: Sequence[Span]) -> list[Duty]:
    """In order of their last day; off the list where nobody here is to do it: what fell due before the person came
    on this book, and what a later state takes away."""
    later = _Later(
        [span for span in spans if span.state in _QUIET],
        [span.from_on for span in spans if span.state in _INSIDE],
        {fact.measure: fact.on for fact in stand if isinstance(fact, MeasureEnded)},
    )
    since = spans[0].from_on if spans else date.min
    answer: list[Duty] = []
    for duty in duties:
        if duty.due_on < since and duty.done_by is None and duty.state in ("open", "missed"):
            continue  # kept on another book, or on paper: nobody here can say what was done
        kept = _in_later_states(duty, later) if duty.state == "open" else duty
        if kept is not None:
            answer.append(kept)
    answer.sort(key=lambda duty: (duty.due_on, duty.key))
    return answer


class _Later(NamedTuple):
    quiet: list[Span]  # off the book, or three clean years confirmed
    inside: list[date]
    ended: dict[str, date]  # measures, by the paper that ended them


def _in_later_states(duty: Duty, later: _Later) -> Duty | None:
    """What a later state makes of an open duty. It decides only what falls due in it: what was overdue before
    stands, and goes on after a return. The town's own steps with papers go on without the person."""
    if duty.kind in _ROUTINE:
        days = [*later.inside, later.ended.get(duty.measure_id or "", date.min)]
        over = min((on for on in days if on > duty.due_on), default=None)
        if over is not None:
            return _closed(duty, "missed", "person.too_late_now", over)
    for span in later.quiet:
        back = span.until_on is not None and span.state != "abstinent"
        if (span.until_on is not None and span.until_on <= duty.due_on) or (back and duty.due_on < span.from_on):
            continue
        if (duty.kind in _PAPERS and span.state in _ALIVE_ELSEWHERE) or (back and duty.kind not in _RECURRING):
            continue
        if span.from_on <= duty.opens_on:
            return None
        if span.from_on > duty.due_on and duty.kind in _ROUTINE:
            return _closed(duty, "missed", "person.too_late_now", span.from_on)
        return _closed(duty, "waived", "person.off_the_book", span.from_on)
    return duty


def _closed(duty: Duty, state: DutyState, code: str, on: date) -> Duty:
    return replace(duty, state=state, reasons=(*duty.reasons, Reason(code, {"on": on})))
