"""Days of the law: periods, deadlines, holidays with their make-up working days, and 29 February."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

Interval = tuple[date, date | None]  # from a day up to but not including another; None: open

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Official days off and the weekends worked in exchange (调休), as the State Council announces them.

    After `published_until` the notice is not out yet: only Saturdays and Sundays are days off then, and a
    deadline that falls there may still move.
    """

    holidays: frozenset[date] = field(default_factory=frozenset)
    workdays: frozenset[date] = field(default_factory=frozenset)
    published_until: date = date.min

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on that day. Clause: admin_procedure.35."""
        if day in self.workdays:
            return True
        return day not in self.holidays and day.weekday() < 5

    def is_published(self, day: date) -> bool:
        return day <= self.published_until

    def shift(self, day: date) -> date:
        """That day, or the first working day after it when it is a day off. Clause: admin_procedure.35."""
        while not self.is_working_day(day):
            day += DAY
        return day

    def working_days_after(self, day: date, count: int) -> date:
        """The last of `count` working days, the day of the event itself not counted."""
        for _ in range(count):
            day = self.shift(day + DAY)
        return day


def day_after(day: date) -> date:
    return day + DAY


def day_before(day: date) -> date:
    return day - DAY


def days_after(day: date, days: int) -> date:
    """The day so many days later: with a negative number, earlier."""
    return day + timedelta(days=days)


def first_of_month(day: date) -> date:
    return day.replace(day=1)


def first_of_year(day: date) -> date:
    return day.replace(month=1, day=1)


def day_of_next_year(year: int, month: int, day: int) -> date:
    """A day of the year that follows one: what a year came to is told then."""
    return date(year + 1, month, day)


def school_year(day: date) -> tuple[date, date]:
    """The school year of a day: from 1 September to the next, end exclusive."""
    turn = date(day.year, 9, 1)
    since = turn if day >= turn else months_before(turn, 12)
    return since, add_months(since, 12)


def month_ends(since: date, on: date) -> list[date]:
    """The last days of the months that end between two days, both counted."""
    ends, month = [], first_of_month(since)
    while (end := day_before(add_months(month, 1))) <= on:
        ends.append(end)
        month = day_after(end)
    return ends


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later; where that month has no such day, its last day: the last
    day of a period that begins on the day after. Always count from the first day, never from a result:
    31 January + 1 + 1 month is not 31 January + 2. Clause: 民法典 202."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    month += 1
    if day.day <= 28:
        return date(year, month, day.day)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def months_before(day: date, months: int) -> date:
    """The same day of the month so many months earlier, or the last of that month where it has no such day."""
    return add_months(day, -months)


def last_day_after(day: date, months: int) -> date:
    """The last day to do something again so many months after it was done: the same day of that month, or its
    last day where it has no such day. Months; 民法典 202."""
    return add_months(day, months)


def period_end(start: date, months: int, *, with_same_day: bool = False) -> date:
    """The day after the last of a period of months that counts its first day: the same day of the month, or with
    `with_same_day` the day after that one. Where that month has no such day the period ends with the month, so
    that this is the first of the next. Every end of months and years is found here; periods that are counted
    from one start lie without gap or overlap. Months; 民法典 202."""
    day = add_months(start, months)
    return day + DAY if with_same_day or day.day < start.day else day


def full_months(first: date, second: date) -> int:
    """Whole months over before the second day, the first day counted; 0 when none, never negative."""
    months = (second.year - first.year) * 12 + second.month - first.month
    if months > 0 and period_end(first, months) > second:
        months -= 1
    return max(0, months)


def age_on(born_on: date, day: date) -> int:
    """Full years of age; a child of 29 February is a year older on 1 March of a common year."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def days_between(first: date, second: date) -> int:
    """Days from the first to the second, the first not counted. Clause: admin_procedure.35."""
    return (second - first).days


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """The same days as intervals that neither overlap nor touch, in order; empty ones left out."""
    answer: list[Interval] = []
    for start, end in sorted(intervals, key=lambda item: item[0]):
        if end is not None and end <= start:
            continue
        if answer:
            last_start, last_end = answer[-1]
            if last_end is None:
                break
            if start <= last_end:
                answer[-1] = (last_start, None if end is None else max(last_end, end))
                continue
        answer.append((start, end))
    return answer


def without(days: Iterable[Interval], holes: Iterable[Interval]) -> list[Interval]:
    """The days of the first that are in none of the second."""
    answer = merged(days)
    for start, end in merged(holes):
        rest: list[Interval] = []
        for first, last in answer:
            if (last is not None and last <= start) or (end is not None and end <= first):
                rest.append((first, last))
                continue
            if first < start:
                rest.append((first, start))
            if end is not None and (last is None or end < last):
                rest.append((end, last))
        answer = rest
    return answer


def shared(one: Sequence[Interval], other: Sequence[Interval]) -> list[Interval]:
    """The days that are in both, each given as `merged` gives them."""
    answer: list[Interval] = []
    first = second = 0
    while first < len(one) and second < len(other):
        (start, end), (begins, ends) = one[first], other[second]
        low = max(start, begins)
        high = ends if end is None else end if ends is None else min(end, ends)
        if high is None or low < high:
            answer.append((low, high))
        if ends is None or (end is not None and end < ends):
            first += 1
        else:
            second += 1
    return answer


class Still(NamedTuple):
    """A period that stood still: its first day, its last, and how many days in between were not counted."""

    from_on: date
    last: date
    held: int


def standing_still(event_on: date, last: date, gaps: Iterable[Interval]) -> Still | None:
    """The last day of a period that stands still in gaps, in order: one in which the event falls makes it count
    from the end of the gap, one that begins by the last day moves that day on. None while such a gap is open."""
    from_on, held = event_on, 0
    for start, end in gaps:
        if start > last:
            break
        if end is None:
            return None
        if end <= from_on:
            continue
        if start <= from_on:
            last += end - from_on
            from_on = end
        else:
            last += end - start
            held += (end - start).days
    return Still(from_on, last, held)


def moved(day: date, gaps: Iterable[Interval], *, as_end: bool = True) -> date | None:
    """That day moved on by every gap before it, in order; None while a gap is open. An end is not moved by a gap
    that begins on it, a beginning is."""
    for start, stop in gaps:
        if day < start or (as_end and day == start):
            break
        if stop is None:
            return None
        day += stop - start
    return day


def free_days(window: tuple[date, date], taken: Sequence[Interval]) -> int:
    """How many days of a window are in none of the stretches, which neither overlap nor touch."""
    opens, closes = window
    free = (closes - opens).days
    for start, end in taken:
        first, last = max(start, opens), closes if end is None else min(end, closes)
        free -= max(0, (last - first).days)
    return free


def covers(intervals: Iterable[Interval], day: date) -> bool:
    """Whether the day lies in one of the intervals."""
    for start, end in intervals:  # noqa: SIM110 -- asked of every window, mostly of no interval: a generator costs more
        if start <= day and (end is None or day < end):
            return True
    return False


def clipped(interval: Interval, window: Interval) -> Interval | None:
    """The part of an interval inside a window, or None when they do not meet."""
    start = max(interval[0], window[0])
    ends = [end for end in (interval[1], window[1]) if end is not None]
    end = min(ends) if ends else None
    return None if end is not None and end <= start else (start, end)
