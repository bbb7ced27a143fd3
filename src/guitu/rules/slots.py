"""When the tests of a measure fall: one slot for each, in the measure's own time.

Slot k of year i with q tests a year is [start + 12(i−1) + (k−1)·12/q months, start + 12(i−1) + k·12/q), each end
found as the end of the measure is (`dates.period_end`), so that slots lie without gap or overlap.
Custody stops the time of the measure, so the slots after it move with the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from guitu.rules.cadence import Timeline, is_waived
from guitu.rules.dates import DAY, Interval, moved, period_end
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
    rule = timeline.on(start).measures
    moves, with_same_day = rule.suspension_moves_end, rule.last_day == "same_day"
    pauses = course.paused if moves else ()
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
            closes, cut = _closing(own, opens, pauses, policy.days_left_after_custody) if pauses else (own, False)
            if last_on is not None and closes > last_on > opens:
                closes = last_on
            waived = cut or (not moves and is_waived(opens, closes, course.paused))
            yield Slot(year, number, per_year, opens, closes, waived)
            number += 1
        own = period_end(start, 12 * year, with_same_day=with_same_day)


def _at(start: date, year: int, part: int, with_same_day: bool) -> date:
    months, rest = divmod(part, YEAR_PARTS // 12)
    day = period_end(start, 12 * (year - 1) + months, with_same_day=with_same_day)
    return day + timedelta(days=rest * 30 // (YEAR_PARTS // 12)) if rest else day


def _closing(raw: date, opens: date, pauses: Sequence[Interval], least: int) -> tuple[date, bool]:
    closes = moved(raw, pauses)
    cutting = [pause for pause in pauses if pause[0] >= opens and (closes is None or pause[0] < closes)]
    if closes is None:
        return max(cutting[-1][0], opens + DAY), True
    released = cutting[-1][1] if cutting else None
    return closes, released is not None and (closes - released).days < least
