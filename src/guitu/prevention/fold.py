"""What follows from the facts of a place, of an activity and of a loudspeaker, by the rules of the same names."""

from __future__ import annotations

from datetime import date

from guitu.rules import activities, broadcasts, places
from guitu.settling.composers import Composer, State
from guitu.settling.load import Loaded

COMPARTMENT = "units"
NOTHING_COMES = "false"  # nothing falls due that was not laid out when something was recorded


class Places(Composer[Loaded, places.PlaceCourse]):
    kind, compartment = "place", COMPARTMENT
    runs_on = NOTHING_COMES

    def fold(self, matter: Loaded, until: date, ahead: date | None = None) -> places.PlaceCourse:
        return places.fold(matter.facts, matter.policy())

    def state(self, course: places.PlaceCourse) -> State:
        return State(course.state, course.since_on, closed_at=course.over_at)


class Activities(Composer[Loaded, activities.ActivityCourse]):
    kind, compartment = "activity", COMPARTMENT
    runs_on = NOTHING_COMES

    def fold(self, matter: Loaded, until: date, ahead: date | None = None) -> activities.ActivityCourse:
        return activities.fold(matter.facts, matter.policy())

    def state(self, course: activities.ActivityCourse) -> State:
        return State(course.state, course.since_on, closed_at=course.over_at)


class Loudspeakers(Composer[Loaded, broadcasts.LoudspeakerCourse]):
    kind, compartment = "loudspeaker", COMPARTMENT
    runs_on = NOTHING_COMES

    def fold(self, matter: Loaded, until: date, ahead: date | None = None) -> broadcasts.LoudspeakerCourse:
        return broadcasts.fold(matter.facts, matter.policy())

    def state(self, course: broadcasts.LoudspeakerCourse) -> State:
        return State(course.state, course.since_on, closed_at=course.over_at)


PLACE, ACTIVITY, LOUDSPEAKER = Places(), Activities(), Loudspeakers()
