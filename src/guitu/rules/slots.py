"""When the tests of a measure fall: one slot for each, in the measure's own time.

Slot k of year i with q tests a year is [start + 12(i−1) + (k−1)·12/q months, start + 12(i−1) + k·12/q), each end
found as the end of the measure is (`dates.period_end`), so that slots lie without gap or overlap.
Custody stops the time of the measure, so the slots after it move with the end. A stay in hospital and every other
waiver with proof moves nothing. What either leaves of a slot decides whether it is kept: see `_closing`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from guitu.rules.cadence import Timeline
from guitu.rules.dates import DAY, Interval, free_days, merged, moved, period_end
from guitu.rules.terms import MeasureCourse

YEAR_PARTS = 8640  # 720 a month, so that any number of tests a year fits


class Slot(NamedTuple):
    """One test due: from `opens`, up to but not including `closes`. `cut` when the time away leaves too little."""

    year: int
    number: int
    per_year: int
    opens: date
    closes: date
    cut: bool

    @property
    def name(self) -> str:
        return f"{self.year}:{self.number}"


def laid_out(
    course: MeasureCourse, timeline: Timeline, until: date, stays: Sequence[Interval] = ()
) -> Iterator[Slot]:
    """The slots of a measure that open by that day; how often is asked of the policy of each first day. `stays` are
    the stretches with proof, of hospital or another waiver, that take time from the slots without moving them."""
    start, last_on = course.starts_on, course.ends_on
    if start is None:
        return
    rule = timeline.on(start).measures
    moves, with_same_day = rule.suspension_moves_end, rule.last_day == "same_day"
    pauses = course.paused if moves else ()
    away = merged([*course.paused, *stays]) if course.paused or stays else ()
    own = start  # in the measure's own time, which stands still in custody
    for year in range(1, course.years + 1):
        part, number = 0, 1
        while part < YEAR_PARTS:
            opens = moved(own, pauses, as_end=False) if pauses else own
            if opens is None or opens > until or (last_on is not None and opens >= last_on):
                return
            policy = timeline.on(opens).urine_tests
            per_year = policy.tests_in_year(course.kind, course.years, year)
            if per_year <= 0:
                break
            part = min(part - (-YEAR_PARTS // per_year), YEAR_PARTS)
            own = _at(start, year, part, with_same_day)
            closes, cut = own, False
            if away:
                closes, cut = _closing(own, opens, pauses, away, policy.days_left_after_custody)
            if last_on is not None and closes > last_on > opens:
                closes = last_on
            yield Slot(year, number, per_year, opens, closes, cut)
            number += 1
        own = period_end(start, 12 * year, with_same_day=with_same_day)


def _at(start: date, year: int, part: int, with_same_day: bool) -> date:
    months, rest = divmod(part, YEAR_PARTS // 12)
    day = period_end(start, 12 * (year - 1) + months, with_same_day=with_same_day)
    return day + timedelta(days=rest * 30 // (YEAR_PARTS // 12)) if rest else day


def _closing(
    own: date, opens: date, pauses: Sequence[Interval], away: Sequence[Interval], least: int
) -> tuple[date, bool]:
    """The day after the last of a slot, and whether the stretches spent away leave fewer than `least` days of it,
    before and after together. Custody moves the end on; where a stretch covers the last day of a slot that is kept,
    it is due `least` days after the stretch."""
    closes, due_on = own, own - DAY
    for start, end in pauses:
        if closes <= start:
            break
        if end is None:  # nobody knows yet when the rest of it will be
            return max(start, opens + DAY), True
        if closes <= end:
            due_on = end + timedelta(days=least)
        closes += end - start
    if free_days((opens, closes), away) < least:
        return closes, True
    due_on = max(due_on, closes - DAY)
    for start, end in away:
        if start <= due_on and end is None:
            return closes, True
        if end is not None and start <= due_on < end:
            due_on = end + timedelta(days=least)
    return due_on + DAY, False
