"""What families of rules share about time: the numbers in force on a day, and windows that repeat."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, Protocol

from guitu.rules.dates import Calendar, Interval, period_end


class Timeline(Protocol):
    """A pack over time: the numbers in force on a day, the calendar, and the version to be named."""

    @property
    def calendar(self) -> Calendar: ...

    @property
    def changes(self) -> Sequence[date]: ...  # the days on which a number changes

    def on(self, day: date) -> Any: ...

    def version(self, day: date) -> str: ...

    def clause(self, name: str, day: date) -> str: ...


def windows(
    start: date,
    months_on: Callable[[date], int],
    until: date,
    end: date | None = None,
    *,
    with_same_day: bool = False,
) -> Iterator[tuple[int, date, date]]:
    """Number, first day and exclusive end of each window that opens by `until` and before `end`; as many months long
    as the day it opens asks for, none while it asks for none. Counted from the first day each time, so that month
    ends do not drift."""
    number, opens, gone = 1, start, 0
    while opens <= until and (end is None or opens < end):
        months = months_on(opens)
        gone += months if months > 0 else 1
        closes = period_end(start, gone, with_same_day=with_same_day)
        if months > 0:
            yield number, opens, closes
            number += 1
        opens = closes


def is_waived(opens: date, closes: date, pauses: Sequence[Interval]) -> bool:
    """Whether a window falls away because a pause covers its first day, which leaves no fair part of
    it, or all that remains of it. `closes` is exclusive."""
    return any(start <= opens and (end is None or end > opens) for start, end in pauses) and closes > opens
