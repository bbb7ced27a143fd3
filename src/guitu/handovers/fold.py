"""What follows from the facts of a handover, by `rules/handovers.py`."""

from __future__ import annotations

from datetime import date

from guitu.rules.handovers import KIND, HandoverCourse, fold
from guitu.settling.composers import Composer, State
from guitu.settling.load import Loaded

HANDOVERS = "handovers"  # the compartment of every handover


class Handovers(Composer[Loaded, HandoverCourse]):
    """A handover (所地对接). Its numbers are those of the day on which it began."""

    kind, compartment = KIND, HANDOVERS
    keeps_summary = False

    def fold(self, matter: Loaded, until: date, ahead: date | None = None) -> HandoverCourse:
        return fold(matter.facts, matter.policy())

    def state(self, course: HandoverCourse) -> State:
        """The calendar is in the order of the day that comes next: the expected release."""
        ahead = course.expected_on if course.is_before and course.expected_on else None
        return State(course.state, course.since_on, "received" if ahead else None, ahead, closed_at=course.over_at)


HANDOVER = Handovers()
