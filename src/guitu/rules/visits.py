"""走访: how often to meet the person and to see the home, by confirmed level.

No national number was found: all of it is policy. The next time counts from the last time, so that a
visit that was late leaves one duty open and no heap of missed ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from guitu.rules.cadence import Timeline
from guitu.rules.dates import add_months
from guitu.rules.facts import Visit
from guitu.rules.rolling import Levels, due_after, in_care
from guitu.rules.terms import Duty, DutyState, Span
from guitu.rules.verdict import Reason

SENTENCES = {
    "visits.meet": "按等级见面{every}一次，上次 {last}，应于 {by} 前。",
    "visits.home": "按等级家访{every}一次，上次 {last}，应于 {by} 前。",
    "visits.first": "新接手，{days} 日内首次上门，应于 {by} 前。",
    "visits.overtaken": "到 {on} 离开本地服务范围时仍未走访。",
}
EVERY = {"day": "每 {n} 日", "week": "每 {n} 周", "month": "每 {n} 个月"}


@dataclass(frozen=True, slots=True)
class Every:
    """Once in so many days, weeks or months; 0 for never."""

    n: int
    unit: Literal["day", "week", "month"]

    def after(self, day: date) -> date:
        if not self.n:
            return date.max
        if self.unit == "month":
            return add_months(day, self.n)
        return day + timedelta(days=self.n * (7 if self.unit == "week" else 1))

    def __str__(self) -> str:
        return EVERY[self.unit].format(n=self.n)


@dataclass(frozen=True)
class VisitsPolicy:
    """How often by level: seeing the person in person, and seeing the home; who is visited at all."""

    meet: Mapping[str, Every]
    home: Mapping[str, Every]
    states: tuple[str, ...]
    first_home_days: int
    first_home_states: tuple[str, ...]
    level_when_unrated: str


_COUNTS = {"meet": ("home", "centre", "workplace"), "home": ("home",)}


def duties(
    standing: Sequence[Span], levels: Levels, visits: Sequence[Any], timeline: Timeline, until: date
) -> list[Duty]:
    """The visits due up to that day: seeing the person, and seeing the home. A call by phone, or nobody
    met, closes neither. Policy throughout."""
    answer: list[Duty] = []
    made = sorted((v for v in visits if v.kind == Visit.kind and v.met), key=lambda v: (v.on, v.id))
    care = timeline.on(until).visits
    for span in in_care(standing, care.states, care.first_home_states):
        if span.from_on > until:
            break
        inside = [v for v in made if span.from_on <= v.on and (span.until_on is None or v.on < span.until_on)]
        for track in ("meet", "home"):
            counting = {v.on: v for v in inside if v.how in _COUNTS[track]}
            answer += _track(track, span, levels, list(counting.values()), timeline, until)
    return answer


def _track(
    track: str, span: Span, levels: Levels, visits: Sequence[Any], timeline: Timeline, until: date
) -> list[Duty]:
    answer: list[Duty] = []
    last, is_first = span.from_on, True
    anchor = f"start:{last}"  # its own name: somebody may be visited on that very day
    for visit in [*visits, None]:
        if last > until:
            break
        policy = timeline.on(last).visits
        table: Mapping[str, Every] = getattr(policy, track)
        upto = visit.on if visit else span.until_on

        def after(day: date, level: str, table: Mapping[str, Every] = table) -> date:
            return table[level].after(day) if level in table else date.max

        by, level = due_after(last, levels, after, policy.level_when_unrated, upto)
        values = {"every": str(table.get(level, "")), "last": last, "by": by, "level": level}
        reason = Reason(f"visits.{track}", values, timeline.clause(f"visits.{track}.{level}", last))
        if track == "home" and is_first and span.state in policy.first_home_states:
            by = last + timedelta(days=policy.first_home_days)
            reason = Reason(
                "visits.first",
                {"days": policy.first_home_days, "by": by},
                timeline.clause("visits.first_home_days", last),
            )
        is_first = False
        ended = visit is None and span.until_on is not None
        if by < date.max and not (ended and by >= span.until_on):  # type: ignore[operator]
            answer.append(
                _duty(
                    f"visit:{track}:{anchor}",
                    last,
                    by,
                    visit,
                    span.until_on if ended else None,
                    reason,
                    timeline,
                )
            )
        if visit is not None:
            last, anchor = visit.on, str(visit.on)
    return answer


def _duty(
    key: str, last: date, by: date, visit: Any, ended_on: date | None, reason: Reason, timeline: Timeline
) -> Duty:
    state: DutyState = "done" if visit else "missed" if ended_on else "open"
    reasons = (reason,) if ended_on is None else (reason, Reason("visits.overtaken", {"on": ended_on}))
    done_by, done_on = (visit.id, visit.on) if visit else (None, None)
    return Duty(
        key, "visit", last, by, by, state, reasons, None, done_by, done_on, None, timeline.version(last)
    )
