"""入册: look first, then the file; and who looks after whom."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from guitu.kit.database import acting, rows
from guitu.kit.doors import new_request_id
from guitu.people.basics import opened
from guitu.rules.identifiers import make_demo_id
from tests import make
from tests.casework import steps

pytestmark = [pytest.mark.django_db]
ADD = "/casework/people/add/"
NUMBER = make_demo_id(date(1992, 3, 7), "male", 1)
WRONG = NUMBER[:-1] + ("1" if NUMBER[-1] != "1" else "2")


def typed(**more: Any) -> dict[str, Any]:
    base = {
        "stage": "add", "name": "王小明", "id_number": NUMBER, "scope_path": make.ENCHENG + "001",
        "on": "2026-03-16", "source": "found", "addicted": "1", "request_id": new_request_id(),
    }
    return {**base, **more}


def count(world: make.World) -> int:
    with acting(world.actor("director")):
        return int(rows("SELECT count(*) FROM people_person")[0][0])


def test_one_looks_first_and_then_adds_with_sex_and_birthday_from_the_number(client: Client, world: make.World) -> None:
    make.enter(client, world, "encheng_worker")
    assert "先找一找" in steps.text(client.get(ADD))
    form = client.post(ADD, {"name": "王小明", "id_number": NUMBER})
    assert "没有找到同一个人" in steps.text(form) and 'value="1992-03-07"' in form.content.decode()
    assert client.post(ADD, typed()).status_code == 302
    with acting(world.actor("encheng_worker")):
        [(person, basics)] = rows("SELECT id, basics FROM people_person")
        assert opened(person, basics) == ("王**", "male", date(1992, 3, 7))


def test_a_click_sent_twice_opens_one_file(client: Client, world: make.World) -> None:
    make.enter(client, world, "encheng_worker")
    data = typed()
    first, second = client.post(ADD, data), client.post(ADD, data)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert count(world) == 1


def test_somebody_alike_is_shown_and_a_second_file_must_be_meant(
    client: Client, world: make.World, at: datetime
) -> None:
    steps.person(world, at)
    make.enter(client, world, "encheng_worker")
    look = client.post(ADD, {"name": "王小明"})
    assert "可能已经建档" in steps.text(look) and "姓名相同" in steps.text(look)
    data = typed(id_number="", sex="male", born_on="1992-03-07")
    refused = client.post(ADD, data)
    assert refused.status_code == 422 and "可能已经建档" in steps.text(refused)
    assert client.post(ADD, {**data, "different": "on"}).status_code == 302
    assert count(world) == 2


def test_the_same_number_in_the_town_is_refused_also_to_who_does_not_see_the_file(
    client: Client, world: make.World, at: datetime
) -> None:
    steps.person(world, at)
    make.enter(client, world, "encheng_other")
    look = client.post(ADD, {"name": "王小明", "id_number": NUMBER})
    assert "没有找到同一个人" in steps.text(look)
    refused = client.post(ADD, typed())
    assert refused.status_code == 422 and "已经建档" in steps.text(refused)


def test_another_town_adds_the_same_number_as_if_it_were_new(client: Client, world: make.World, at: datetime) -> None:
    steps.person(world, at)
    make.enter(client, world, "hengpi_worker")
    look = client.post(ADD, {"name": "王小明", "id_number": NUMBER})
    assert "没有找到同一个人" in steps.text(look)
    with acting(world.actor("hengpi_worker")):
        village = rows("SELECT path FROM grid_area WHERE starts_with(path, %s) AND length(path) = 12 LIMIT 1",
                       [make.HENGPI])[0][0]
    assert client.post(ADD, typed(scope_path=village)).status_code == 302


def test_a_wrong_number_or_a_place_outside_ones_area_is_refused_and_kept(client: Client, world: make.World) -> None:
    make.enter(client, world, "encheng_worker")
    refused = client.post(ADD, typed(id_number=WRONG))
    assert refused.status_code == 422 and "校验不对" in steps.text(refused)
    assert f'value="{WRONG}"' in refused.content.decode()
    assert client.post(ADD, typed(scope_path=make.HENGPI + "200")).status_code == 422
    assert count(world) == 0


@pytest.mark.parametrize("name", ["village", "encheng_police", "auditor"])
def test_posts_without_intake_do_not_find_the_page(client: Client, world: make.World, name: str) -> None:
    make.enter(client, world, name)
    assert client.get(ADD).status_code == 404
    assert client.post(ADD, typed()).status_code == 404


def test_the_head_of_the_town_assigns_and_the_worker_before_sees_the_file_no_more(
    client: Client, world: make.World, at: datetime
) -> None:
    who = steps.person(world, at)
    steps.measure(world, at, who)
    make.enter(client, world, "encheng_head")
    page = client.get(steps.url(who, "assign-person"))
    assert page.status_code == 200 and "禁毒社工" in steps.text(page)
    data = {"part": "responsible", "post_id": str(world.posts["encheng_other"]), "request_id": new_request_id()}
    first, second = (client.post(steps.url(who, "assign-person"), data) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    with acting(world.actor("director")):
        assert rows("SELECT DISTINCT post_id FROM duties_duty WHERE state = 'open'") == [
            (world.posts["encheng_other"],)
        ]
        assert rows("SELECT count(*) FROM matters_part") == [(2,)]
    make.enter(client, world, "encheng_worker")
    assert client.get(steps.url(who, "record-status")).status_code == 404
    make.enter(client, world, "encheng_other")
    assert client.get(steps.url(who, "record-status")).status_code == 200


def test_a_post_of_another_town_or_of_another_part_is_refused(client: Client, world: make.World, at: datetime) -> None:
    who = steps.person(world, at)
    make.enter(client, world, "encheng_head")
    wrong = (("responsible", "hengpi_worker"), ("responsible", "village"), ("village", "encheng_other"))
    for part, post in wrong:
        data = {"part": part, "post_id": str(world.posts[post])}
        assert client.post(steps.url(who, "assign-person"), data).status_code == 422


@pytest.mark.parametrize("outsider", ["encheng_worker", "hengpi_head", "encheng_police", "yongan_head"])
def test_only_the_town_and_the_county_assign(client: Client, world: make.World, at: datetime, outsider: str) -> None:
    who = steps.person(world, at)
    make.enter(client, world, outsider)
    assert client.get(steps.url(who, "assign-person")).status_code == 404
    data = {"part": "responsible", "post_id": str(world.posts["encheng_other"])}
    assert client.post(steps.url(who, "assign-person"), data).status_code == 404
