"""呼应用了多久: the minutes to each stage, the middle one and the one within which nine of ten were done. Of levels, units and
areas, never of people; the clocks run from the call, whatever was granted later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from guitu.rules.calls import RAISING, CallCourse

STAGES = ("acknowledged", "started", "seen", "settled")
UNIT_STAGES = ("acknowledged", "reported")
MIDDLE, SLOWEST = 50, 90  # of a hundred


@dataclass(frozen=True, slots=True)
class Spread:
    """Of how many, the minutes of the middle one, and those within which nine of ten were done."""

    n: int
    middle: int
    slowest: int


@dataclass(frozen=True, slots=True)
class Took:
    """Minutes that a stage took: of a call as a whole, or of one unit in it."""

    stage: str
    minutes: int
    unit: str = ""


def minutes_up(start: datetime, end: datetime) -> int:
    """Minutes from one moment to another, each one begun counted whole."""
    return ceil((end - start) / timedelta(minutes=1))


def took(course: CallCourse) -> Iterator[Took]:
    """What each stage of a call took from its first unit called, and each unit from its own call."""
    if course.sent_at is None:
        return
    reached = (course.acknowledged_at, course.started_at, course.seen_at, course.settled_at)
    yield from (Took(stage, minutes_up(course.sent_at, at)) for stage, at in zip(STAGES, reached, strict=True) if at)
    for seat in course.seats.values():
        if seat.unit == RAISING:
            continue
        for stage, at in zip(UNIT_STAGES, (seat.acknowledged_at, seat.reported_at), strict=True):
            if at is not None and at >= seat.called_at:
                yield Took(stage, minutes_up(seat.called_at, at), seat.unit)


def spread(minutes: Sequence[int]) -> Spread | None:
    """The middle one and the slowest of nine in ten, by their order (nearest rank); None of nothing."""
    if not minutes:
        return None
    listed = sorted(minutes)
    middle, slowest = (listed[max(ceil(len(listed) * share / 100), 1) - 1] for share in (MIDDLE, SLOWEST))
    return Spread(len(listed), middle, slowest)
