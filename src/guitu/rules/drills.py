"""演练: a silent drill asks every unit at one moment, apart from real calls; how many of those on duty acknowledged in time.

A post that was not heard for some days, to a drill or a call, counts as empty, once drills have been held for so long.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from guitu.rules.call_clocks import MINUTE
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "drills.once_a_month": "这个月已经演练过（{on}）。每月一次，下个月再来。",
    "drills.nothing_open": "现在没有要签收的演练，或者已经签收。",
}
OPEN_HOURS = 24  # so long a drill can be acknowledged


@dataclass(frozen=True, slots=True)
class Asked:
    """One unit in a drill, by the post that had duty; nobody there: no post."""

    unit: str
    place: str
    post: str | None
    asked_at: datetime
    acknowledged_at: datetime | None


def in_time(one: Asked, minutes: int) -> bool:
    """Whether a unit acknowledged within so many minutes, the last one included. Policy: calls.drill_minutes"""
    return one.acknowledged_at is not None and one.acknowledged_at - one.asked_at <= minutes * MINUTE


def share(asked: Sequence[Asked], minutes: int) -> tuple[int, int]:
    """How many units acknowledged in time, of how many; a unit at which nobody was counts among these."""
    return sum(in_time(one, minutes) for one in asked), len(asked)


def may_drill(last: date | None, on: date) -> Verdict:
    """Whether a drill may be held on a day: one a month. Our default (guitu.default)."""
    if last is not None and (last.year, last.month) == (on.year, on.month):
        return refused(Reason("drills.once_a_month", {"on": last}, "guitu.default"))
    return ALLOWED


def is_tested(heard: datetime | None, first_drill: datetime | None, at: datetime, days: int) -> bool:
    """Whether a post counts as there: heard within so many days; before drills have been held for as long, everybody does.
    Policy: calls.tested_days (guitu.default)"""
    since = at - timedelta(hours=24 * days)
    return first_drill is None or first_drill > since or (heard is not None and heard > since)
