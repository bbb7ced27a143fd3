"""One gate for lists, single rows and commands: what a role may not read was never there, whichever way it asks."""

from __future__ import annotations

import re
from datetime import date, datetime
from uuid import UUID, uuid4

import pytest
from django.test import Client

from guitu.casework.registrations.commands import assign_person
from guitu.duties import doors, queries
from guitu.duties.filters import Wish
from guitu.grid.fields import DUTY_NEEDS, duty_kinds
from guitu.grid.roles import ROLES
from guitu.kit.database import acting, run
from tests import casefile, make

TODAY = date(2026, 3, 16)
pytestmark = [pytest.mark.django_db]
POSTS = ("encheng_worker", "encheng_head", "encheng_police", "clerk", "director", "village", "grid")

KINDS = {  # one duty of each door; what is listed by its own post alone is tried where many take part, in tests/response
    door: f"{door.split(':')[0]}:{uuid4()}:{door.split(':')[1]}" if door.startswith("read_result:") else f"{door}:{uuid4()}"
    for door in doors.DOORS
    if not doors.DOORS[door].own
}


@pytest.fixture
def person(world: make.World, at: datetime) -> UUID:
    found = casefile.person(world.actor("encheng_worker"), at)
    for part, post in (("village", "village"), ("grid", "grid")):
        assign_person(world.actor("encheng_head"), at=at, person_id=found, post_id=world.posts[post], part=part)
    planted(world, found)
    return found


def planted(world: make.World, person: UUID) -> None:
    """One open duty of each kind, due today."""
    with acting(world.actor("encheng_head"), durable=True):
        run("DELETE FROM duties_duty WHERE matter_id = %s", [person])
        for door, key in KINDS.items():
            run(
                "INSERT INTO duties_duty (id, county_id, scope_path, compartment, matter_id, key, kind, state, opens_on, planned_on,"
                " due_on, place, reasons, policy) VALUES (%s, %s, %s, 'people', %s, %s, %s, 'open', %s, %s, %s, '青云社区',"
                " '[]', '')",
                [uuid4(), make.ENPING, casefile.VILLAGE, person, key, door.split(":")[0], TODAY, TODAY, TODAY],
            )


def test_every_kind_of_duty_needs_a_class() -> None:
    assert {door.split(":")[0] for door in doors.DOORS} == set(DUTY_NEEDS)


@pytest.mark.parametrize("post", POSTS)
def test_list_row_page_and_command_agree_for_every_kind(
    client: Client, world: make.World, person: UUID, post: str
) -> None:
    actor = world.actor(post)
    kinds = duty_kinds(actor.classes)
    with acting(actor):
        listed = [queries.worklist(actor, Wish(kinds, page=page), kinds, doors.to_confirm(), (), TODAY).duties for page in (1, 2, 3, 4)]
    shown = {queries.opened(text)["key"] for duties in listed for text in duties}
    make.enter(client, world, post)
    for door, key in KINDS.items():
        kind = door.split(":")[0]
        sees = DUTY_NEEDS[kind] in actor.classes
        may = sees and doors.DOORS[door].action in actor.may and "postpone_duty" in actor.may
        assert (key in shown) == sees, door
        row = client.get(f"/casework/people/{person}/postpone/row/", {"duty": key})
        assert (row.status_code == 200) == (sees and "postpone_duty" in actor.may), door
        page = client.get(f"/casework/people/{person}/postpone/", {"duty": key})
        assert (page.status_code == 200) == may, door
        sent = {"duty": key, "why": "weather", "until": "2026-03-17", "request_id": make.request_id()}
        done = client.post(f"/casework/people/{person}/postpone/", sent)
        assert done.status_code == (302 if may else 404), (door, done.status_code)
        if may:
            planted(world, person)



@pytest.mark.parametrize("role", sorted(ROLES))
def test_what_may_be_put_off_is_what_may_be_done_and_is_seen(role: str) -> None:
    from guitu.duties import gate

    for door, key in KINDS.items():
        kind = door.split(":")[0]
        sees, may = DUTY_NEEDS[kind] in ROLES[role].classes, doors.DOORS[door].action in ROLES[role].may
        assert gate.sees(ROLES[role].classes, kind) == sees
        assert gate.may_do(ROLES[role].may, ROLES[role].classes, kind, key) == (sees and may)


def plainly(page: bytes) -> bytes:
    return re.sub(rb'nonce="[^"]*"', b"", page)



def test_a_grid_worker_who_asks_for_a_hidden_kind_gets_what_never_existed(
    client: Client, world: make.World, person: UUID
) -> None:
    make.enter(client, world, "grid")
    for door, key in KINDS.items():
        if DUTY_NEEDS[door.split(":")[0]] in ROLES["grid_worker"].classes:
            continue
        for address in ("postpone/row/", "postpone/"):
            there = client.get(f"/casework/people/{person}/{address}", {"duty": key})
            never = client.get(f"/casework/people/{person}/{address}", {"duty": f"visit:{uuid4()}"})
            assert there.status_code == never.status_code == 404
            assert plainly(there.content) == plainly(never.content), door



def test_a_form_opened_for_a_hidden_duty_says_nothing_of_it(
    client: Client, world: make.World, person: UUID, at: datetime
) -> None:
    """The head of a recording page names the last day of the duty that was tapped: only of one the post may see."""
    woman = casefile.on_detox(world.actor("encheng_worker"), at, "陈小丽")
    assign_person(world.actor("encheng_head"), at=at, person_id=woman, post_id=world.posts["grid"], part="grid")
    with acting(world.actor("encheng_head")):
        from guitu.kit.database import rows

        keys = rows(
            "SELECT key FROM duties_duty WHERE matter_id = %s AND state = 'open' AND kind <> 'visit' AND opens_on <= %s",
            [woman, TODAY],
        )
    assert keys
    make.enter(client, world, "grid")
    for (key,) in keys:
        page = client.get(f"/casework/people/{woman}/visit/", {"duty": key})
        assert page.status_code == 200 and "应于" not in page.content.decode(), key
