"""谈话: by method, at a stage of the service; what was said lies in the note, read by the team alone."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from guitu.casework.load import Case, case
from guitu.casework.record import write
from guitu.ledger.commands import Act, Answer, command
from guitu.rules.facts import Fact
from guitu.settling.record import new


@command
def record_session(
    act: Act, *, person_id: UUID, on: date, method: str = "general", session_stage: str = "serving", minutes: int = 30,
    note: str | None = None,
) -> Answer:
    """Record a talk with the person: by which method, at which stage of the service, how many minutes.

    Police and office never read the note. Refuses a method or stage that is not on the list (policy, our default).
    """
    held = case(act, person_id)
    return write(act, held, plan_session(act, held, on=on, method=method, session_stage=session_stage, minutes=minutes), note=note)


def plan_session(
    act: Act, held: Case, *, on: date, method: str = "general", session_stage: str = "serving", minutes: int = 30, **_: Any
) -> list[Fact]:
    return [new("session_held", act, on, method=method, session_stage=session_stage, minutes=minutes)]
