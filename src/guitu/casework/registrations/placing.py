"""Where a person lives, known better: the village of the town, the group of the village."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from guitu.casework.load import Case, case, cases
from guitu.casework.registrations.queries import places_for
from guitu.kit.database import row
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.rules.facts import Fact
from guitu.rules.verdict import Reason
from guitu.settling.settle import rebuild


@command
def place_person(act: Act, *, person_id: UUID, path: str) -> Answer:
    """Say in which village, or in which group of the village, the person lives.

    The sums of the town, and of a village already known, stay what they were on every day; the register of the
    village opens down to the group. A grid worker of another group sees the file no more. Refuses a place outside
    the one known so far, and the one that it is already: to another town it is a change of place.
    """
    held = case(act, person_id)
    plan_place(act, held, path=path)
    place(act, held, path)
    return {"person": str(person_id), "facts": [], "followed": []}


def plan_place(act: Act, held: Case, *, path: str, **_: Any) -> list[Fact]:
    """No fact, only the question whether the place lies inside the one known."""
    if path == held.scope_path:
        raise Refused(Reason("steps.same_group"), field="path")
    if path not in dict(places_for(held.scope_path)):
        raise Refused(Reason("steps.not_inside"), field="path")
    return []


def place(act: Act, held: Case, path: str) -> None:
    """The file goes there, and everything derived is made again for it. In a batch, after the facts are written."""
    act.last(partial(_carry, act, held, path))


def _carry(act: Act, held: Case, path: str) -> None:
    changed(act, [Change("person", held.id, held.scope_path, held.id, {"placed": path})])
    found = row("SELECT people_place(%s, %s, %s)", [held.id, path, act.on])
    if found is None or not found[0]:
        raise NotVisible
    rebuild(held.county_id, cases([held.id]), act.at)
