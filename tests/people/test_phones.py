"""One's own people can be told apart and rung: age and sex in the row, names and numbers for a purpose and some minutes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import pytest
from django.test import Client

from guitu.kit.database import acting, rows
from guitu.people import phones
from tests import casefile, make

pytestmark = [pytest.mark.django_db]
PHONE = "13955500002"


@pytest.fixture
def wang(world: make.World, at: datetime) -> UUID:
    return casefile.on_detox(world.actor("encheng_worker"), at, phone=PHONE)


def page(client: Client) -> str:
    return client.get("/people/").content.decode()


def looks(world: make.World, person: UUID) -> list[tuple[str, str, str]]:
    with acting(world.actor("auditor")):
        return rows("SELECT action, classes, purpose FROM people_access WHERE person_id = %s AND action = 'unmask' ORDER BY at", [person])


def test_a_row_of_today_tells_people_apart(client: Client, world: make.World, wang: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    shown = client.get("/today/").content.decode()
    assert "女 " in shown or "男 " in shown
    assert " 岁" in shown and "王小明" not in shown


def test_a_purpose_opens_names_and_numbers_of_ones_own_people_and_each_is_a_look(
    client: Client, world: make.World, wang: UUID
) -> None:
    make.enter(client, world, "encheng_worker")
    assert PHONE not in page(client) and "王小明" not in page(client)
    sent = client.post("/people/phones/", {"purpose": "contact"})
    assert sent.status_code == 302 and looks(world, wang) == []
    shown = page(client)
    assert f'href="tel:{PHONE}"' in shown and "王小明" in shown
    assert looks(world, wang) == [("unmask", "CONTACT", "contact")]
    client.post("/people/phones/", {"close": "1"})
    assert PHONE not in page(client)


def test_after_some_minutes_they_are_masked_again(
    client: Client, world: make.World, wang: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00:00")
    make.enter(client, world, "encheng_worker")
    client.post("/people/phones/", {"purpose": "visit"})
    monkeypatch.setenv("GUITU_NOW", f"2026-03-16T09:{phones.MINUTES - 1:02}:00")
    answer = client.get("/people/")
    assert PHONE in answer.content.decode() and 0 < int(answer["Refresh"]) <= 62
    monkeypatch.setenv("GUITU_NOW", f"2026-03-16T09:{phones.MINUTES:02}:00")
    assert PHONE not in page(client)


def test_without_a_purpose_nothing_opens_and_it_says_what_is_missing(client: Client, world: make.World, wang: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    for purpose in ("", "other", "nonsense"):
        answer = client.post("/people/phones/", {"purpose": purpose})
        assert answer.status_code == 422 and "请选择用途" in answer.content.decode()
    assert PHONE not in page(client)


@pytest.mark.parametrize("name", ["encheng_head", "director", "encheng_police", "auditor"])
def test_who_sees_a_whole_area_opens_nobody_by_the_list(client: Client, world: make.World, wang: UUID, name: str) -> None:
    make.enter(client, world, name)
    assert client.post("/people/phones/", {"purpose": "contact"}).status_code == 404


def test_a_neighbour_opens_own_people_only(client: Client, world: make.World, wang: UUID) -> None:
    make.enter(client, world, "encheng_other")
    client.post("/people/phones/", {"purpose": "contact"})
    assert PHONE not in page(client) and looks(world, wang) == []


def test_another_post_of_the_same_person_has_not_opened_them(client: Client, world: make.World, wang: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    client.post("/people/phones/", {"purpose": "contact"})
    session = client.session
    held = session["phones"]
    session["phones"] = {**held, "post": str(world.posts["encheng_other"])}
    session.save()
    assert PHONE not in page(client)
