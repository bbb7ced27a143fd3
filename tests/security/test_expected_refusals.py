"""What people and programs may well send is refused in words, and is never a fault of the program (S-5.3, S-1.7)."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from guitu.casework.registrations.commands import add_person, assign_person
from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.people.intake import NewPerson
from guitu.rules.identifiers import make_demo_id
from tests import casefile, make
from tests.rosters.batches import book
from tests.rosters.batches import person as roster_person
from tests.security import canaries, doors
from tests.together import Together

pytestmark = [pytest.mark.django_db]
NUMBER = make_demo_id(date(1992, 3, 7), "male", 1)
BAD_IDS = {
    "empty": "",
    "short": "a",
    "long": "9" * 9000,
    "malformed": "x" * 20 + "；drop",
    "spaces": " " * 36,
    "absent": None,
}


def test_of_24_who_register_one_number_at_once_one_succeeds_and_23_get_the_ordinary_answer(
    world: make.World, at: datetime
) -> None:
    posts = [world.actor("encheng_worker"), world.actor("encheng_other"), world.actor("encheng_head")]
    codes: list[str] = []

    def register(n: int) -> None:
        person = NewPerson("王小明", "male", make.ENCHENG + "001", None, id_number=NUMBER, born_on=date(1992, 3, 7))
        try:
            add_person(posts[n % 3], at=at, request_id=str(uuid4()), person=person, on=date(2026, 3, 16))
            codes.append("added")
        except Refused as refusal:
            codes.append(refusal.reasons[0].code)

    together = Together()
    for n in range(24):
        together.once(partial(register, n))
    together.end()
    assert sorted(codes) == ["added", *["already_on_file"] * 23]


def test_of_several_who_assign_at_once_nobody_meets_a_fault(world: make.World, at: datetime) -> None:
    who = casefile.person(world.actor("encheng_worker"), at)
    wrong: list[BaseException] = []

    def assign(post: str) -> None:
        try:
            assign_person(world.actor("encheng_head"), at=at, person_id=who, post_id=world.posts[post])
        except (Refused, NotVisible):
            pass
        except BaseException as error:
            wrong.append(error)

    together = Together()
    for n in range(8):
        together.once(partial(assign, ("encheng_worker", "encheng_other")[n % 2]))
    together.end()
    assert wrong == []
    with acting(world.actor("director")):
        assert rows("SELECT count(*) FROM matters_part WHERE until_on IS NULL") == [(1,)]


def typed(**more: Any) -> dict[str, Any]:
    base = {
        "stage": "add", "name": "王小明", "id_number": NUMBER, "scope_path": make.ENCHENG + "001", "on": "2026-03-16",
        "source": "found", "addicted": "1", "request_id": str(uuid4()),
    }
    return {**base, **more}


def test_the_request_id_of_another_post_opens_another_file(client: Client, world: make.World) -> None:
    one, other = typed(), typed(name="李小红", id_number=make_demo_id(date(1993, 3, 7), "female", 2))
    make.enter(client, world, "encheng_worker")
    assert client.post("/casework/people/add/", one).status_code == 302
    make.enter(client, world, "encheng_other")
    assert client.post("/casework/people/add/", {**other, "request_id": one["request_id"]}).status_code == 302
    with acting(world.actor("director")):
        assert rows("SELECT count(*) FROM people_person") == [(2,)]


@pytest.mark.parametrize("kind", list(BAD_IDS))
def test_every_unsafe_route_demands_a_well_formed_request_id(world: make.World, at: datetime, kind: str) -> None:
    wang = canaries.someone_known_well(world, at)
    client = Client()
    missing = []
    for name in ("encheng_worker", "encheng_head", "clerk"):
        make.enter(client, world, name)
        for route, view in doors.routes():
            policy = getattr(view, "access_policy", "")
            if policy not in world.actor(name).may:
                continue
            data = {"on": "2026-03-16", "stage": "confirm"}
            given = BAD_IDS[kind]
            answer = client.post(
                doors.address(route, {"person_id": wang}), {**data, **({} if given is None else {"request_id": given})}
            )
            if answer.status_code != 400 or "请重新打开这一页" not in answer.content.decode():
                missing.append((route, answer.status_code))
    assert missing == []


def test_every_form_on_our_pages_carries_a_request_id(world: make.World, client: Client, at: datetime) -> None:
    import re

    wang = canaries.someone_known_well(world, at)
    without = []
    for name in ("encheng_worker", "encheng_head", "clerk", "director"):
        make.enter(client, world, name)
        for route, view in doors.routes():
            if getattr(view, "access_policy", None) not in world.actor(name).may:
                continue
            page = client.get(doors.address(route, {"person_id": wang}))
            if page.status_code != 200 or "html" not in page["Content-Type"]:
                continue
            for form in re.findall(r"<form\b.*?</form>", page.content.decode(), re.DOTALL):
                is_public = re.search(r'action="/(language|logout|accounts/|post/)', form)
                if 'method="post"' in form and not is_public and 'name="request_id"' not in form:
                    without.append((route, form[:120]))
    assert without == []


def test_a_command_refuses_a_request_id_that_is_none(world: make.World, at: datetime) -> None:
    for given in ("9" * 9000, "x；y" * 8, "short"):
        person = NewPerson("王小明", "male", make.ENCHENG + "001", None, born_on=date(1992, 3, 7))
        with pytest.raises(Refused) as refusal:
            add_person(world.actor("encheng_worker"), at=at, request_id=given, person=person, on=date(2026, 3, 16))
        assert refusal.value.reasons[0].code == "request_id_malformed"


@pytest.mark.parametrize("columns", [{"column-5": "no_such_field"}, {"column-5": "__class__"}, {"column-5": "serial"}, {"column-99": "name"},
                                     {"column-5": "name；"}])
def test_a_field_or_column_that_no_roster_has_is_refused(
    client: Client, world: make.World, tmp_path: Path, columns: dict[str, str]
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tests.worker import run_jobs

    make.enter(client, world, "encheng_head")
    path = book(tmp_path / "a.xlsx", [roster_person(1)])
    sent = client.post(
        "/casework/rosters/", {"file": SimpleUploadedFile("a.xlsx", path.read_bytes()), "request_id": str(uuid4())}
    )
    run_jobs("read")
    fields = {"column-1": "name", "column-2": "id_number", "column-3": "town_name", **columns, "request_id": str(uuid4())}
    answer = client.post(f"{sent['Location']}columns/", fields)
    assert answer.status_code == 422 and "不能这样读" in answer.content.decode()


def test_what_nobody_asked_for_in_an_address_is_no_fault(world: make.World, client: Client, at: datetime) -> None:
    wang: UUID = canaries.someone_known_well(world, at)
    make.enter(client, world, "encheng_worker")
    for route, view in doors.routes():
        if getattr(view, "access_policy", "") in world.actor("encheng_worker").may:
            answer = client.get(doors.address(route, {"person_id": wang}) + "?no_such=1&page=٣&tab=%00x"[:24])
            assert answer.status_code < 500, route


def test_every_form_of_every_template_carries_the_id_of_its_click() -> None:
    # Nothing is written by them; everybody's pages carry a secret or a turn of their own (ADR 0065), a card its PIN.
    apart = ("language", "switch-post", "account_logout", "demo-enter", "own-leave")
    without = [
        f"{path.name}: {line.strip()[:80]}"
        for path in Path("src/guitu").rglob("*.html")
        for line in path.read_text().splitlines()
        if "<form" in line and 'method="post"' in line and "request_id" not in line
        if not any(f"url('{name}')" in line for name in apart) and path.name != "forms.html"
            if path.parent.name != "public" and not path.match("portal/enter.html")
            if not path.match("links/code.html")  # the same to the byte for every address; each knock counts anyway
    ]
    assert without == []
