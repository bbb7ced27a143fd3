"""呼应的时钟: minutes by the clock on the wall or within office hours; the moments at which somebody else is called too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta, timezone

from guitu.rules.dates import Calendar, day_after, day_before

CHINA = timezone(timedelta(hours=8))  # one zone for the whole country, without summer time since 1991
MINUTE = timedelta(minutes=1)


def local_day(at: datetime) -> date:
    """The day in China on which a moment lies."""
    return at.astimezone(CHINA).date()


def moment_on(day: date, minute: int) -> datetime:
    """The moment at so many minutes after midnight of a day in China."""
    return datetime.combine(day, time(minute // 60, minute % 60), CHINA)


def minutes_after(start: datetime, minutes: int, hours: Sequence[int], calendar: Calendar) -> datetime:
    """The moment so many minutes after another. `hours`: from and until of each stretch of an office day, in minutes
    after midnight, within which alone minutes count; none: round the clock. Our default (guitu.default)."""
    if not hours:
        return start + minutes * MINUTE
    left = minutes * MINUTE
    for opens, closes in _office_hours(start, hours, calendar):
        if closes - max(start, opens) >= left:
            return max(start, opens) + left
        left -= closes - max(start, opens)
    raise AssertionError("office days never end")


def minutes_between(start: datetime, end: datetime) -> int:
    """Whole minutes from one moment to another, by the clock on the wall."""
    return int((end - start) // MINUTE)


def _office_hours(start: datetime, hours: Sequence[int], calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
    """The stretches of office days that are not over at a moment, one after the other."""
    day = local_day(start)
    while True:
        if calendar.is_working_day(day):
            for opens, closes in zip(hours[::2], hours[1::2], strict=True):
                if moment_on(day, closes) > start:
                    yield moment_on(day, opens), moment_on(day, closes)
        day = day_after(day)


def duty_day(at: datetime, hands_over: int) -> date:
    """The day of a roster: it begins when the turn is handed over, so many minutes after midnight."""
    day = local_day(at)
    return day if at >= moment_on(day, hands_over) else day_before(day)
