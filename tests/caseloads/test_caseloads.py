"""移交: a proposal that is fair and near, two people, and nothing lost: every open duty, every other place in the team."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from guitu.approvals.commands import decide_approval
from guitu.casework.caseloads import queries
from guitu.casework.caseloads.commands import hand_over_caseload
from guitu.casework.registrations.commands import assign_person
from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.rules import caseloads
from guitu.rules.caseloads import Taker
from tests import casefile, make
from tests.casework import steps
from tests.papers.caseload import pdf_text

NAMES = ("王小明", "李小红", "赵小刚")


@pytest.fixture
def theirs(world: make.World, at: datetime) -> list[UUID]:
    """Three people of one worker, one of them with a village worker on the team."""
    worker, found = world.actor("encheng_worker"), []
    for number, name in enumerate(NAMES):
        person = casefile.on_detox(worker, at, name, date(2026, 1, 5), id_number=None, scope_path=f"{make.ENCHENG}00{1 + number % 2}")
        found.append(person)
    assign_person(world.actor("encheng_head"), at=at, person_id=found[0], post_id=world.posts["village"], part="village")
    return found


def duties(world: make.World) -> dict[tuple[UUID, str], UUID]:
    with acting(world.actor("director")):
        return {(person, key): post for person, key, post in rows("SELECT matter_id, key, post_id FROM duties_duty WHERE state = 'open'")}


def parts(world: make.World) -> set[tuple[UUID, str, UUID]]:
    with acting(world.actor("director")):
        return set(rows("SELECT matter_id, part, post_id FROM matters_part WHERE until_on IS NULL AND compartment = 'people'"))


def asked(world: make.World, client: Client, change: dict[str, str] | None = None) -> Any:
    """The form as it is proposed, sent; with some of it changed."""
    make.enter(client, world, "encheng_head")
    address = f"/casework/caseloads/{world.posts['encheng_worker']}/hand-over/"
    page = client.get(address).content.decode()
    chosen = {}
    for name, options in re.findall(r'<select class="input input-long" name="(to-[^"]+)".*?>(.*?)</select>', page, re.DOTALL):
        picked = re.search(r'<option value="([^"]*)" selected', options)
        chosen[name] = picked[1] if picked else ""
    return client.post(address, {**chosen, **(change or {})})


@pytest.mark.django_db
def test_a_caseload_is_handed_over_by_two_people_and_nothing_is_lost(world: make.World, client: Client, theirs: list[UUID]) -> None:
    before, places = duties(world), parts(world)
    assert before and set(before.values()) == {world.posts["encheng_worker"]}
    sent = asked(world, client)
    assert sent.status_code == 302 and duties(world) == before  # nothing happens until it is granted
    with acting(world.actor("director")):
        ((approval,),) = rows("SELECT id FROM approvals_approval")
    with pytest.raises(Refused, match="another_person"):
        decide_approval(world.actor("encheng_head"), at=make.moment(2026, 3, 16), approval_id=approval, grant=True)
    make.enter(client, world, "director")
    told = client.get("/approvals/").content.decode()
    assert "移交名下人员" in told and "接后" in told
    given = decide_approval(world.actor("director"), at=make.moment(2026, 3, 16, 10), approval_id=approval, grant=True)
    after = duties(world)
    assert after.keys() == before.keys() and world.posts["encheng_worker"] not in after.values()
    assert {one for one in parts(world) if one[1] != "responsible"} == {one for one in places if one[1] != "responsible"}
    make.enter(client, world, "encheng_worker")
    assert client.get(steps.url(theirs[0], "team")).status_code == 404  # who gave them sees them no more
    make.enter(client, world, "encheng_head")
    move = given["answer"]["move"]
    page = client.get(f"/casework/caseloads/moves/{move}/")
    assert page.content.decode().count("王**") == 1 and f"{len([key for key in before if key[0] == theirs[0]])}" in page.content.decode()
    text = pdf_text(client.post(f"/casework/caseloads/moves/{move}/print/").content)
    assert all(name in text for name in NAMES) and "接收人签名" in text
    make.enter(client, world, "hengpi_head")
    assert client.get(f"/casework/caseloads/moves/{move}/").status_code == 404
    assert client.post(f"/casework/caseloads/moves/{move}/print/").status_code == 404


@pytest.mark.django_db
def test_a_list_that_is_no_longer_true_is_refused_with_what_was_chosen(world: make.World, at: datetime, client: Client, theirs: list[UUID]) -> None:
    assign_person(world.actor("encheng_head"), at=at, person_id=theirs[2], post_id=world.posts["encheng_other"])
    stale = asked(world, client, {f"to-{theirs[2]}": str(world.posts["encheng_other"])})
    assert stale.status_code == 422 and "已经不在这个岗位名下" in stale.content.decode()
    elsewhere = asked(world, client, {f"to-{theirs[0]}": str(world.posts["hengpi_worker"])})
    assert elsewhere.status_code == 422
    nobody = asked(world, client, {f"to-{person}": "" for person in theirs})
    assert nobody.status_code == 422 and "一个人也没有" in nobody.content.decode()
    pair = [[theirs[0], world.posts["encheng_other"]]]
    with pytest.raises(Refused):
        hand_over_caseload(world.actor("encheng_head"), at=at, from_post=world.posts["encheng_worker"], given=pair)


@pytest.mark.django_db
def test_the_pages_are_the_heads_and_stay_within_their_queries(world: make.World, client: Client, theirs: list[UUID]) -> None:
    make.enter(client, world, "encheng_head")
    for address in ("/casework/caseloads/", f"/casework/caseloads/{world.posts['encheng_worker']}/hand-over/"):
        client.get(address)
        with casefile.capture() as found:
            assert client.get(address).status_code == 200
        assert len(casefile.content_queries(found)) <= 6, [one[:90] for one in casefile.content_queries(found)]
    assert client.get(f"/casework/caseloads/{world.posts['hengpi_worker']}/hand-over/").status_code == 404
    make.enter(client, world, "encheng_worker")
    assert client.get("/casework/caseloads/").status_code in (403, 404)
    with pytest.raises(NotVisible), acting(world.actor("hengpi_head")):
        queries.move(world.actor("hengpi_head"), theirs[0])


VILLAGES = tuple(f"4407850010{n:02}" for n in range(1, 5))


@given(
    st.lists(st.sampled_from(VILLAGES), max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.sets(st.sampled_from(VILLAGES), max_size=4)), max_size=6),
)
def test_a_proposal_gives_everybody_whom_somebody_can_take_to_whoever_has_fewest(places: list[str], posts: list[tuple[int, set[str]]]) -> None:
    people = [(str(number), path) for number, path in enumerate(places)]
    takers = [Taker(f"p{number}", tuple(sorted(held)), load, {}) for number, (load, held) in enumerate(posts)]
    given_to = caseloads.share(people, takers)
    assert given_to == caseloads.share(people[::-1], takers)  # whatever the order they come in
    able = {one.post: one for one in takers}
    for person, path in people:
        assert (person in given_to) == any(one.holds(path) for one in takers)
        assert person not in given_to or able[given_to[person]].holds(path)
    anywhere = [Taker(one.post, ("4407850010",), one.people, {}) for one in takers]
    shared = list(caseloads.share(people, anywhere).values())
    load = {one.post: one.people + shared.count(one.post) for one in anywhere}
    # where everybody could take anybody, whoever took somebody has at most one more than whoever has fewest
    assert all(load[post] <= min(load.values()) + 1 for post in shared)


def test_of_equals_the_one_who_knows_the_village_takes_over() -> None:
    far, near = Taker("a", ("4407850010",), 10, {VILLAGES[1]: 3}), Taker("b", ("4407850010",), 10, {VILLAGES[0]: 1})
    assert caseloads.share([("x", VILLAGES[0])], [far, near]) == {"x": "b"}
