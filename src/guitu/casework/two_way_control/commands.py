"""双向管控: the place of residence looks after the person, the side of the household register keeps the file."""

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
def start_two_way_control(
    act: Act, *, person_id: UUID, on: date, to_path: str | None = None, letter_no: str = "", note: str | None = None
) -> Answer:
    """The letter to the place of residence went out: tests and reports there, the file here.

    Refuses who is not on the book, and what runs already (our default).
    """
    held = case(act, person_id)
    facts = plan_start(act, held, on=on, to_path=to_path)
    letter = f"双向管控函：{letter_no}" if letter_no else ""
    return write(act, held, facts, note="\n".join(line for line in (letter, note or "") if line) or None)


@command
def end_two_way_control(act: Act, *, person_id: UUID, on: date, note: str | None = None) -> Answer:
    """The place of residence looks after the person no more.

    Refuses where none is on file, and the day it began (our default).
    """
    held = case(act, person_id)
    return write(act, held, plan_end(act, held, on=on), note=note)


def plan_start(act: Act, held: Case, *, on: date, to_path: str | None = None, **_: Any) -> list[Fact]:
    return _planned(held, new("two_way_control_started", act, on, to_path=to_path or None, reply_asked=True))


def plan_end(act: Act, held: Case, *, on: date, **_: Any) -> list[Fact]:
    return _planned(held, new("two_way_control_ended", act, on))


def _planned(held: Case, fact: Fact) -> list[Fact]:
    lawful.check(held, fact)
    return [fact]
