"""What follows from the facts of a place, of an activity, of a loudspeaker and of a drug-free unit, by the rules of those names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from guitu.kit.arrays import array
from guitu.kit.database import Statement, insert_many, run
from guitu.rules import activities, broadcasts, places, unit_fold
from guitu.settling.comparing import part
from guitu.settling.composers import Composer, State
from guitu.settling.difference import Difference
from guitu.settling.load import Loaded
from guitu.settling.settle import HORIZON

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


_TITLE = (
    ("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("compartment", "text"), ("matter_id", "uuid"), ("type", "text"),
    ("round", "int"), ("naming_id", "uuid"), ("from_on", "date"), ("until_on", "date"),
)


_UNIT = (("id", "uuid"), ("phase", "text"), ("level", "text"), ("round", "int"), ("ends_on", "date"), ("seen_on", "date"))
_UNIT_NAMES = [name for name, _kind in _UNIT]
_WRITE_UNIT = Statement(
    f"UPDATE prevention_unit u SET {', '.join(f'{name} = now.{name}' for name in _UNIT_NAMES[1:])} FROM unnest("  # noqa: S608  ours
    f"{', '.join(f'%s::{kind}[]' for _name, kind in _UNIT)}) AS now ({', '.join(_UNIT_NAMES)}) WHERE u.id = now.id"
)


@dataclass(slots=True)
class UnitDifference(Difference):
    """What lists find of a unit, and the stretches in which its titles are in force: few, so they are written anew."""

    _units: list[tuple[Any, ...]] = field(default_factory=list)
    _titles: list[tuple[Any, ...]] = field(default_factory=list)

    def derive(self, matter: Loaded, course: unit_fold.UnitCourse) -> None:
        ends_on = max((one.until_on for one in course.titles), default=None)
        self._units.append((matter.id, course.phase, course.level, course.round, ends_on, course.seen_on))
        self._titles += [
            (uuid4(), matter.county_id, matter.scope_path, COMPARTMENT, matter.id, course.unit, title.round, UUID(title.naming), start, end)
            for title, start, end in course.in_force()
        ]

    def write(self) -> None:
        Difference.write(self)
        if self._units:
            run(_WRITE_UNIT, [array(kind, column) for (_name, kind), column in zip(_UNIT, zip(*self._units, strict=True), strict=True)])
            run("DELETE FROM prevention_title WHERE matter_id = ANY(%s)", [[one[0] for one in self._units]])
            insert_many("prevention_title", _TITLE, self._titles)


class Units(Composer[Loaded, unit_fold.UnitCourse]):
    kind, compartment = "small_unit", COMPARTMENT
    # A title was not yet over when it was laid out last.
    runs_on = f"EXISTS (SELECT FROM prevention_unit u WHERE u.id = s.matter_id AND u.ends_on > s.folded_until - {HORIZON.days})"
    parts = {
        "unit": part(" ".join(_UNIT_NAMES[1:]), 0, f"SELECT {', '.join(_UNIT_NAMES)} FROM prevention_unit WHERE id = ANY(%(matters)s)"),  # noqa: S608
        "titles": part(
            "type round naming_id from_on until_on", 4,
            "SELECT matter_id, type, round, naming_id, from_on, until_on FROM prevention_title WHERE matter_id = ANY(%(matters)s) ORDER BY 1, 5",
        )
    }

    def fold(self, matter: Loaded, until: date, ahead: date | None = None) -> unit_fold.UnitCourse:
        return unit_fold.lapsed(unit_fold.fold(matter.facts, matter.policy()), until - HORIZON)

    def state(self, course: unit_fold.UnitCourse) -> State:
        return State(*course.standing())

    def difference(self, county_id: str, at: datetime) -> Difference:
        return UnitDifference(county_id, at)

    def forget(self, matters: Sequence[Loaded]) -> None:
        ids = [one.id for one in matters]
        run("UPDATE prevention_unit SET phase = '', level = '', round = 0, ends_on = NULL, seen_on = NULL WHERE id = ANY(%s)", [ids])
        run("DELETE FROM prevention_title WHERE matter_id = ANY(%s)", [ids])


PLACE, ACTIVITY, LOUDSPEAKER, UNIT = Places(), Activities(), Loudspeakers(), Units()
