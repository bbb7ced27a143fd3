"""志愿服务: who helps others since when, for how long on which day and by which proof. The name of the team says nothing of why.

Whole hours of a day are an event of the sheet of points; nothing else follows, and nobody is ranked by hours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from guitu.rules.dates import Interval, age_on
from guitu.rules.facts import Fact
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "volunteering.joined_already": "{on} 起已经在队里。",
    "volunteering.not_joined": "这一天不在队里。先登记加入，或者核对日期。",
    "volunteering.guardian": "未满 {age} 岁，要监护人同意。同意了的勾上。",
    "volunteering.odd_minutes": "一次最少 {least} 分钟，按 {least} 分钟一档填。",
    "volunteering.day_is_full": "一天最多记 {most} 分钟，这一天已记 {so_far} 分钟。",
    "volunteering.points_on_file": "这一天已经单独记过志愿服务的积分，会算两次。先撤回那一笔，或者换一天。",
}
ITEM = "P07"  # of the sheet of points


@dataclass(frozen=True)
class VolunteeringPolicy:
    """What the team is called to everybody, the least that counts at a time, the most of a day, until which age a guardian is asked."""

    team: str
    least_minutes: int
    most_minutes: int
    guardian_until_age: int


def spans(stand: Iterable[Fact]) -> list[Interval]:
    """The days in the team: from each joining to the leaving after it."""
    found: list[Interval] = []
    since: date | None = None
    for fact in stand:
        if fact.kind == "volunteer_joined" and since is None:
            since = fact.on
        elif fact.kind == "volunteer_left" and since is not None:
            found.append((since, fact.on))
            since = None
    return found if since is None else [*found, (since, None)]


def is_in(stand: Iterable[Fact], on: date) -> bool:
    """Whether somebody is in the team on a day."""
    return any(start <= on and (end is None or on < end) for start, end in spans(stand))


def minutes(stand: Iterable[Fact], since: date, until: date) -> int:
    """How long somebody has helped in a period, its last day excluded. Minutes."""
    listed: list[Any] = [fact for fact in stand if fact.kind == "hours_volunteered"]
    return sum(fact.helped_minutes for fact in listed if since <= fact.on < until)


def may_join(stand: Sequence[Fact], on: date, born_on: date | None, policy: VolunteeringPolicy, *, guardian_agreed: bool) -> Verdict:
    """Whether somebody may join: not in the team on that day or later, and of a minor the guardian agrees. Policy:
    volunteering.guardian_until_age (guitu.default)."""
    for start, end in spans(stand):
        if end is None or on < end:
            return refused(Reason("volunteering.joined_already", {"on": start}))
    if born_on is not None and age_on(born_on, on) < policy.guardian_until_age and not guardian_agreed:
        return refused(Reason("volunteering.guardian", {"age": policy.guardian_until_age}, "guitu.default"))
    return ALLOWED


def may_leave(stand: Sequence[Fact], on: date) -> Verdict:
    """Whether somebody may leave on that day: in the team, and since before it."""
    return ALLOWED if any(end is None and start < on for start, end in spans(stand)) else refused(Reason("volunteering.not_joined"))


def may_record(stand: Sequence[Fact], on: date, length: int, policy: VolunteeringPolicy) -> Verdict:
    """Whether so many minutes of a day may be recorded: in the team, in steps of the least, within a day's most, and where no
    points of the day were granted by hand for the same. Minutes. Policy: volunteering (guitu.default)."""
    if not is_in(stand, on):
        return refused(Reason("volunteering.not_joined"))
    if length < policy.least_minutes or length % policy.least_minutes:
        return refused(Reason("volunteering.odd_minutes", {"least": policy.least_minutes}, "guitu.default"))
    so_far = sum(fact.helped_minutes for fact in _of_day(stand, on))
    if so_far + length > policy.most_minutes:
        return refused(Reason("volunteering.day_is_full", {"most": policy.most_minutes, "so_far": so_far}, "guitu.default"))
    if any(fact.kind == "points_granted" and fact.on == on and fact.item == ITEM for fact in stand):  # type: ignore[attr-defined]
        return refused(Reason("volunteering.points_on_file"))
    return ALLOWED


def paid_by_hours(stand: Iterable[Fact], item: str, on: date) -> bool:
    """Whether the sheet pays for this item of that day already, by the hours on file."""
    return item == ITEM and any(_of_day(stand, on))


def _of_day(stand: Iterable[Fact], on: date) -> list[Any]:
    return [fact for fact in stand if fact.kind == "hours_volunteered" and fact.on == on]
