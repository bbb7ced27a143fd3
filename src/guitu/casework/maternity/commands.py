"""怀孕、哺乳: each begins and ends on a day; compulsory isolation is not for a woman meanwhile."""

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
def record_pregnancy(act: Act, *, person_id: UUID, on: date, note: str | None = None) -> Answer:
    """She is pregnant, as known from this day on.

    Refuses a man, and a pregnancy on file that has not ended (drug_law.39).
    """
    held = case(act, person_id)
    return write(act, held, plan_pregnancy(act, held, on=on), note=note)


@command
def end_pregnancy(act: Act, *, person_id: UUID, on: date, note: str | None = None) -> Answer:
    """The pregnancy has ended. A birth is recorded as nursing, which ends it by itself.

    Refuses where none is on file, and the day it was recorded for (drug_law.39).
    """
    held = case(act, person_id)
    return write(act, held, plan_pregnancy_end(act, held, on=on), note=note)


@command
def record_nursing(act: Act, *, person_id: UUID, on: date, child_born_on: date, note: str | None = None) -> Answer:
    """She nurses her own child: up to the child's first birthday, or to the end recorded before.

    Refuses a man, a child born later than that day or one year old by then, and the same twice (drug_law.39).
    """
    held = case(act, person_id)
    return write(act, held, plan_nursing(act, held, on=on, child_born_on=child_born_on), note=note)


@command
def end_nursing(act: Act, *, person_id: UUID, on: date, note: str | None = None) -> Answer:
    """She nurses no more, before the child is one.

    Refuses where no nursing is on file that day, and the day it began (drug_law.39).
    """
    held = case(act, person_id)
    return write(act, held, plan_nursing_end(act, held, on=on), note=note)


def plan_pregnancy(act: Act, held: Case, *, on: date, **_: Any) -> list[Fact]:
    return _planned(held, new("pregnancy_started", act, on))


def plan_pregnancy_end(act: Act, held: Case, *, on: date, **_: Any) -> list[Fact]:
    return _planned(held, new("pregnancy_ended", act, on))


def plan_nursing(act: Act, held: Case, *, on: date, child_born_on: date, **_: Any) -> list[Fact]:
    return _planned(held, new("nursing_started", act, on, child_born_on=child_born_on))


def plan_nursing_end(act: Act, held: Case, *, on: date, **_: Any) -> list[Fact]:
    return _planned(held, new("nursing_ended", act, on))


def _planned(held: Case, fact: Fact) -> list[Fact]:
    lawful.check(held, fact)
    return [fact]
