"""What follows from the facts of a hive, by `rules/hives.py`."""

from __future__ import annotations

from datetime import date
from typing import Any

from guitu.rules import hives
from guitu.settling.composers import Composer, State
from guitu.settling.load import Loaded


class Hives(Composer[Loaded, hives.HiveCourse]):
    kind, compartment = "hive", "venues"

    def fold(self, matter: Loaded, until: date, ahead: date | None = None) -> hives.HiveCourse:
        return hives.fold(matter.facts, matter.policy())

    def state(self, course: hives.HiveCourse) -> State:
        return State(course.state, course.since_on, closed_at=course.over_at)

    def summary(self, course: hives.HiveCourse) -> dict[str, Any]:
        return {"state": course.state}


HIVE = Hives()
