"""What is due again so long after the last time, as often as the level asks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from guitu.rules.cadence import Timeline
from guitu.rules.dates import Interval, covers
from guitu.rules.terms import OFF_THE_BOOK, Span

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


_SHORT = frozenset({*OFF_THE_BOOK, "detained"})  # a time away from which people come back to what was asked


def times_away(standing: Sequence[Span]) -> list[Interval]:
    """When the person was off the book or detained, and came back."""
    return [
        (span.from_on, span.until_on) for span in standing if span.state in _SHORT and span.until_on is not None
    ]


def bridged(standing: Sequence[Span]) -> list[Span]:
    """The states with each time away taken as the state before it: what is due again goes on after the return."""
    answer: list[Span] = []
    for span in standing:
        if answer and (span.state == answer[-1].state or (span.state in _SHORT and span.until_on is not None)):
            before = answer[-1]
            answer[-1] = Span(before.state, before.from_on, span.until_on, before.reasons)
        else:
            answer.append(span)
    return answer


def here(facts: Sequence[Any], away: Sequence[Interval]) -> list[Any]:
    """The facts that are not dated in a time away."""
    return [fact for fact in facts if not covers(away, fact.on)] if away else list(facts)


def begun_anew(by: date, away: Sequence[Interval], last: date, upto: date | None) -> date | None:
    """The day of the return, from which the next time counts when it would have fallen due in a time away; None
    where it was overdue before, falls due after it, or was done before."""
    for start, end in away:
        if end is not None and last <= start <= by < end and (upto is None or upto >= end):
            return end
    return None


class Begun(NamedTuple):
    """A day on which care begins, in which state, and the next such day."""

    on: date
    state: str
    following: date | None


@dataclass(frozen=True, slots=True)
class Care:
    """Who is cared for when, asked of the numbers of each day: what was asked for by the numbers of one day is not
    touched by those of a later one."""

    standing: Sequence[Span]
    timeline: Timeline
    states_of: Callable[[Any], tuple[Sequence[str], Sequence[str]]]  # by the numbers of a day: cared for, and begun anew in

    def begins(self) -> list[Begun]:
        """The days on which care begins: with a state that is cared for after one that is not, with one of the states
        named anew, and with numbers that care for more."""
        days: list[tuple[date, str]] = []
        before = False
        for span in self.standing:
            for start in self._pieces(span):
                states, anew_in = self.states_of(self.timeline.on(start))
                cared = span.state in states
                anew = start == span.from_on and span.state in anew_in
                if cared and (anew or not before):
                    days.append((start, span.state))
                before = cared
        following: list[date | None] = [on for on, _ in days]
        return [Begun(*day, next_on) for day, next_on in zip(days, [*following[1:], None], strict=False)]

    def asked_on(self, day: date) -> tuple[bool, date | None]:
        """Whether something new may be asked for on that day, and the day on which it is asked for no more: when the
        state is none of those that the numbers of this day care for."""
        number = len(self.standing) - 1
        while number >= 0 and self.standing[number].from_on > day:
            number -= 1
        states, anew = self.states_of(self.timeline.on(day))
        if number < 0 or self.standing[number].state not in states:
            return False, None
        end = self.standing[number].until_on
        if end is not None:
            for span in self.standing[number + 1 :]:
                if span.state not in states or span.state in anew:
                    break
                end = span.until_on
        return True, end

    def _pieces(self, span: Span) -> Iterator[date]:
        """The first day of the span, and the days in it on which numbers change."""
        yield span.from_on
        changes = self.timeline.changes
        for change in changes[bisect_right(changes, span.from_on) :]:
            if span.until_on is not None and change >= span.until_on:
                break
            yield change
