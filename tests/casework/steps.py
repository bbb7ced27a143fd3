"""How the tests of the steps go through the door: a person on the book, pages opened, answers confirmed."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from guitu.casework.load import cases
from guitu.casework.measures import commands as measures
from guitu.casework.registrations.commands import add_person
from guitu.kit.database import acting
from guitu.kit.doors import new_request_id
from guitu.kit.errors import Refused
from guitu.people.intake import NewPerson
from guitu.rules.identifiers import make_demo_id
from guitu.rules.terms import Course
from guitu.settling.settle import HORIZON
from tests import make

DECIDED, SERVED, REPORTED = date(2026, 1, 5), date(2026, 1, 6), date(2026, 1, 12)


def person(world: make.World, at: datetime, by: str = "encheng_worker", **what: Any) -> UUID:
    """Somebody on the book since the first of the year."""
    base: dict[str, Any] = {
        "name": "王小明", "sex": "male", "scope_path": make.ENCHENG + "001", "post_id": None,
        "id_number": make_demo_id(date(1992, 3, 7), "male", 1), "born_on": date(1992, 3, 7),
    }
    answer = add_person(world.actor(by), at=at, person=NewPerson(**{**base, **what}), on=date(2026, 1, 1))
    return UUID(answer["person"])


def measure(
    world: make.World, at: datetime, who: UUID, kind: str = "community_detox", *, until: str = "signed",
    by: str = "encheng_worker", decided: date = DECIDED, reported: date = REPORTED,
) -> str:
    """A measure of this person, brought as far as said: decided, served, reported or signed."""
    actor = world.actor(by)
    opened = measures.open_measure(actor, at=at, person_id=who, kind=kind, on=decided, organ="恩平市公安局",
                                   decision_no="恩公（社戒）字〔2026〕1 号")
    found: str = opened["measure"]
    steps = ("decided", "served", "reported", "signed")
    done = steps[: steps.index(until) + 1]
    if "served" in done:
        measures.serve_decision(actor, at=at, person_id=who, measure=found, on=decided)
    if "reported" in done:
        measures.report_in(actor, at=at, person_id=who, measure=found, on=reported)
    if "signed" in done:
        measures.sign_agreement(actor, at=at, person_id=who, measure=found, on=reported)
    return found


def course(world: make.World, who: UUID, on: date, by: str = "director") -> Course:
    with acting(world.actor(by)):
        return cases([who], lock=False)[0].course(on + HORIZON)


def facts(world: make.World, who: UUID, by: str = "director") -> list[Any]:
    with acting(world.actor(by)):
        return cases([who], lock=False)[0].facts


def url(who: UUID, name: str) -> str:
    return f"/casework/people/{who}/{name}/"


def text(response: Any) -> str:
    """The page as read: without tags."""
    body = response.content.decode().split("<main", 1)[-1].split("</main>", 1)[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def confirmed(client: Client, who: UUID, name: str, data: dict[str, Any]) -> tuple[Any, Any]:
    """Check page, then confirm with what the check page carries. What was foretold is what is then said."""
    sent = {**data, "request_id": new_request_id()}
    check = client.post(url(who, name), sent)
    assert check.status_code == 200, text(check)
    done = client.post(url(who, name), {**sent, "stage": "confirm"})
    assert done.status_code == 200, text(done)
    assert said(done) == foretold(check) != []
    return check, done


def foretold(check: Any) -> list[str]:
    """What the check page says will be: the first line, then each line of what follows."""
    return _lines(check, r'<p class="foretold-now">(.*?)</p>')


def said(done: Any) -> list[str]:
    """What the answer page says is: the first line, then each line of what followed."""
    return _lines(done, r"<h2>.*?<span>(.*?)</span></h2>")


def _lines(response: Any, first: str) -> list[str]:
    found = re.search(r'<section class="followed".*?</section>', response.content.decode(), re.S)
    assert found, text(response)
    now = re.search(first, found[0], re.S)
    return ([now[1]] if now else []) + re.findall(r'<li class="bar-[^"]*"><strong>(.*?)</strong>', found[0], re.S)


def code_of(call: Any) -> str:
    """Why the command refuses: its first reason."""
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value.reasons[0].code


def moved(world: make.World, at: datetime, on: date) -> tuple[UUID, str]:
    """Somebody whose measure was transferred to the other town that day, and the measure."""
    who = person(world, at)
    known = measure(world, at, who)
    measures.transfer_measure(
        world.actor("encheng_worker"), at=at, person_id=who, measure=known, on=on, to_path=make.HENGPI
    )
    return who, known
