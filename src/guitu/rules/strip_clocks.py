"""初筛阳性以后的时限: each clock of its own, with its day, its clause and who keeps it. The days are those of `screenings` and `bottles`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from guitu.rules import bottles
from guitu.rules.cadence import Timeline
from guitu.rules.dates import day_before
from guitu.rules.deadlines import due_of_office
from guitu.rules.facts import Fact
from guitu.rules.screenings import Papers, readings, stages, told_on
from guitu.rules.terms import Duty

RECHECK, KEEP, OURS = "test_procedure.recheck", "test_procedure.8", "guitu.default"
_WHO = {"told": "centre", "laboratory": "laboratory", "second": "laboratory", "finding": "police"}
_CLAUSE = {"told": RECHECK, "laboratory": "test_procedure.3", "second": "test_procedure.4", "finding": "detox_regulation.21"}


@dataclass(frozen=True, slots=True)
class Clock:
    """One time limit: from which day to which last day, who keeps it, and whether it was done, is over or runs."""

    what: str
    since: date | None  # None: it has not begun
    by: date | None
    who: Literal["centre", "person", "laboratory", "police"]
    clause: str
    state: Literal["waits", "runs", "late", "done", "over"]
    done_on: date | None = None


def clocks(test: Any, found: Papers, facts: Sequence[Fact], timeline: Timeline, on: date) -> list[Clock]:
    """The clocks of one strip positive, in their order: told, the person's days to object, laboratory, second laboratory,
    finding, keeping, destroying. Clauses: test_procedure.3, 4, 8, test_procedure.recheck."""
    mine = [duty for duty in readings(found, timeline, date.max) if duty.name.of == test.id]
    answer = [_of_duty(duty, duty.name.step, on) for duty in mine]
    answer.insert(1, _objection(test, found, timeline, on))
    answer.append(_keeping(test, timeline, on))
    answer += [
        _of_duty(duty, "destroy", on) for duty in bottles.duties(found, facts, timeline, date.max) if duty.name.of == test.id
    ]
    return answer


def _of_duty(duty: Duty, step: str, on: date) -> Clock:
    state: Any = "done" if duty.done_on else "late" if duty.due_on < on else "runs" if duty.opens_on <= on else "waits"
    who: Any = _WHO.get(step, "centre")
    return Clock(step, duty.opens_on, duty.due_on, who, _CLAUSE.get(step, OURS), state, duty.done_on)


def _objection(test: Any, found: Papers, timeline: Timeline, on: date) -> Clock:
    """The person's own clock: from being told, and again from the first laboratory. Nobody else can let it run out."""
    first, _second = stages(test, found.results)
    since = first.on if first else told_on(test)
    if since is None:
        return Clock("objection", None, None, "person", RECHECK, "waits")
    by = due_of_office(since, timeline.on(test.on).urine_tests.objection_days, timeline).by
    made = next((one.on for one in found.objections if one.test == test.id and one.on >= since), None)
    return Clock("objection", since, by, "person", RECHECK, "done" if made else "over" if by < on else "runs", made)


def _keeping(test: Any, timeline: Timeline, on: date) -> Clock:
    last = day_before(bottles.first_day(test, timeline))
    return Clock("keep", test.on, last, "centre", KEEP, "over" if last < on else "runs")
