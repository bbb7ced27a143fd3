"""走访: how often to meet the person and to see the home, by confirmed level.

No national number was found: all of it is policy. The next time counts from the last time, so that a
visit that was late leaves one duty open and no heap of missed ones.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, Literal

from guitu.rules.cadence import Timeline
from guitu.rules.dates import Interval, covers, days_after, last_day_after
from guitu.rules.deadlines import Days, due_of_office
from guitu.rules.facts import Visit
from guitu.rules.rolling import Begun, Care, Levels, begun_anew, bridged, due_after, here, level_on, times_away
from guitu.rules.terms import Duty, DutyState, Span
from guitu.rules.verdict import Reason

SENTENCES = {
    "visits.meet_day": "按等级每 {n} 日见面一次，上次 {last}，应于 {by} 前。",
    "visits.meet_week": "按等级每 {n} 周见面一次，上次 {last}，应于 {by} 前。",
    "visits.meet_month": "按等级每 {n} 个月见面一次，上次 {last}，应于 {by} 前。",
    "visits.home_day": "按等级每 {n} 日家访一次，上次 {last}，应于 {by} 前。",
    "visits.home_week": "按等级每 {n} 周家访一次，上次 {last}，应于 {by} 前。",
    "visits.home_month": "按等级每 {n} 个月家访一次，上次 {last}，应于 {by} 前。",
    "visits.first": "新接手，{days} 日内首次上门，应于 {by} 前。",
    "visits.overtaken": "到 {on} 离开本地服务范围时仍未走访。",
}


@dataclass(frozen=True, slots=True)
class Every:
    """Once in so many days, weeks or months; 0 for never."""

    n: int
    unit: Literal["day", "week", "month"]

    def after(self, day: date) -> date:
        if not self.n:
            return date.max
        if self.unit == "month":
            return last_day_after(day, self.n)
        return days_after(day, self.n * (7 if self.unit == "week" else 1))


@dataclass(frozen=True)
class VisitsPolicy:
    """How often by level: seeing the person in person, and seeing the home; who is visited at all."""

    meet: Mapping[str, Every]
    home: Mapping[str, Every]
    states: tuple[str, ...]
    first_home_days: Days
    first_home_states: tuple[str, ...]
    level_when_unrated: str

    def after_meeting(self, last: date, level: str) -> date:
        """The last day to see the person again; date.max where the level asks for nothing."""
        return self.meet[level].after(last) if level in self.meet else date.max

    def after_home(self, last: date, level: str) -> date:
        """The last day to see the home again; date.max where the level asks for nothing."""
        return self.home[level].after(last) if level in self.home else date.max


_COUNTS = {"meet": ("home", "centre", "workplace"), "home": ("home",)}
_day = attrgetter("on")


def duties(
    standing: Sequence[Span], levels: Levels, visits: Sequence[Any], timeline: Timeline, until: date
) -> list[Duty]:
    """The visits due up to that day: seeing the person, and seeing the home. A call by phone, or nobody
    met, closes neither. Policy throughout."""
    answer: list[Duty] = []
    away = times_away(standing)
    met = [visit for visit in here(visits, away) if visit.kind == Visit.kind and visit.met]
    met.sort(key=attrgetter("on", "id"))
    counting = {track: list({v.on: v for v in met if v.how in ways}.values()) for track, ways in _COUNTS.items()}
    care = Care(bridged(standing), timeline, lambda on: (on.visits.states, on.visits.first_home_states))
    for begun in care.begins():
        if begun.on > until:
            break
        for track, made in counting.items():
            since = made[bisect_left(made, begun.on, key=_day) :]
            answer += _track(track, begun, care, away, levels, since, until)
    return answer


def asked(standing: Sequence[Span], levels: Levels, timeline: Timeline, first: date, until: date) -> list[date]:
    """The days from the first up to but not including the last on which a visit is asked for, if each is made on its last
    day: one at home is also a meeting. Who was in care before the first day counts as seen at home on it. Policy throughout."""
    answer: list[date] = []
    away = times_away(standing)
    care = Care(bridged(standing), timeline, lambda on: (on.visits.states, on.visits.first_home_states))
    for begun in care.begins():
        stop = min(begun.following or until, until)
        seen = home = max(begun.on, first)
        is_new = begun.on >= first and begun.state in timeline.on(begun.on).visits.first_home_states
        while seen < stop:
            is_asked, end = care.asked_on(seen)
            if not is_asked:
                break
            policy: VisitsPolicy = timeline.on(seen).visits
            level = level_on(levels, seen, policy.level_when_unrated)
            at_home = policy.after_home(home, level)
            if is_new:
                at_home, is_new = due_of_office(seen, policy.first_home_days, timeline).by, False
            by = min(policy.after_meeting(seen, level), at_home)
            by = max(by, days_after(seen, 1))  # what a milder level had left open is made up for at once
            if by >= min(stop, end or stop):
                break
            if not covers(away, by):
                answer.append(by)
            seen, home = by, by if at_home <= by else home
    return answer


def _track(
    track: str, begun: Begun, care: Care, away: Sequence[Interval], levels: Levels, visits: Sequence[Any], until: date
) -> list[Duty]:
    answer: list[Duty] = []
    timeline, last = care.timeline, begun.on
    anchor = f"start:{last}"  # its own name: somebody may be visited on that very day
    for met in [*visits, None]:
        if last > until or (begun.following is not None and last >= begun.following):
            break
        asked, end = care.asked_on(last)
        if not asked:
            break
        visit = None if met is None or (end is not None and met.on >= end) else met
        upto = visit.on if visit else end
        by, level, is_first = _due(track, last, anchor, begun, levels, timeline, upto)
        while (again := begun_anew(by, away, last, upto)) is not None:
            last, anchor = again, f"start:{again}"
            by, level, is_first = _due(track, last, anchor, begun, levels, timeline, upto)
        policy: VisitsPolicy = timeline.on(last).visits
        ended = visit is None and end is not None
        if by < date.max and not (end is not None and ended and by >= end):
            reason = _why(track, level, last, by, policy, timeline, is_first=is_first)
            duty = _duty(f"visit:{track}:{anchor}", last, by, visit, end if ended else None, reason, timeline)
            answer.append(duty)
        if visit is None:
            break
        last, anchor = visit.on, str(visit.on)
    return answer


def _due(
    track: str, last: date, anchor: str, begun: Begun, levels: Levels, timeline: Timeline, upto: date | None
) -> tuple[date, str, bool]:
    """The last day for the next visit, the level it rests on, and whether it is the first to somebody new."""
    policy: VisitsPolicy = timeline.on(last).visits
    after = policy.after_meeting if track == "meet" else policy.after_home
    by, level = due_after(last, levels, after, policy.level_when_unrated, upto)
    if anchor.startswith("start") and track == "home" and begun.state in policy.first_home_states:
        return due_of_office(last, policy.first_home_days, timeline).by, level, True
    return by, level, False


def _why(
    track: str, level: str, last: date, by: date, policy: VisitsPolicy, timeline: Timeline, *, is_first: bool
) -> Reason:
    if is_first:
        values: dict[str, object] = {"days": policy.first_home_days.days, "by": by}
        return Reason("visits.first", values, timeline.clause("visits.first_home_days", last))
    every = (policy.meet if track == "meet" else policy.home)[level]
    values = {"n": every.n, "last": last, "by": by, "level": level}
    return Reason(f"visits.{track}_{every.unit}", values, timeline.clause(f"visits.{track}.{level}", last))


def _duty(
    key: str, last: date, by: date, visit: Any, ended_on: date | None, reason: Reason, timeline: Timeline
) -> Duty:
    state: DutyState = "done" if visit else "missed" if ended_on else "open"
    reasons = (reason,) if ended_on is None else (reason, Reason("visits.overtaken", {"on": ended_on}))
    done_by, done_on = (visit.id, visit.on) if visit else (None, None)
    return Duty(
        key, "visit", last, by, by, state, reasons, None, done_by, done_on, timeline.version(last)
    )
