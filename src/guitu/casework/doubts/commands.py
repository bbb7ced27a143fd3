"""看说明: somebody else than who recorded and who took the sample reads what was answered when a test was asked about."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from guitu.casework import natural_persons
from guitu.casework.load import Case, case, live
from guitu.casework.record import write
from guitu.casework.staff import is_same_person
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.rules import doubts as rules
from guitu.rules.facts import Fact
from guitu.rules.verdict import Reason
from guitu.settling.record import new


@command
def read_doubt(act: Act, *, person_id: UUID, test: str, on: date, read_as: str, note: str | None = None) -> Answer:
    """Say of an answer that it is clear, or that the record is to be put right, and where.

    Refuses who wrote the record or took the sample, an answer read already, and "to be put right" without a word on what
    (guitu.default).
    """
    held = case(act, person_id)
    return write(act, held, plan_reading(act, held, test=test, on=on, read_as=read_as, note=note), note=note)


def plan_reading(
    act: Act, held: Case, *, test: str, on: date, read_as: str, note: str | None = None, **_: Any
) -> list[Fact]:
    stand = live(held.facts)
    found = next((one for one in rules.to_read(stand) if one.id == test), None)
    by_same = found is not None and (
        natural_persons.wrote(act.actor, natural_persons.versions(held, found))
        or any(is_same_person(act.actor, UUID(post), found.on) for post in (found.tester_1, found.tester_2) if post)
    )
    Refused.unless(rules.may_read(test, stand, by_same=by_same), field="test")
    assert found is not None
    if on < found.on:
        raise Refused(Reason("result_before_test", {"on": found.on}), field="on")
    if read_as == "to_correct" and not (note or "").strip():
        raise Refused(Reason("doubts.words", {}, "guitu.default"), field="note")
    return [new("doubt_read", act, on, asked_test=found.id, read_as=read_as)]
