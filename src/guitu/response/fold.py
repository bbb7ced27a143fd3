"""What follows from the facts of a call, by `rules/calls.py` and `rules/call_events.py`."""

from __future__ import annotations

from datetime import date

from guitu.rules.call_events import fold
from guitu.rules.calls import CallCourse
from guitu.settling.composers import Composer, State
from guitu.settling.load import Loaded

CALLS = "calls"  # the compartment of every call


class Calls(Composer[Loaded, CallCourse]):
    """A call (呼应). Its numbers are those of the day on which it was raised: another pack changes nothing of it."""

    kind, compartment = "call", CALLS
    keeps_summary = False

    def fold(self, matter: Loaded, until: date, ahead: date | None = None) -> CallCourse:
        return fold(matter.facts, matter.policy())

    def state(self, course: CallCourse) -> State:
        return State(course.state, course.since_on, closed_at=course.ended_at)


CALL = Calls()
