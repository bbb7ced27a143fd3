"""Every page, every role: nothing of a person outside one's own area, people and classes of fields."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

import pytest
from django.test import Client

from guitu.casework.registrations.commands import assign_person
from guitu.grid.roles import ROLES
from tests import make
from tests.security import canaries, doors

pytestmark = [pytest.mark.django_db]
OUTSIDE = ("hengpi_worker", "hengpi_head", "encheng_other", "village", "yongan_head")
OTHERS = {"fact_id": UUID(int=3), "batch_id": UUID(int=4), "measure_id": UUID(int=5)}
NEVER = UUID("00000000-0000-4000-8000-00000000dead")


@pytest.fixture
def wang(world: make.World, at: datetime) -> UUID:
    return canaries.someone_known_well(world, at)


def knock(client: Client, wang: UUID, role: str = "") -> list[tuple[str, str, int, str]]:
    """Every route at this person that the role may open at all: method, address, status, text. Without a role, every one.

    What a role may not open is one answer of one door (`tests/repository/test_doors.py`), and `guitu prove` asks for all.
    """
    answers = []
    for route, view in doors.routes():
        if route.startswith("logout"):
            continue
        policy, url = view.access_policy, doors.address(route, {"person_id": wang})
        may = role and (policy in ("", "choose_post", "signed_in") or policy in ROLES[role].may)
        if role and not may:
            continue
        for method in ("get", "post") if may else ("get",):
            answer = getattr(client, method)(url)
            assert answer.status_code < 500, (method, url)
            text = b"".join(answer) if answer.streaming else answer.content
            answers.append((method, url, answer.status_code, text.decode("utf-8", "replace")))
    return answers


def test_nobody_outside_sees_a_word_of_a_person_on_any_page(
    world: make.World, client: Client, wang: UUID
) -> None:
    names = {name: make.STAFF[name][0] for name in OUTSIDE}
    names |= {name: role for role, name in doors.one_of_each(world).items() if role not in names.values()}
    for name, role in names.items():
        make.enter(client, world, name)
        for method, url, status, text in knock(client, wang, role):
            where = (name, method, url)
            assert canaries.seen_in(text) == [], where
            assert "欧*" not in text and "欧**" not in text, where
            if str(wang) in url:
                assert status in (404, 405), where


def test_a_stranger_learns_nothing_before_the_login(world: make.World, client: Client, wang: UUID) -> None:
    for method, url, status, text in knock(client, wang):
        assert canaries.seen_in(text) == [] and "欧*" not in text, (method, url)
        if str(wang) in url:
            assert status == 302, (method, url)


def test_out_of_scope_answers_as_what_never_was_to_the_byte(world: make.World, client: Client, wang: UUID) -> None:
    """Status, headers and body, for every page about a person; with a form filled in as well."""
    filled = {"request_id": str(uuid4()), "purpose": "visit", "on": "2026-03-16", "stage": "confirm", "note": "x"}
    for name in ("hengpi_head", "encheng_other"):
        make.enter(client, world, name)
        for route in doors.about_people():
            for method, data in (("get", {}), ("post", filled)):
                real, none = (
                    doors.without(doors.answer_of(client, method, doors.address(route, {**OTHERS, "person_id": id}), data), id)
                    for id in (wang, NEVER)
                )
                assert real == none, (name, method, route)
                assert real[0] in (404, 405), (name, method, route)


READ = {
    "CONTACT": (canaries.PHONE, canaries.ADDRESS, canaries.FAMILY, "金丝雀"),
    "IDENT": (canaries.NAME, "金丝雀", canaries.NUMBER, canaries.NUMBER[-6:], canaries.HOME_ADDRESS),
}


def test_fields_beyond_the_class_of_a_role_are_not_on_its_pages(
    world: make.World, client: Client, wang: UUID, at: datetime
) -> None:
    """Everybody of the team and of the area, on every page they may open."""
    made = doors.one_of_each(world, make.ENCHENG)
    head = world.actor("encheng_head")
    parts = {"village_worker": "village", "grid_worker": "grid", "counsellor": "counsellor", "clinic_staff": "medical"}
    for role, part in parts.items():
        assign_person(head, at=at, person_id=wang, post_id=world.posts[made[role]], part=part)
    opened = 0
    for role, name in made.items():
        make.enter(client, world, name)
        for method, url, status, text in knock(client, wang, role):
            where = (role, method, url)
            if "unmask" in url:
                continue
            opened += status == 200 and str(wang) in url
            may_see: tuple[str, ...] = (canaries.NOTE,) if "NOTE" in ROLES[role].classes else ()
            if url.endswith(("/correct-person/", "/correct-identity/")):  # opened to write over what the role reads
                may_see += tuple(word for klass, words in READ.items() if klass in ROLES[role].classes for word in words)
            seen = canaries.seen_in(text, but=may_see)
            assert seen == [], where
            if "TEST" not in ROLES[role].classes and "STATUS" not in ROLES[role].classes and not url.startswith(("/api/v1/", "/operations/help/", "/settings/bodies/")):  # of nobody
                beside = text.partition("<main")[2].partition("</main>")[0]
                assert not any(word in beside for word in ("尿检", "社区戒毒", "复吸", "吸毒")), where
    assert opened > 60


def test_unmasking_gives_what_the_role_may_read_and_no_more(
    world: make.World, client: Client, wang: UUID, at: datetime
) -> None:
    made = doors.one_of_each(world, make.ENCHENG)
    assign_person(world.actor("encheng_head"), at=at, person_id=wang, post_id=world.posts[made["village_worker"]], part="village")
    assign_person(world.actor("encheng_head"), at=at, person_id=wang, post_id=world.posts[made["grid_worker"]], part="grid")
    contact = (canaries.PHONE, canaries.ADDRESS, canaries.FAMILY)
    identity = (canaries.NUMBER, canaries.HOME_ADDRESS)
    for role, name in made.items():
        make.enter(client, world, name)
        text = client.post(f"/people/{wang}/unmask/", {"purpose": "visit"}).content.decode()
        sees = "unmask_person" in ROLES[role].may and canaries.NAME in text
        for words, field in ((contact, "CONTACT"), (identity, "IDENT")):
            for word in words:
                assert (word in text) == (sees and field in ROLES[role].classes), (role, word)
        assert canaries.NOTE not in text and canaries.EXTRA not in text


def test_the_side_of_the_household_register_reads_basics_and_writes_nothing(
    world: make.World, client: Client, at: datetime
) -> None:
    """Registered in 横陂, carried out in 恩城: 横陂 sees that and the state; no form, no identity."""
    wang = canaries.someone_known_well(world, at, home_path=make.HENGPI)
    make.enter(client, world, "hengpi_head")
    for method, url, status, text in knock(client, wang, "town_head"):
        assert canaries.seen_in(text) == [], (method, url)
        if str(wang) in url and not url.endswith(f"/people/{wang}/") and "/show/" not in url:
            assert status in (404, 405), (method, url)
    make.enter(client, world, "hengpi_worker")
    for method, url, status, _ in knock(client, wang, "social_worker"):
        if str(wang) in url:
            assert status in (404, 405), (method, url)


def test_other_methods_open_nothing(world: make.World, client: Client, wang: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    for route, view in doors.routes():
        if getattr(view, "access_policy", "") == "":
            continue
        url = doors.address(route, {"person_id": wang})
        for method in ("put", "patch", "delete", "options", "trace"):
            answer = getattr(client, method)(url)
            assert answer.status_code == 405 and not answer.content, (method, url)
        assert client.post(url, {"_method": "DELETE"}, headers={"X-HTTP-Method-Override": "DELETE"}).status_code < 500
        assert client.head(url).content == b""
