"""When the tests of a measure fall: one slot for each, in the measure's own time.

Slot k of year i with q tests a year is [start + 12(i−1) + (k−1)·12/q months, start + 12(i−1) + k·12/q).
Custody stops the time of the measure, so the slots after it move with the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from guitu.rules.cadence import Timeline, is_waived
from guitu.rules.dates import DAY, Interval, add_months
from guitu.rules.terms import MeasureCourse

YEAR_PARTS = 8640  # 720 a month, so that any number of tests a year fits


class Slot(NamedTuple):
    """One test due: from `opens`, up to but not including `closes`. `cut` when custody leaves too little."""

    year: int
    number: int
    per_year: int
    opens: date
    closes: date
    cut: bool

    @property
    def name(self) -> str:
        return f"{self.year}:{self.number}"


def laid_out(course: MeasureCourse, timeline: Timeline, until: date) -> Iterator[Slot]:
    """The slots of a measure that open by that day; how often is asked of the policy of each first day."""
    start, last_on = course.starts_on, course.ends_on
    if start is None:
        return
    moves = timeline.on(start).measures.suspension_moves_end
    pauses = course.paused if moves else ()
    own = start  # in the measure's own time, which stands still in custody
    for year in range(1, course.years + 1):
        part, number = 0, 1
        while part < YEAR_PARTS:
            opens = _moved(own, pauses, is_end=False) if pauses else own
            if opens is None or opens > until or (last_on is not None and opens >= last_on):
                return
            policy = timeline.on(opens).urine_tests
            per_year = policy.tests_in_year(course.kind, course.years, year)
            if per_year <= 0:
                break
            part = min(part - (-YEAR_PARTS // per_year), YEAR_PARTS)
            own = _at(start, year, part)
            closes, cut = (
                _closing(own, opens, pauses, policy.days_left_after_custody) if pauses else (own, False)
            )
            if last_on is not None and closes > last_on > opens:
                closes = last_on
            waived = cut or (not moves and is_waived(opens, closes, course.paused))
            yield Slot(year, number, per_year, opens, closes, waived)
            number += 1
        own = add_months(start, 12 * year)


def _at(start: date, year: int, part: int) -> date:
    months, rest = divmod(part, YEAR_PARTS // 12)
    day = add_months(start, 12 * (year - 1) + months)
    return day + timedelta(days=rest * 30 // (YEAR_PARTS // 12)) if rest else day


def _moved(day: date, pauses: Sequence[Interval], *, is_end: bool) -> date | None:
    """The day in the calendar for a day of the measure's own time; None when custody has no known end."""
    for begin, end in pauses:
        if day < begin or (is_end and day == begin):
            break
        if end is None:
            return None
        day += end - begin
    return day


def _closing(raw: date, opens: date, pauses: Sequence[Interval], least: int) -> tuple[date, bool]:
    closes = _moved(raw, pauses, is_end=True)
    cutting = [pause for pause in pauses if pause[0] >= opens and (closes is None or pause[0] < closes)]
    if closes is None:
        return max(cutting[-1][0], opens + DAY), True
    released = cutting[-1][1] if cutting else None
    return closes, released is not None and (closes - released).days < least
