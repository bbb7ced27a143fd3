"""暂不 is a post's own: hidden for whoever put it off and for nobody else; no figure of the office moves."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from guitu import policy
from guitu.casework.fold import PERSON
from guitu.casework.load import cases
from guitu.casework.measures.commands import transfer_measure
from guitu.casework.postponements.commands import postpone_duty, resume_duty
from guitu.casework.registrations.commands import assign_person
from guitu.duties import doors, queries
from guitu.duties.filters import Wish
from guitu.grid.access import clock_actor
from guitu.grid.fields import duty_kinds
from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.rules import records
from guitu.rules.person import fold
from guitu.rules.terms import Known
from guitu.settling.comparing import snapshot
from guitu.settling.settle import rebuild
from tests import casefile, make
from tests.casework import steps

TODAY = date(2026, 3, 16)
pytestmark = [pytest.mark.django_db]


@pytest.fixture
def late_visit(world: make.World, at: datetime) -> tuple[UUID, str]:
    """Somebody whose visit is past its day."""
    worker = world.actor("encheng_worker")
    person = casefile.on_detox(worker, at)
    with acting(worker):
        found = rows(
            "SELECT key FROM duties_duty WHERE kind = 'visit' AND state = 'open' AND due_on < %s ORDER BY due_on, key LIMIT 1",
            [TODAY],
        )
    return person, found[0][0]


def put_off(world: make.World, at: datetime, of: tuple[UUID, str], days: int = 3, by: str = "encheng_worker", **more: Any) -> UUID:
    what = {"why": "appointment", "until": TODAY + timedelta(days), **more}
    return UUID(postpone_duty(world.actor(by), at=at, person_id=of[0], duty=of[1], **what)["facts"][0])


def listed(world: make.World, post: str, **wish: Any) -> set[str]:
    """The keys of duties that the list of this post shows."""
    actor = world.actor(post)
    kinds = duty_kinds(actor.classes)
    with acting(actor):
        found = queries.worklist(actor, Wish(kinds, **wish), kinds, doors.to_confirm(), ("community_detox",), TODAY)
    return {queries.opened(text)["key"] for text in found.duties}


def head(client: Client, world: make.World, post: str, address: str = "/") -> str:
    """The line under the date and the filters with their numbers."""
    make.enter(client, world, post)
    page = client.get(address).content.decode()
    return page.split("duty-group", 1)[0].split("<main", 1)[1]


def figures(client: Client, world: make.World, post: str, address: str = "/") -> list[str]:
    return re.findall(r"\d+", re.sub(r"<[^>]+>", " ", head(client, world, post, address)))



def test_it_is_hidden_for_whoever_put_it_off_and_for_nobody_else(
    world: make.World, at: datetime, late_visit: tuple[UUID, str]
) -> None:
    key = late_visit[1]
    others = ("encheng_head", "director", "clerk", "encheng_police")
    before = {post: listed(world, post) for post in ("encheng_worker", *others)}
    put_off(world, at, late_visit)
    assert listed(world, "encheng_worker") == before["encheng_worker"] - {key}
    assert listed(world, "encheng_worker", hidden=True) == {key}
    for post in others:
        assert listed(world, post) == before[post] and key in before["encheng_head"]
        assert listed(world, post, hidden=True) == set()



def test_who_sees_a_whole_area_puts_off_for_itself_alone_too(
    world: make.World, at: datetime, late_visit: tuple[UUID, str]
) -> None:
    put_off(world, at, late_visit, by="encheng_head")
    assert late_visit[1] not in listed(world, "encheng_head")
    assert late_visit[1] in listed(world, "encheng_worker") & listed(world, "director")



@pytest.mark.parametrize("post", ["encheng_worker", "encheng_head", "director"])
@pytest.mark.parametrize("address", ["/today/", "/today/?kind=visits", "/today/?kind=tests"])
def test_head_counts_and_filters_are_as_before(
    client: Client, world: make.World, at: datetime, late_visit: tuple[UUID, str], post: str, address: str
) -> None:
    before = figures(client, world, post, address)
    put_off(world, at, late_visit)
    assert figures(client, world, post, address) == before



def test_the_lists_of_people_and_of_towns_count_what_is_late_all_the_same(
    client: Client, world: make.World, at: datetime, late_visit: tuple[UUID, str]
) -> None:
    def seen(post: str, address: str) -> str:
        make.enter(client, world, post)
        main = client.get(address).content.decode().split("<main", 1)[1].split("</main>")[0]
        return re.sub(r'nonce="[^"]*"|value="[^"]*"|id="[^"]*"', "", main)

    pages = [("encheng_worker", "/people/"), ("encheng_head", "/people/"), ("encheng_head", "/"), ("director", "/")]
    before = {page: seen(*page) for page in pages}
    put_off(world, at, late_visit)
    assert {page: seen(*page) for page in pages} == before



def test_the_persons_page_still_says_what_is_late(
    client: Client, world: make.World, at: datetime, late_visit: tuple[UUID, str]
) -> None:
    make.enter(client, world, "encheng_worker")
    said = re.compile(r"家访过期 \d+ 天|走访过期 \d+ 天|见面过期 \d+ 天")
    before = said.findall(client.get(f"/casework/people/{late_visit[0]}/").content.decode())
    put_off(world, at, late_visit)
    assert before and said.findall(client.get(f"/casework/people/{late_visit[0]}/").content.decode()) == before



def test_a_later_earlier_date_shortens_it(world: make.World, at: datetime, late_visit: tuple[UUID, str]) -> None:
    put_off(world, at, late_visit, 7)
    put_off(world, at + timedelta(minutes=1), late_visit, 2)
    actor = world.actor("encheng_worker")
    kinds = duty_kinds(actor.classes)
    with acting(actor):
        found = queries.worklist(actor, Wish(kinds), kinds, doors.to_confirm(), (), TODAY + timedelta(2))
    assert late_visit[1] in {queries.opened(text)["key"] for text in found.duties}



def test_other_reasons_need_words(
    client: Client, world: make.World, at: datetime, late_visit: tuple[UUID, str]
) -> None:
    with pytest.raises(Refused) as refusal:
        put_off(world, at, late_visit, why="other")
    assert refusal.value.field == "note"
    with pytest.raises(Refused):
        put_off(world, at, late_visit, why="other", note="  ")
    make.enter(client, world, "encheng_worker")
    sent = {"duty": late_visit[1], "why": "other", "until": "2026-03-18", "request_id": make.request_id()}
    answer = client.post(f"/casework/people/{late_visit[0]}/postpone/", sent)
    assert answer.status_code == 422 and "请写明" in answer.content.decode()
    assert client.post(f"/casework/people/{late_visit[0]}/postpone/", {**sent, "note": "停电"}).status_code == 302



def test_it_does_not_travel_to_the_next_town_nor_to_the_next_post(
    world: make.World, at: datetime, late_visit: tuple[UUID, str]
) -> None:
    person, key = late_visit
    put_off(world, at, late_visit)
    assign_person(world.actor("encheng_head"), at=at, person_id=person, post_id=world.posts["encheng_other"])
    assert key in listed(world, "encheng_other")
    measure = steps.course(world, person, TODAY).measures[0].measure_id
    transfer_measure(
        world.actor("encheng_head"), at=at, person_id=person, measure=measure, on=TODAY, to_path=make.HENGPI,
        to_post=world.posts["hengpi_worker"],
    )
    with acting(world.actor("hengpi_head")):
        open_now = {
            key for (key,) in rows("SELECT key FROM duties_duty WHERE matter_id = %s AND state = 'open'", [person])
        }
    assert key in open_now and key in listed(world, "hengpi_head")



def test_only_what_the_post_may_do_is_put_off(world: make.World, at: datetime) -> None:
    """Confirming a use is for the police: a social worker sees that it waits, and cannot put it off."""
    worker = world.actor("encheng_worker")
    person = casefile.on_detox(worker, at)
    test = casefile.fact(
        worker, at, person, "urine_test", date(2026, 3, 10), outcome="positive", substances=("MOP",),
        sample_a="a1", sample_b="b1",
    )
    casefile.fact(worker, at, person, "laboratory_result", date(2026, 3, 12), test=test, stage="first",
                  laboratory="city_hospital", outcome="positive")
    with acting(worker):
        keys = [key for (key,) in rows("SELECT key FROM duties_duty WHERE matter_id = %s AND state = 'open'", [person])]
    mine = [
        key
        for key in keys
        if key.startswith("read_result") and doors.door_of("read_result", key).action == "confirm_use"
    ]
    others = [key for key in keys if doors.door_of(key.split(":")[0], key).action not in worker.may]
    for key in {*mine, *others}:
        with pytest.raises((Refused, NotVisible)):
            put_off(world, at, (person, key))
    assert {*mine, *others}



def test_nobody_takes_back_what_another_post_put_off(
    client: Client, world: make.World, at: datetime, late_visit: tuple[UUID, str]
) -> None:
    fact = put_off(world, at, late_visit)
    with pytest.raises(NotVisible):
        resume_duty(world.actor("encheng_head"), at=at, person_id=late_visit[0], postponement=fact)
    resume_duty(world.actor("encheng_worker"), at=at, person_id=late_visit[0], postponement=fact)
    assert late_visit[1] in listed(world, "encheng_worker")



def test_the_fold_knows_nothing_of_it() -> None:
    def made(kind: str, on: date, id: str, **body: Any) -> Any:
        known = datetime.combine(on, time(9), UTC)
        return records.KINDS[kind](id=id, on=on, known=known, corrects=None, **body)

    facts = [made("registered", date(2025, 1, 1), "r")]
    plain = fold(facts, policy.load("enping"), Known(), until=date(2025, 12, 31))
    key = next(duty.key for duty in plain.duties if duty.state == "open")
    later = made("duty_postponed", date(2025, 3, 1), "p", duty=key, until=date(2025, 3, 9), by="post")
    assert fold([*facts, later], policy.load("enping"), Known(), until=date(2025, 12, 31)).duties == plain.duties



def test_a_rebuild_makes_it_again_from_the_facts(world: make.World, at: datetime, late_visit: tuple[UUID, str]) -> None:
    put_off(world, at, late_visit, 5)
    taken = put_off(world, at + timedelta(minutes=1), late_visit, 2)
    with acting(clock_actor(make.ENPING), durable=True):
        before = snapshot(PERSON, [late_visit[0]])
        assert before[late_visit[0]]["postponements"]
        rebuild(make.ENPING, cases([late_visit[0]]), at + timedelta(hours=1))
        assert snapshot(PERSON, [late_visit[0]]) == before
    resume_duty(world.actor("encheng_worker"), at=at, person_id=late_visit[0], postponement=taken)
    with acting(world.actor("encheng_worker")):
        assert rows("SELECT until_on FROM duties_postponement WHERE matter_id = %s", [late_visit[0]]) == [
            (TODAY + timedelta(5),)
        ]
