"""What is due again so long after the last time, as often as the level asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

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


def in_care(standing: Sequence[Span], states: Sequence[str], anew: Sequence[str] = ()) -> list[Span]:
    """The time in those states, stretches that touch as one; a state of `anew` begins a new stretch."""
    answer: list[Span] = []
    for span in standing:
        if span.state not in states:
            continue
        if answer and answer[-1].until_on == span.from_on and span.state not in anew:
            answer[-1] = Span(answer[-1].state, answer[-1].from_on, span.until_on)
        else:
            answer.append(span)
    return answer
