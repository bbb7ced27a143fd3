"""The work calendar of a pack: days off and worked weekends, as published year by year."""

from __future__ import annotations

from datetime import date

from guitu.policy.faults import Fault
from guitu.policy.sources import Source
from guitu.rules.dates import Calendar


def read(files: list[Source]) -> tuple[Calendar, list[Fault]]:
    """The calendar of all files together; after `published_until` only weekends are known."""
    off: set[date] = set()
    worked: set[date] = set()
    until = date.min
    faults: list[Fault] = []
    for file in (file for file in files if file.stem == "calendar"):
        for key, body in file.data.items():
            if key == "published_until" and isinstance(body, date):
                until = max(until, body)
            elif isinstance(body, dict) and set(body) <= {"off", "worked"}:
                off.update(body.get("off", ()))
                worked.update(body.get("worked", ()))
            else:
                faults.append(Fault(file.file, file.line(key), f"日历里不认识的键 {key}"))
    return Calendar(frozenset(off), frozenset(worked), until), faults


def carried_on(kept: Calendar, shipped: Calendar) -> Calendar:
    """The calendar as it was kept, with the notices that came out since: they hold whatever text is in force."""
    since = kept.published_until

    def more(days: frozenset[date]) -> frozenset[date]:
        return frozenset(day for day in days if day > since)

    return Calendar(
        kept.holidays | more(shipped.holidays),
        kept.workdays | more(shipped.workdays),
        max(since, shipped.published_until),
    )
