"""入册: a person comes on the local book."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from guitu.casework.assigning import give_file, looks_after
from guitu.casework.jobs import look_for_matches
from guitu.casework.load import Case, case, cases
from guitu.casework.record import write
from guitu.casework.registrations.placing import place
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.people import intake
from guitu.people.intake import NewPerson
from guitu.rules.facts import Fact
from guitu.rules.verdict import Reason
from guitu.settling.record import new
from guitu.settling.settle import settle


@command
def add_person(
    act: Act,
    *,
    person: NewPerson,
    on: date,
    source: str = "roster",
    first_found_on: date | None = None,
    addicted: bool = True,
) -> Answer:
    """Open a file and put the person on the book.

    Refuses a second file of the same number in the same town; a file in another town is no concern of this
    one: the answer is the same as for a new number (architecture.md, Sums against scope).
    """
    refuse_known([person], act.actor.county_id)
    open_files(act, [person], on)
    held = cases([person.id])[0]
    if act.batch is not None:
        act.batch.cases[person.id] = held
    elif person.id_number:  # afterwards and by the clock: this town's answer must not tell
        cast("Any", look_for_matches).defer(county_id=act.actor.county_id, person_ids=[str(person.id)])
    fact = new("registered", act, on, source=source, first_found_on=first_found_on, addicted=addicted)
    return write(act, held, [fact])


def open_files(act: Act, people: Sequence[NewPerson], on: date) -> None:
    """The registers' part: rows and a ledger line each. Own-caseload posts keep the people themselves."""
    for person in people:
        if person.post_id is None and not act.actor.whole:
            person.post_id = act.actor.post_id
    intake.add(act.actor.county_id, people, act.at, on)
    changed(act, [Change("person", p.id, p.scope_path, p.id, {"town": p.town_path}) for p in people])


def refuse_known(people: Sequence[NewPerson], county_id: str) -> None:
    wanted = [(p.town_path, intake.id_index(p.id_number)) for p in people if p.id_number]
    found = intake.on_file(county_id, [(town, index) for town, index in wanted if index])
    if found:
        raise Refused(Reason("already_on_file", {}), field="id_number")


@command
def assign_person(act: Act, *, person_id: UUID, post_id: UUID, part: str = "responsible") -> Answer:
    """Who looks after the person from today. The post before keeps its record, and sees the file no more.

    A grid worker of one of the village's groups is given by group: the person is placed in it.
    Refuses a post that is closed, does another part, or whose area does not hold the person.
    """
    held = case(act, person_id)
    plan_assignment(act, held, post_id=post_id, part=part)
    path = looks_after(held.county_id, post_id, held.scope_path, part) or held.scope_path
    if path != held.scope_path:
        place(act, held, path)
        held.scope_path = path
    give_file(act, held, post_id, part)
    if part == "responsible":
        settle(held.county_id, [held], act.at)
    return {"person": str(person_id), "facts": [], "followed": []}


def plan_assignment(act: Act, held: Case, *, post_id: UUID, part: str, **_: Any) -> list[Fact]:
    """No fact, only the question whether the post may."""
    if not looks_after(held.county_id, post_id, held.scope_path, part):
        raise Refused(Reason("steps.post_elsewhere"), field="post_id")
    return []
