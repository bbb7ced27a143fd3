"""强制隔离戒毒所内外: escape and being brought back, treatment outside and its end."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from guitu.casework import lawful
from guitu.casework.load import Case, case
from guitu.casework.record import write
from guitu.ledger.commands import Act, Answer, command
from guitu.rules.facts import Fact
from guitu.settling.record import new


@command
def record_escape(act: Act, *, person_id: UUID, measure: str, on: date, note: str | None = None) -> Answer:
    """Out of compulsory isolation without leave: these days do not count, the end is open until being brought back.

    Refuses other measures, one not in execution that day, and someone out already (detox_regulation.32).
    """
    held = case(act, person_id)
    return write(act, held, plan_escape(act, held, measure=measure, on=on), note=note)


@command
def record_recapture(act: Act, *, person_id: UUID, measure: str, on: date, note: str | None = None) -> Answer:
    """Brought back after an escape: the term goes on, moved by the days out.

    Refuses someone who has not escaped, and the day of the escape itself (detox_regulation.32).
    """
    held = case(act, person_id)
    return write(act, held, plan_recapture(act, held, measure=measure, on=on), note=note)


@command
def start_medical_leave(act: Act, *, person_id: UUID, measure: str, on: date, note: str | None = None) -> Answer:
    """Let out of compulsory isolation for treatment: the days count.

    Refuses other measures, one not in execution that day, and someone out for it already (detox_regulation.31).
    """
    held = case(act, person_id)
    return write(act, held, plan_medical_leave(act, held, measure=measure, on=on), note=note)


@command
def end_medical_leave(act: Act, *, person_id: UUID, measure: str, on: date, note: str | None = None) -> Answer:
    """Back from treatment outside. It ends by itself with the measure.

    Refuses someone who is not out for treatment, and the day it began (detox_regulation.31).
    """
    held = case(act, person_id)
    return write(act, held, plan_medical_return(act, held, measure=measure, on=on), note=note)


def plan_escape(act: Act, held: Case, *, measure: str, on: date, **_: Any) -> list[Fact]:
    return _planned(held, new("escaped", act, on, measure=measure))


def plan_recapture(act: Act, held: Case, *, measure: str, on: date, **_: Any) -> list[Fact]:
    return _planned(held, new("recaptured", act, on, measure=measure))


def plan_medical_leave(act: Act, held: Case, *, measure: str, on: date, **_: Any) -> list[Fact]:
    return _planned(held, new("medical_leave_started", act, on, measure=measure))


def plan_medical_return(act: Act, held: Case, *, measure: str, on: date, **_: Any) -> list[Fact]:
    return _planned(held, new("medical_leave_ended", act, on, measure=measure))


def _planned(held: Case, fact: Fact) -> list[Fact]:
    lawful.check(held, fact)
    return [fact]
