"""A number on file in another town, or not: the answers of this town are the same. The county alone sees the match."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from guitu.casework.jobs import look_for_matches
from guitu.casework.measures import commands as measures
from guitu.casework.registrations.commands import add_person
from guitu.kit.actor import Actor
from guitu.kit.database import acting, rows
from guitu.kit.errors import Refused
from guitu.people import search
from guitu.people.intake import NewPerson
from tests import make
from tests.casework import steps
from tests.security import canaries, doors

pytestmark = [pytest.mark.django_db]
IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00:00")


@pytest.fixture(params=[False, True], ids=["nobody", "on_file_elsewhere"])
def elsewhere(request: pytest.FixtureRequest, world: make.World, at: datetime) -> bool:
    """The two worlds: they differ in one file of the neighbouring town."""
    if request.param:
        canaries.someone_known_well(world, at)
    return bool(request.param)


def same(answer: Any) -> str:
    """An answer without the ids that are new each time."""
    return IDS.sub("ID", str(answer))


SEEN: dict[str, str] = {}


def compare(what: str, answer: Any) -> None:
    """The first world's answer is remembered, the second's compared with it."""
    told = same(answer)
    assert SEEN.setdefault(what, told) == told, what


def newcomer(**what: Any) -> NewPerson:
    base: dict[str, Any] = {"name": canaries.NAME, "sex": "male", "scope_path": make.HENGPI, "post_id": None,
                            "id_number": canaries.NUMBER, "phone": canaries.PHONE}  # fmt: skip
    return NewPerson(**{**base, **what})


def test_a_number_on_file_elsewhere_is_added_as_a_new_one(world: make.World, at: datetime, elsewhere: bool) -> None:
    worker = world.actor("hengpi_worker")
    compare("add", add_person(worker, at=at, person=newcomer(), on=at.date()))
    with pytest.raises(Refused) as refused:
        add_person(worker, at=at, person=newcomer(), on=at.date())
    compare("again", [reason.code for reason in refused.value.reasons])
    with acting(worker):
        compare("similar", search.similar(worker, name=canaries.NAME, id_number=canaries.NUMBER, phone=canaries.PHONE))


def test_the_pages_of_the_town_say_the_same(
    world: make.World, at: datetime, client: Client, elsewhere: bool
) -> None:
    make.enter(client, world, "hengpi_worker")
    for stage in ("before", "after"):
        for words in (canaries.NAME, canaries.NUMBER, canaries.PHONE):
            page = doors.answer_of(client, "get", client.post("/people/search/", {"q": words})["Location"])
            compare(f"{stage} search {words}", searched(page))
        for url in ("/", "/people/", "/figures/register/"):
            compare(f"{stage} {url}", searched(doors.answer_of(client, "get", url)))
        if stage == "before":
            add_person(world.actor("hengpi_worker"), at=at, person=newcomer(), on=at.date())
            compare("the form", added_by_form(client))


def searched(answer: tuple[Any, ...]) -> str:
    """Status and page; lines of the same day stand in the order of their random ids, so order says nothing."""
    return f"{answer[0]} {sorted(IDS.sub('ID', answer[1].decode()).split('>'))}"


def added_by_form(client: Client) -> str:
    """The page that adds somebody, where there is one."""
    try:
        url = reverse("add-person")
    except NoReverseMatch:
        return ""
    filled = {"name": "另一人", "sex": "male", "id_number": "440799199203070038", "scope_path": make.HENGPI,
              "on": "2026-03-16", "source": "roster", "request_id": "r-1", "stage": "confirm"}  # fmt: skip
    return searched(doors.answer_of(client, "post", url, filled))


def test_a_transfer_into_a_town_that_has_the_number_goes_as_any_other(
    world: make.World, at: datetime, elsewhere: bool
) -> None:
    """In the first world 恩城 has no such file; in the second it has. 横陂, which sends, sees no difference."""
    head = world.actor("hengpi_head")
    person = UUID(add_person(head, at=at, person=newcomer(), on=datetime(2026, 1, 1).date())["person"])
    measure = steps.measure(world, at, person, by="hengpi_head")
    told = measures.transfer_measure(
        head, at=at, person_id=person, measure=measure, on=at.date(), to_path=make.ENCHENG
    )
    compare("transfer", told)
    with acting(world.actor("encheng_head")):
        assert rows("SELECT scope_path FROM people_person WHERE id = %s", [person]) == [(make.ENCHENG,)]


def test_the_county_alone_sees_the_match(world: make.World, at: datetime, elsewhere: bool) -> None:
    worker = world.actor("hengpi_worker")
    person = UUID(add_person(worker, at=at, person=newcomer(), on=at.date())["person"])
    look_for_matches.func(make.ENPING, [str(person)])
    look_for_matches.func(make.ENPING, [str(person)])

    def matches(actor: Actor) -> int:
        with acting(actor):
            return int(rows("SELECT count(*) FROM people_match")[0][0])

    assert matches(world.actor("clerk")) == int(elsewhere)
    for name in ("hengpi_worker", "hengpi_head", "encheng_worker", "encheng_head", "encheng_police", "yongan_head"):
        assert matches(world.actor(name)) == 0, name
