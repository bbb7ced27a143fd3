"""The kinds and the states of a measure in named sets. Every rule says which set it asks; no other file keeps a list of states.

`expired` is over for everything but the notice of release that is still owed.
"""

from __future__ import annotations

from datetime import date

from guitu.rules.dates import day_after
from guitu.rules.terms import MeasureCourse, MeasureKind, MeasureState

COMMUNITY_KINDS: tuple[MeasureKind, ...] = ("community_detox", "community_rehabilitation")

NOT_BEGUN: tuple[MeasureState, ...] = ("decided", "served", "overdue", "refused")
IN_EXECUTION: tuple[MeasureState, ...] = ("reported", "executing", "transferring", "suspended")
EXPIRED: tuple[MeasureState, ...] = ("expired",)
OVER: tuple[MeasureState, ...] = ("released", "terminated", "converted", "closed_death")

FROM_SERVICE: tuple[MeasureState, ...] = ("served", "overdue", "refused", *IN_EXECUTION)
PENDING: tuple[MeasureState, ...] = (*NOT_BEGUN, *IN_EXECUTION)  # bound by the decision
FINISHED: tuple[MeasureState, ...] = (*EXPIRED, *OVER)  # nothing runs any more, paper or no paper


def own_days(course: MeasureCourse) -> tuple[date, date | None]:
    """The days whose papers, tests, refusals and reports are this measure's, the end not counted. The day on which
    it is converted, terminated or released before its time is its own, for it ran that morning; the day after its
    last is not."""
    first = course.starts_on or course.states[0][0]
    end = course.first_day_in(FINISHED)
    if end is None:
        return first, None
    ran_that_morning = course.ends_on is None or end < course.ends_on
    return first, day_after(end) if ran_that_morning else end
