"""羁押: when the person was detained, arrested, in prison or in corrective education."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from guitu.rules.dates import Interval, merged
from guitu.rules.facts import Fact, TakenIntoCustody
from guitu.rules.terms import CustodySpan, Duty, DutyState
from guitu.rules.verdict import Reason

SENTENCES = {
    "custody.planned_end": "羁押预计于 {on} 结束，请核实是否已经释放。",
}


def spans(facts: Iterable[Fact]) -> list[CustodySpan]:
    """The time in custody, in order and without overlaps. A later custody takes over from the day it
    begins; a release ends what lasts; without a release the planned end is taken, if there is one."""
    answer: list[CustodySpan] = []
    now: TakenIntoCustody | None = None
    for day, taken, is_released in _by_day(facts):
        released = is_released
        planned = now.planned_until if now else None
        if now and released:  # who was inside this morning is let out first, and may be taken again
            _close(answer, now, day)
            now, released = None, False
        elif now and planned and planned < day:
            _close(answer, now, planned, planned=True)
            now = None
        for fact in taken:
            if now:
                _close(answer, now, day)
            now = fact
        if now and released:
            now = None
    if now:
        end = now.planned_until if now.planned_until and now.planned_until > now.on else None
        answer.append(CustodySpan(now.on, end, now.custody, now.id, end is not None))
    return answer


def inside(held: Iterable[CustodySpan], isolated: Iterable[Interval]) -> list[Interval]:
    """The time behind walls, in custody of any kind or in 强戒: no act of the person's own can be asked for then."""
    return merged([*((span.from_on, span.until_on) for span in held), *isolated])


def duties(held: Sequence[CustodySpan], until: date, version: Any) -> list[Duty]:
    """To be checked on the planned last day of custody when no release is recorded: is the person out. Who is
    taken again had been."""
    answer: list[Duty] = []
    for number, span in enumerate(held):
        on = span.until_on
        if not span.planned or on is None or on > until:
            continue
        again = held[number + 1] if number + 1 < len(held) else None
        state: DutyState = "done" if again else "open"
        done_by, done_on = (again.fact_id, again.from_on) if again else (None, None)
        reasons = (Reason("custody.planned_end", {"on": on}),)
        key = f"check_absence:custody:{span.fact_id}"
        answer.append(
            Duty(key, "check_absence", on, on, on, state, reasons, None, done_by, done_on, version(on))
        )
    return answer


@dataclass(slots=True)
class _Day:
    taken: list[TakenIntoCustody]
    released: bool = False


def _by_day(facts: Iterable[Fact]) -> list[tuple[date, list[TakenIntoCustody], bool]]:
    days: dict[date, _Day] = {}
    for fact in facts:
        if isinstance(fact, TakenIntoCustody):
            days.setdefault(fact.on, _Day([])).taken.append(fact)
        elif fact.kind == "released_from_custody":
            days.setdefault(fact.on, _Day([])).released = True
    return [(day, days[day].taken, days[day].released) for day in sorted(days)]


def _close(answer: list[CustodySpan], now: TakenIntoCustody, until: date, planned: bool = False) -> None:
    if until > now.on:
        answer.append(CustodySpan(now.on, until, now.custody, now.id, planned))
