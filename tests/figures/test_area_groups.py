"""片区: areas taken together across the tree; their register is the sum of theirs, nobody counted twice."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError
from django.test import Client

from guitu.casework.registrations.placing import place_person
from guitu.figures.register.queries import View, balances, register
from guitu.grid.area_groups.commands import close_area_group, fill_area_group, make_area_group
from guitu.grid.area_groups.queries import area_group, area_groups
from guitu.kit.database import acting, rows, run
from guitu.kit.doors import new_request_id
from guitu.kit.errors import NotVisible, Refused
from guitu.rules.identifiers import make_demo_id
from tests import make
from tests.casework import steps

pytestmark = [pytest.mark.django_db]
DONGMEN, NANMEN, ELSEWHERE = make.ENCHENG + "001", make.ENCHENG + "002", make.ENCHENG + "003"
PAGE, MAKE = "/settings/area-groups/", "/settings/area-groups/make/"
STRANGERS = ["encheng_worker", "village", "grid", "encheng_police", "auditor"]


@pytest.fixture
def people(world: make.World, at: datetime) -> list[UUID]:
    """Three of 恩城街道 in three communities, and one of 横陂镇."""
    return [
        steps.person(world, at, by, scope_path=path, id_number=make_demo_id(date(1992, 3, 7), "male", number))
        for number, (by, path) in enumerate(
            [("encheng_worker", DONGMEN), ("encheng_worker", NANMEN), ("encheng_worker", ELSEWHERE), ("hengpi_worker", make.HENGPI)]
        )
    ]


def made(world: make.World, at: datetime, *paths: str, by: str = "clerk", name: str = "沿江片区") -> UUID:
    return UUID(make_area_group(world.actor(by), at=at, name=name, paths=list(paths))["group"])


def counted(world: make.World, group: UUID, at: datetime, by: str = "director") -> int:
    actor = world.actor(by)
    with acting(actor):
        found = area_group(actor, group)
        assert found is not None
        answer = register(View(actor.path, at.date(), at, latest=True, group=found))
        assert balances(answer)
        return answer.registered


def refused(call: Any, *args: Any, **what: Any) -> str:
    with pytest.raises(Refused) as refusal:
        call(*args, **what)
    return refusal.value.reasons[0].code


def test_the_register_of_a_group_is_the_sum_of_its_areas_across_towns(
    world: make.World, at: datetime, people: list[UUID]
) -> None:
    assert counted(world, made(world, at, DONGMEN, NANMEN), at) == 2
    assert counted(world, made(world, at, DONGMEN, make.HENGPI, name="乙"), at) == 2
    assert counted(world, made(world, at, make.ENCHENG, make.HENGPI, name="丙"), at) == 4


def test_an_area_inside_another_of_them_is_counted_once(world: make.World, at: datetime, people: list[UUID]) -> None:
    group = made(world, at, make.ENCHENG, DONGMEN, NANMEN, make.HENGPI)
    assert counted(world, group, at) == 4
    with acting(world.actor("director")):
        found = area_group(world.actor("director"), group)
    assert found is not None and found.areas == (make.ENCHENG, make.HENGPI)


def test_somebody_in_a_village_group_counts_with_the_village_and_the_group_can_be_a_member(
    world: make.World, at: datetime, people: list[UUID]
) -> None:
    one, two = make.GROUPS
    place_person(world.actor("encheng_worker"), at=at, person_id=people[0], path=one)
    later = make.moment(2026, 3, 16, 12)
    assert counted(world, made(world, at, DONGMEN, NANMEN), later) == 2
    assert counted(world, made(world, at, one, NANMEN, name="乙"), later) == 2
    assert counted(world, made(world, at, two, NANMEN, name="丙"), later) == 1


def test_the_page_of_the_register_offers_groups_and_every_term_opens(
    client: Client, world: make.World, at: datetime, people: list[UUID]
) -> None:
    group = made(world, at, DONGMEN, NANMEN)
    make.enter(client, world, "encheng_head")
    offered = client.get("/figures/register/").content.decode()
    assert f'value="group:{group}"' in offered and "片区：沿江片区" in offered
    shown = client.get("/figures/register/", {"area": f"group:{group}", "all": "1"})
    text = steps.text(shown)
    assert "名册 · 沿江片区" in text and "东门社区 1" in text and "合计不平" not in text
    assert f"area=group%3A{group}" in shown.content.decode()
    term = client.get("/figures/register/in_society/", {"area": f"group:{group}"})
    assert "共 2 人" in steps.text(term) and steps.text(term).count("王**") == 2


@pytest.mark.parametrize("asked", ["group:", "group:x", f"group:{UUID(int=7)}"])
def test_a_group_that_is_none_is_the_posts_own_area(client: Client, world: make.World, asked: str) -> None:
    make.enter(client, world, "encheng_head")
    assert "名册 · 恩城街道" in steps.text(client.get("/figures/register/", {"area": asked}))


def test_a_town_is_offered_only_groups_that_lie_wholly_inside_it(
    client: Client, world: make.World, at: datetime, people: list[UUID]
) -> None:
    inside, across = made(world, at, DONGMEN, NANMEN), made(world, at, DONGMEN, make.HENGPI, name="跨镇片区")
    make.enter(client, world, "encheng_head")
    page = steps.text(client.get("/figures/register/"))
    listed = steps.text(client.get(PAGE))
    assert "沿江片区" in page and "跨镇片区" not in page + listed
    assert "名册 · 恩城街道" in steps.text(client.get("/figures/register/", {"area": f"group:{across}"}))
    assert "修改" not in listed and client.get(f"{PAGE}{inside}/").status_code == 404  # the county's own
    make.enter(client, world, "yongan_head")
    assert "沿江片区" not in steps.text(client.get("/figures/register/"))


def test_made_filled_anew_and_closed_through_the_pages(client: Client, world: make.World, at: datetime) -> None:
    make.enter(client, world, "encheng_head")
    assert "还没有片区" in steps.text(client.get(PAGE))
    sent = {"name": "沿江片区", "paths": [DONGMEN, NANMEN], "request_id": new_request_id()}
    assert [client.post(MAKE, sent).status_code for _ in range(2)] == [302, 302]
    actor = world.actor("encheng_head")
    with acting(actor):
        (group,) = area_groups(actor)
    assert (group.name, group.path, group.places) == ("沿江片区", make.ENCHENG, ("东门社区", group.places[1]))
    form = client.get(f"{PAGE}{group.id}/").content.decode()
    assert f'value="{DONGMEN}" checked' in form and f'value="{ELSEWHERE}" checked' not in form
    again = {"name": "江边片区", "paths": [DONGMEN, ELSEWHERE], "request_id": new_request_id()}
    assert client.post(f"{PAGE}{group.id}/", again).status_code == 302
    with acting(actor):
        (group,) = area_groups(actor)
        assert (group.name, group.areas) == ("江边片区", (DONGMEN, ELSEWHERE))
    assert "江边片区" in steps.text(client.get(f"{PAGE}{group.id}/close/"))
    assert client.post(f"{PAGE}{group.id}/close/", {"request_id": new_request_id()}).status_code == 302
    assert "还没有片区" in steps.text(client.get(PAGE)) and client.get(f"{PAGE}{group.id}/").status_code == 404
    with acting(world.actor("director")):
        assert rows("SELECT command FROM ledger_entry WHERE object_kind = 'area_group' ORDER BY at, command") == [
            ("close_area_group",), ("fill_area_group",), ("make_area_group",)
        ]
    assert made(world, at, DONGMEN, NANMEN, by="encheng_head", name="江边片区")  # the name is free again


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": "", "paths": [DONGMEN, NANMEN]}, "请填写名称"),
        ({"name": "甲"}, "至少选两个"),
        ({"name": "甲", "paths": [DONGMEN]}, "至少选两个"),
        ({"name": "甲", "paths": [make.HENGPI, DONGMEN]}, "不在您的辖区"),
        ({"name": "甲", "paths": ["x", DONGMEN]}, "不在您的辖区"),
        ({"name": "沿江片区", "paths": [DONGMEN, NANMEN]}, "换一个名字"),
        ({"name": "甲" * 31, "paths": [DONGMEN, NANMEN]}, "30"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_ticked_is_kept(
    client: Client, world: make.World, at: datetime, sent: dict[str, Any], said: str
) -> None:
    made(world, at, DONGMEN, ELSEWHERE, by="encheng_head")
    make.enter(client, world, "encheng_head")
    answer = client.post(MAKE, {**sent, "request_id": new_request_id()})
    assert answer.status_code == 422 and said in steps.text(answer)
    assert f'value="{DONGMEN}" checked' in answer.content.decode() or DONGMEN not in sent.get("paths", [])
    with acting(world.actor("director")):
        assert rows("SELECT count(*) FROM grid_areagroup") == [(1,)]


def test_the_command_itself_refuses_what_the_form_would_not_send(world: make.World, at: datetime) -> None:
    head = world.actor("encheng_head")
    for paths in ([make.HENGPI, DONGMEN], ["440785001999", DONGMEN], [make.ENPING, DONGMEN], [make.YONGAN, DONGMEN]):
        assert refused(make_area_group, head, at=at, name="甲", paths=paths) == "area_group_outside"
    assert refused(make_area_group, head, at=at, name="甲", paths=[make.ENCHENG, DONGMEN]) == "area_group_empty"
    group = made(world, at, DONGMEN, NANMEN, by="encheng_head")
    other = made(world, at, DONGMEN, ELSEWHERE, by="encheng_head", name="乙")
    assert refused(fill_area_group, head, at=at, group_id=other, name="沿江片区", paths=[DONGMEN, NANMEN]) == "area_group_name_taken"
    close_area_group(head, at=at, group_id=group)
    for call, more in ((close_area_group, {}), (fill_area_group, {"name": "丙", "paths": [DONGMEN, NANMEN]})):
        with pytest.raises(NotVisible):
            call(head, at=at, group_id=group, **more)
        with pytest.raises(NotVisible):
            call(head, at=at, group_id=uuid4(), **more)


@pytest.mark.parametrize("name", STRANGERS)
def test_others_find_none_of_the_pages(client: Client, world: make.World, at: datetime, name: str) -> None:
    group = made(world, at, DONGMEN, NANMEN, by="encheng_head")
    make.enter(client, world, name)
    for address in (PAGE, MAKE, f"{PAGE}{group}/", f"{PAGE}{group}/close/"):
        assert client.get(address).status_code == 404
        assert client.post(address, {"name": "甲", "paths": [DONGMEN, NANMEN]}).status_code == 404
    assert refused(make_area_group, world.actor(name), at=at, name="甲", paths=[DONGMEN, NANMEN]) == "not_for_this_post"


@pytest.mark.parametrize("name", ["hengpi_head", "encheng_worker", "yongan_head"])
def test_the_database_itself_lets_nobody_else_write(world: make.World, at: datetime, name: str) -> None:
    group = made(world, at, DONGMEN, NANMEN, by="encheng_head")
    actor = world.actor(name)
    with acting(actor):
        assert run("UPDATE grid_areagroup SET name = 'x' WHERE id = %s", [group]) == 0
        assert run("UPDATE grid_areagroupmember SET until_on = '2026-01-01' WHERE group_id = %s", [group]) == 0
    insert = "INSERT INTO grid_areagroupmember (id, county_id, group_id, path) VALUES (%s, %s, %s, %s)"
    with acting(actor), pytest.raises(DatabaseError):
        run(insert, [uuid4(), actor.county_id, group, actor.path])


def test_todays_list_is_narrowed_to_a_group(client: Client, world: make.World, at: datetime, people: list[UUID]) -> None:
    for who, by in ((people[0], "encheng_worker"), (people[3], "hengpi_worker")):
        steps.measure(world, at, who, by=by)
    near, far = made(world, at, DONGMEN, NANMEN), made(world, at, make.ENCHENG + "004", make.ENCHENG + "005", name="没有人的片区")
    make.enter(client, world, "director")
    everything = steps.text(client.get("/today/"))
    assert "东门社区" in everything and "圣堂镇" in everything and "沿江片区" in everything
    narrowed = steps.text(client.get("/today/", {"area": f"group:{near}"}))
    assert "东门社区" in narrowed and "圣堂镇" not in narrowed and "只看片区：沿江片区。" in narrowed and "正在看" in narrowed
    assert "没有待办" in steps.text(client.get("/today/", {"area": f"group:{far}"}))
    assert "圣堂镇" in steps.text(client.get("/today/", {"area": f"group:{UUID(int=7)}"}))
    make.enter(client, world, "encheng_worker")
    assert "片区" not in steps.text(client.get("/today/", {"area": f"group:{near}"}))
