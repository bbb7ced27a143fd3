"""期限: the last day of what is to be done within some days, by what the number itself says of how they run.

Every number of days to a last day says two things in its pack: `shifts`, whether a day off moves its last day, and
`waits_inside`, whether it stands still in custody and in 强戒. The person's own acts wait, those of an office never.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from guitu.rules.cadence import Timeline
from guitu.rules.dates import Interval, days_after, standing_still
from guitu.rules.verdict import Reason

SENTENCES = {
    "deadlines.from_release": "当时在羁押或者强制隔离戒毒，期限自出来之日 {released_on} 起算。",
    "deadlines.not_counted": "其间羁押或者强制隔离戒毒 {days} 天，不计入期限。",
    "deadlines.shifted": "最后一日遇节假日，顺延至 {by}。",
    "deadlines.unpublished": "{year} 年的放假安排待公布，公布后最后一日可能顺延。",
}


@dataclass(frozen=True, slots=True)
class Days:
    """So many days to a last day, and how they run."""

    days: int
    shifts: bool  # a day off moves the last day to the next working day
    waits_inside: bool  # they stand still in custody and in 强戒


class Due(NamedTuple):
    """The last day, and what moved it."""

    by: date
    reasons: tuple[Reason, ...] = ()


def due(event_on: date, number: Days, timeline: Timeline, inside: Sequence[Interval] = ()) -> Due | None:
    """The last day of so many days after an event, that day not counted: moved over days off and past the time
    inside where the number says so. Who is inside on the day of the event has the days from coming out; None while
    somebody is inside with no known end. Days; no day inside is given twice.
    Clauses: admin_procedure.35; that days wait inside is our default (guitu.default)."""
    if not (inside and number.waits_inside and timeline.on(event_on).reporting.clock_waits_for_release):
        return due_of_office(event_on, number, timeline)
    found = standing_still(event_on, days_after(event_on, number.days), inside)
    if found is None:
        return None
    reasons: list[Reason] = []
    if found.from_on != event_on:
        reasons.append(Reason("deadlines.from_release", {"released_on": found.from_on}, "guitu.default"))
    if found.held:
        reasons.append(Reason("deadlines.not_counted", {"days": found.held}, "guitu.default"))
    last, shifted = found.last, _over_days_off(found.last, number, timeline)
    for start, end in inside:  # taken on a day off, before the working day to which the last day moved
        if last < start <= shifted.by:
            if end is None:
                return None
            last, shifted = end, _over_days_off(end, number, timeline)
    return Due(shifted.by, (*reasons, *shifted.reasons))


def due_of_office(event_on: date, number: Days, timeline: Timeline) -> Due:
    """The last day of so many days for an act of an office, which waits for nobody to come out: the day of the
    event not counted, moved over days off where the number says so. Days. Clause: admin_procedure.35."""
    return _over_days_off(days_after(event_on, number.days), number, timeline)


def _over_days_off(last: date, number: Days, timeline: Timeline) -> Due:
    if not number.shifts:
        return Due(last)
    calendar = timeline.calendar
    by = calendar.shift(last)
    reasons: tuple[Reason, ...] = ()
    if by != last:
        reasons = (Reason("deadlines.shifted", {"by": by}, "admin_procedure.35"),)
    if not calendar.is_published(by):
        reasons = (*reasons, Reason("deadlines.unpublished", {"year": by.year}))
    return Due(by, reasons)
