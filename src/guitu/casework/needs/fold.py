"""What follows from the facts of a need, by `rules/needs.py`: its state, and what is due of the unit and of who raised it."""

from __future__ import annotations

from datetime import date

from guitu.rules.needs import NeedCourse, fold
from guitu.settling.composers import Composer, State
from guitu.settling.load import Loaded

OFFICES = "offices"  # the compartment of every need: a unit's work, not the person's file


class Needs(Composer[Loaded, NeedCourse]):
    """A need (需要). Its numbers are those of the day of each step: another pack changes nothing of it."""

    kind, compartment = "need", OFFICES
    keeps_summary = False

    def fold(self, matter: Loaded, until: date, ahead: date | None = None) -> NeedCourse:
        return fold(self.stand(matter.facts), matter.policy())

    def state(self, course: NeedCourse) -> State:
        return State(course.state, course.since_on, closed_at=course.closed_at)


NEED = Needs()
