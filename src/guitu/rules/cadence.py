"""What families of rules share about time: the numbers in force on a day, and windows that repeat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Protocol

from guitu.rules.dates import Calendar, Interval, period_end


class Timeline(Protocol):
    """A pack over time: the numbers in force on a day, the calendar, and the version to be named."""

    @property
    def calendar(self) -> Calendar: ...

    def on(self, day: date) -> Any: ...

    def version(self, day: date) -> str: ...

    def clause(self, name: str, day: date) -> str: ...


def windows(
    start: date, months: int, until: date, end: date | None = None, *, with_same_day: bool = False
) -> Iterator[tuple[int, date, date]]:
    """Number, first day and exclusive end of each window of so many months that opens by `until`; the
    last one is cut at `end`. Counted from the first day each time, so that month ends do not drift."""
    number, opens = 1, start
    while opens <= until and (end is None or opens < end):
        closes = period_end(start, number * months, with_same_day=with_same_day)
        yield number, opens, closes if end is None else min(closes, end)
        number, opens = number + 1, closes


def is_waived(opens: date, closes: date, pauses: Sequence[Interval]) -> bool:
    """Whether a window falls away because a pause covers its first day, which leaves no fair part of
    it, or all that remains of it. `closes` is exclusive."""
    return any(start <= opens and (end is None or end > opens) for start, end in pauses) and closes > opens
