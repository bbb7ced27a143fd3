"""A number on file in another town, or not: the answers of this town are the same, compared in one test. The county
alone sees the match."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
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
from guitu.rules.identifiers import make_demo_id
from tests import clearing, make
from tests.casework import steps
from tests.importing.test_rosters_as_offices_have_them import HEAD, send
from tests.security import canaries, doors

pytestmark = [pytest.mark.django_db]
IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


Story = Callable[[make.World, datetime], Iterator[tuple[str, Any]]]


def in_both(story: Story, at: datetime) -> None:
    """The story told in two worlds, which differ in one file of the neighbouring town: every answer is the same."""
    told = []
    for on_file_elsewhere in (False, True):
        clearing.empty()
        world = make.world()
        if on_file_elsewhere:
            canaries.someone_known_well(world, at)
        told.append([(what, IDS.sub("ID", str(answer))) for what, answer in story(world, at)])
    assert told[0]
    assert told[0] == told[1]


def newcomer(**what: Any) -> NewPerson:
    base: dict[str, Any] = {"name": canaries.NAME, "sex": "male", "scope_path": make.HENGPI, "post_id": None,
                            "id_number": canaries.NUMBER, "phone": canaries.PHONE}
    return NewPerson(**{**base, **what})


def test_a_number_on_file_elsewhere_is_added_as_a_new_one(transactional_db: None, at: datetime) -> None:
    def story(world: make.World, at: datetime) -> Iterator[tuple[str, Any]]:
        worker = world.actor("hengpi_worker")
        yield "add", add_person(worker, at=at, person=newcomer(), on=at.date())
        with pytest.raises(Refused) as refused:
            add_person(worker, at=at, person=newcomer(), on=at.date())
        yield "again", [reason.code for reason in refused.value.reasons]
        with acting(worker):
            yield "similar", search.similar(worker, name=canaries.NAME, id_number=canaries.NUMBER, phone=canaries.PHONE)

    in_both(story, at)


def test_the_pages_of_the_town_say_the_same(transactional_db: None, at: datetime) -> None:
    def story(world: make.World, at: datetime) -> Iterator[tuple[str, Any]]:
        client = make.Browser()
        make.enter(client, world, "hengpi_worker")
        for stage in ("before", "after"):
            for words in (canaries.NAME, canaries.NUMBER, canaries.PHONE):
                page = doors.answer_of(client, "get", client.post("/people/search/", {"q": words})["Location"])
                yield f"{stage} search {words}", searched(page)
            for url in ("/", "/people/", "/figures/register/"):
                yield f"{stage} {url}", searched(doors.answer_of(client, "get", url))
            if stage == "before":
                add_person(world.actor("hengpi_worker"), at=at, person=newcomer(), on=at.date())
                yield "the form", added_by_form(client)

    in_both(story, at)


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
              "on": "2026-03-16", "source": "roster", "request_id": "click-of-the-newcomer", "stage": "confirm"}
    return searched(doors.answer_of(client, "post", url, filled))


def test_a_roster_with_a_namesake_of_somebody_elsewhere_is_read_as_any_other(transactional_db: None, at: datetime) -> None:
    """The name and the birth date of somebody of 恩城, under another number, in a roster of 横陂."""

    def story(world: make.World, at: datetime) -> Iterator[tuple[str, Any]]:
        client = make.Browser()
        for post in ("hengpi_worker", "hengpi_head"):
            make.enter(client, world, post)
            like = make_demo_id(date(1992, 3, 7), "male", 12)
            place = send(client, {"名册": [HEAD, [canaries.NAME, like, "", "", "", "", "", "", "", "青云路 1 号"]]})
            for tab in ("good", "warned"):
                told = doors.answer_of(client, "get", f"{place}?tab={tab}")
                assert b"1992" not in told[1]
                yield f"{post} {tab}", searched(told)

    in_both(story, at)


def test_a_transfer_into_a_town_that_has_the_number_goes_as_any_other(transactional_db: None, at: datetime) -> None:
    """In the first world 恩城 has no such file; in the second it has. 横陂, which sends, sees no difference."""

    def story(world: make.World, at: datetime) -> Iterator[tuple[str, Any]]:
        head = world.actor("hengpi_head")
        person = UUID(add_person(head, at=at, person=newcomer(), on=datetime(2026, 1, 1).date())["person"])
        measure = steps.measure(world, at, person, by="hengpi_head")
        yield (
            "transfer",
            measures.transfer_measure(
                head, at=at, person_id=person, measure=measure, on=at.date(), to_path=make.ENCHENG
            ),
        )
        with acting(world.actor("encheng_head")):
            yield "place", rows("SELECT scope_path FROM people_person WHERE id = %s", [person])

    in_both(story, at)


@pytest.mark.parametrize("elsewhere", [False, True], ids=["nobody", "on_file_elsewhere"])
def test_the_county_alone_sees_the_match(world: make.World, at: datetime, elsewhere: bool) -> None:
    if elsewhere:
        canaries.someone_known_well(world, at)
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
