"""Who answers for a unit at a moment: its posts and its roster as they lie, asked of `rules/on_duty.py`, the one resolver."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from guitu.grid.held import held
from guitu.kit.clock import local_day
from guitu.kit.database import Statement, dicts, rows
from guitu.ledger.packs import timelines_of
from guitu.policy import Timeline
from guitu.response.hearing import untested
from guitu.rules.calls import RAISING, CallsPolicy, Unit
from guitu.rules.on_duty import Cover, Layer, OnDuty, Roster, on_duty

LENGTHS = {"county": 6, "town": 9, "village": 12, "group": 15}
_POSTS = Statement(
    "SELECT p.id::text AS id, p.role, p.path, b.name AS body, EXISTS (SELECT FROM grid_holding h WHERE h.post_id = p.id AND "  # noqa: S608  ours
    f"{held('h')}) AS held FROM grid_post p JOIN grid_body b ON b.id = p.body_id"
    " WHERE p.county_id = %(county)s AND p.closed_on IS NULL AND p.path = ANY(%(paths)s) ORDER BY p.path DESC, b.name, p.title, p.id"
)
_LAYERS = Statement(
    "SELECT unit, path, days, posts::text[] AS posts, turn_days, from_on, hands_over FROM response_layer"
    " WHERE county_id = %s AND path = ANY(%s) ORDER BY said_at, id"
)
_COVERS = Statement(
    "SELECT unit, path, post_id::text AS post, from_at, until_at, said_at, kind FROM response_cover"
    " WHERE county_id = %s AND path = ANY(%s) AND until_at > %s ORDER BY said_at, id"
)
_OF_PEOPLE = Statement("SELECT matter_id::text, post_id::text FROM matters_part WHERE matter_id = ANY(%s) AND NOT beyond AND until_on IS NULL")
_OF_PERSON = Statement("SELECT post_id::text FROM matters_part WHERE matter_id = %s AND NOT beyond AND until_on IS NULL")


@dataclass(slots=True)
class StandingBy:
    """The units that a call at a place may reach, with their posts and rosters, read once."""

    path: str
    policy: CallsPolicy
    timeline: Timeline
    posts: Sequence[dict[str, Any]]
    layers: Sequence[dict[str, Any]]
    covers: Sequence[dict[str, Any]]
    known: Sequence[str] = ()  # the posts in whose hands the person is: of several of a unit they come first
    rosters: dict[str, Roster] = field(default_factory=dict)

    def at(self, unit: str, moment: datetime) -> OnDuty:
        """Who is on duty at a unit."""
        there = {post["id"] for post in self.posts if post["held"]}
        return on_duty(self.roster(unit), moment, there, self.timeline.calendar)

    def step(self, unit: str, step: str, moment: datetime) -> str | None:
        """Who is called as well at a step, if somebody is there."""
        if step == "backup":
            return None if unit == RAISING else self.at(unit, moment).backup
        if step == "village":
            return self.at("village", moment).post
        if step == "head":
            return self._first("town_head" if unit == RAISING else self.policy.units[unit].head)
        return self._first("county_clerk" if step == "desk" else "county_director")

    def roster(self, unit: str) -> Roster:
        if unit not in self.rosters:
            path = unit_path(self.policy.units[unit], self.path)
            mine = [one for one in self.layers if (one["unit"], one["path"]) == (unit, path)]
            last = {one["days"]: one for one in mine}  # said again: the line before holds no more
            self.rosters[unit] = Roster(
                tuple(self.of_unit(unit)),
                tuple(Layer(one["days"], tuple(one["posts"]), one["turn_days"], one["from_on"], one["hands_over"]) for one in last.values()),
                tuple(Cover(one["post"], one["from_at"], one["until_at"], one["said_at"], one["kind"])
                      for one in self.covers if (one["unit"], one["path"]) == (unit, path)),
            )
        return self.rosters[unit]

    def of_unit(self, unit: str) -> list[str]:
        """The posts of a unit in their order; whoever knows the person comes first."""
        of = self.policy.units[unit]
        path = unit_path(of, self.path)
        found = [one["id"] for one in self.posts if one["role"] in of.roles and one["path"] == path and of.body in one["body"]]
        return sorted(found, key=lambda post: post not in self.known)

    def _first(self, role: str) -> str | None:
        return next((one["id"] for one in self.posts if one["role"] == role and one["held"]), None)


def unit_path(unit: Unit, path: str) -> str:
    """Where the unit lies that answers for a place; a village unit of a whole town is none, nor a group's of a village."""
    length = LENGTHS[unit.reach]
    return path[:length] if len(path) >= length else ""


def standing_by(county_id: str, path: str, at: datetime, person_id: UUID | None = None) -> StandingBy:
    """All units around a place as they stand at a moment: six statements, however many units."""
    standing = standing_around(county_id, [path], at)[path]
    standing.known = [post for (post,) in rows(_OF_PERSON, [person_id])] if person_id else []
    return standing


def standing_around(county_id: str, places: Sequence[str], at: datetime) -> dict[str, StandingBy]:
    """The same around each of several places, with the same statements."""
    paths = sorted({path for place in places for path in paths_of(place)})
    posts = dicts(_POSTS, {"county": county_id, "paths": paths, "today": local_day(at)})
    timelines = timelines_of(county_id, places)
    days = min((timeline.on(local_day(at)).calls.tested_days for timeline in timelines.values()), default=0)
    silent = untested(county_id, [post["id"] for post in posts if post["held"]], at, days)
    for post in posts:  # nobody whose channel was not tried counts as there
        post["is_silent"] = post["id"] in silent
        post["held"] = post["held"] and not post["is_silent"]
    layers, covers = dicts(_LAYERS, [county_id, paths]), dicts(_COVERS, [county_id, paths, at])
    answer = {}
    for place, timeline in timelines.items():
        near = set(paths_of(place))
        policy: CallsPolicy = timeline.on(local_day(at)).calls
        mine = [[one for one in all if one["path"] in near] for all in (posts, layers, covers)]
        answer[place] = StandingBy(place, policy, timeline, mine[0], mine[1], mine[2])
    return answer


def standing_of_each(county_id: str, calls: Mapping[UUID, tuple[str, str | None]], at: datetime) -> dict[UUID, StandingBy]:
    """The same for many calls, each by its place and its person, with seven statements in all."""
    around = standing_around(county_id, sorted({path for path, _person in calls.values()}), at)
    people = [UUID(person) for _path, person in calls.values() if person]
    known: dict[str, list[str]] = {}
    for person, post in rows(_OF_PEOPLE, [people]) if people else ():
        known.setdefault(person, []).append(post)
    return {
        call: replace(around[path], known=known[person], rosters={}) if person in known else around[path]
        for call, (path, person) in calls.items()
    }


def paths_of(path: str) -> list[str]:
    return [path[:length] for length in LENGTHS.values() if len(path) >= length]


def names_of(policy: CallsPolicy, units: Iterable[str]) -> list[str]:
    return [policy.units[unit].name for unit in units if unit in policy.units]
