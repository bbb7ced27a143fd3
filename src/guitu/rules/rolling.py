"""What is due again so long after the last time, as often as the level asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from guitu.rules.cadence import Timeline
from guitu.rules.terms import Span

Levels = Sequence[tuple[date, str]]  # the confirmed level from that day on, in order


def level_on(levels: Levels, day: date, unrated: str) -> str:
    """The level confirmed by that day, or the one taken for people not yet rated."""
    answer = unrated
    for on, level in levels:
        if on > day:
            break
        answer = level
    return answer


def due_after(
    last: date, levels: Levels, add: Callable[[date, str], date], unrated: str, until: date | None
) -> tuple[date, str]:
    """The last day for the next time, and the level it rests on; date.max when the level asks for none.

    A stricter level counts from the day it was confirmed, so that nobody is overdue by being rated; a
    milder one counts from the last time.
    """
    level = level_on(levels, last, unrated)
    due = add(last, level)
    for on, new in levels:
        if on <= last or new == level:
            continue
        if on > due or (until is not None and on >= until):
            break
        due = max(add(last, new), min(due, add(on, new)))
        level = new
    return due, level


class Care(NamedTuple):
    """Time in care: for so long as the person's state lasts. From `asked_until` on nothing new is asked for, because
    a later pack cares for fewer; what was asked for before stays."""

    state: str
    from_on: date
    until_on: date | None
    asked_until: date | None = None


def in_care(
    standing: Sequence[Span],
    timeline: Timeline,
    states_on: Callable[[date], Sequence[str]],
    anew_on: Callable[[date], Sequence[str]] = lambda day: (),
) -> list[Care]:
    """The time in the states that the numbers of each day name, stretches that touch as one; a state that the
    numbers of its first day name anew begins a new stretch."""
    answer: list[Care] = []
    for span in standing:
        for start, end in _pieces(span, timeline):
            met = answer[-1] if answer and answer[-1].until_on == start else None
            is_new = start == span.from_on
            if span.state in states_on(start):
                if met is None or met.asked_until is not None or (is_new and span.state in anew_on(start)):
                    answer.append(Care(span.state, start, end))
                else:
                    answer[-1] = met._replace(until_on=end)
            elif met is not None and not is_new:
                answer[-1] = met._replace(until_on=end, asked_until=met.asked_until or start)
    return answer


def _pieces(span: Span, timeline: Timeline) -> Iterator[tuple[date, date | None]]:
    """The span, cut where numbers change."""
    start, end = span.from_on, span.until_on
    for change in timeline.changes:
        if start < change and (end is None or change < end):
            yield start, change
            start = change
    yield start, end
