"""队伍: who works or helps, with or without a post; whose certificate ends soon is found in time."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connections
from django.test import Client

from guitu.grid.bodies.commands import end_body
from guitu.grid.models import Body
from guitu.grid.staff.commands import add_staff, change_staff, end_staff
from guitu.kit.database import acting, rows
from guitu.kit.doors import new_request_id
from guitu.kit.errors import NotVisible, Refused, Stale
from tests import casefile, make
from tests.casework import steps

pytestmark = [pytest.mark.django_db]
PAGE, ADD = "/settings/staff/", "/settings/staff/add/"
TODAY = date(2026, 3, 16)


def body(world: make.World, name: str = "恩城街道邑康家园") -> UUID:
    with acting(world.actor("clerk")):
        return Body.objects.get(county_id=make.ENPING, name=name).pk


def somebody(world: make.World, at: datetime, by: str = "clerk", **what: Any) -> UUID:
    said = {"body_id": body(world), "kind": "volunteer", "name": "孙巧", "from_on": date(2026, 1, 5), **what}
    return UUID(add_staff(world.actor(by), at=at, **said)["staff"])


def certified(until: str, **more: str) -> dict[str, Any]:
    return {"certificate": "social_worker", "certificate_no": "GD-77", "issuer": "省人社厅", "source": "original",
            "certificate_until": date.fromisoformat(until), **more}


def test_somebody_is_entered_once_and_the_holder_of_a_post_is_the_same_human_being(client: Client, world: make.World) -> None:
    make.enter(client, world, "encheng_head")
    sent = {
        "name": "测试 甲", "kind": "full_time", "body_id": str(body(world)), "from_on": "2026-01-05", "certificate": "social_worker",
        "number": make.number_of("encheng_worker"), "certificate_no": "GD-77", "issuer": "省人社厅", "source": "original",
        "certificate_until": "2026-05-01", "request_id": new_request_id(),
    }
    assert [client.post(ADD, {**sent, "name": "孙巧"}).status_code for _ in range(2)] == [302, 302]
    page = steps.text(client.get(PAGE))
    assert page.count("孙巧") == 1 and "禁毒社工" in page and "有账号" in page and "社会工作者职业资格 GD-77" in page
    assert "还有 46 天" in page
    twice = client.post(ADD, {**sent, "name": "孙巧", "request_id": new_request_id()})
    assert twice.status_code == 422 and "已经登记为专职人员" in steps.text(twice)
    with connections["owner"].cursor() as cursor:  # names and numbers lie sealed
        cursor.execute("BEGIN")
        cursor.execute("SELECT set_config('guitu.definer', 'test', true)")
        cursor.execute("SELECT s::text FROM grid_staff s")
        ((stored,),) = cursor.fetchall()
        cursor.execute("ROLLBACK")
    assert "孙巧" not in stored and "GD-77" not in stored and "孙巧".encode().hex() not in stored


def test_what_ends_within_sixty_days_is_listed_the_first_first_and_what_ended_is_said(
    client: Client, world: make.World, at: datetime
) -> None:
    for name, until in (("赵甲", "2026-05-15"), ("钱乙", "2026-05-16"), ("孙丙", "2026-03-01")):
        somebody(world, at, name=name, **certified(until))
    somebody(world, at, name="李丁")
    make.enter(client, world, "clerk")
    page = steps.text(client.get(PAGE, {"only": "expiring"}))
    assert page.index("孙丙") < page.index("赵甲") and "已过期" in page and "还有 60 天" in page
    assert "钱乙" not in page and "李丁" not in page
    assert "李丁" in steps.text(client.get(PAGE, {"all": "1"})) and "李丁" not in steps.text(client.get(PAGE, {"kind": "full_time"}))


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"name": "", "body_id": ""}, "请填写姓名"), ({"name": "孙巧（队长）"}, "不是姓名"), ({"certificate_no": ""}, "种类和编号"),
     ({"number": "12"}, "至少 4 位"), ({"kind": "boss"}, "请重新选择哪类人员"), ({"certificate_until": "2026-13-01"}, "日期")],
)
def test_what_cannot_be_entered_is_said(client: Client, world: make.World, changed: dict[str, str], said: str) -> None:
    make.enter(client, world, "clerk")
    sent = {"name": "孙巧", "kind": "volunteer", "body_id": str(body(world)), "from_on": "2026-01-05", "certificate": "nurse",
            "certificate_no": "1", "issuer": "某局", "request_id": new_request_id(), **changed}
    answer = client.post(ADD, sent)
    assert answer.status_code == 422 and said in steps.text(answer) and 'value="某局"' in answer.content.decode()
    assert changed.get("body_id") != "" or "请填写所在单位" in steps.text(answer)


def test_somebody_else_changed_it_meanwhile(client: Client, world: make.World, at: datetime) -> None:
    who = somebody(world, at)
    make.enter(client, world, "encheng_head")
    assert 'name="was" value="1"' in client.get(f"{PAGE}{who}/change/").content.decode()
    what: dict[str, Any] = {"body_id": body(world), "kind": "part_time", "name": "孙巧玲"}
    change_staff(world.actor("clerk"), at=at, staff_id=who, seen=1, **what)
    sent = {"name": "孙巧", "kind": "volunteer", "body_id": str(body(world)), "was": "1", "request_id": new_request_id()}
    answer = client.post(f"{PAGE}{who}/change/", sent)
    assert answer.status_code == 409 and "别人已经改过" in steps.text(answer)
    assert "孙巧玲" in steps.text(client.get(PAGE)) and "兼职人员" in steps.text(client.get(PAGE))
    with pytest.raises(Stale):
        change_staff(world.actor("clerk"), at=at, staff_id=who, seen=1, **what)


def test_who_leaves_is_listed_as_gone_and_a_body_with_staff_is_not_ended(client: Client, world: make.World, at: datetime) -> None:
    who = somebody(world, at)
    with pytest.raises(Refused) as found:
        end_body(world.actor("clerk"), at=at, body_id=body(world), until_on=TODAY)
    assert "bodies.has_staff" in {reason.code for reason in found.value.reasons}
    make.enter(client, world, "clerk")
    assert client.post(f"{PAGE}{who}/end/", {"until_on": "2026-01-01", "request_id": new_request_id()}).status_code == 422
    assert client.post(f"{PAGE}{who}/end/", {"until_on": "2026-03-16", "request_id": new_request_id()}).status_code == 302
    assert "孙巧" not in steps.text(client.get(PAGE)) and "孙巧" in steps.text(client.get(PAGE, {"only": "ended"}))
    with pytest.raises(Refused, match=r"staff\.ended"):
        end_staff(world.actor("clerk"), at=at, staff_id=who, until_on=TODAY)


@pytest.mark.parametrize("name", ["hengpi_head", "yongan_head"])
def test_the_staff_of_another_town_is_not_there(client: Client, world: make.World, at: datetime, name: str) -> None:
    who = somebody(world, at)
    make.enter(client, world, name)
    assert "孙巧" not in steps.text(client.get(PAGE))
    assert client.get(f"{PAGE}{who}/change/").status_code == client.get(f"{PAGE}{who}/end/").status_code == 404
    with pytest.raises(NotVisible):
        end_staff(world.actor(name), at=at, staff_id=who, until_on=TODAY)
    with acting(world.actor(name)):
        assert rows("SELECT 1 FROM grid_staff") == []


@pytest.mark.parametrize("name", ["encheng_worker", "village", "auditor", "director"])
def test_others_enter_nobody(client: Client, world: make.World, at: datetime, name: str) -> None:
    make.enter(client, world, name)
    assert client.get(ADD).status_code == client.post(ADD, {}).status_code == 404
    assert client.get(PAGE).status_code == (200 if name == "director" else 404)
    with pytest.raises(Refused):
        somebody(world, at, name)


def test_the_page_asks_few_questions(client: Client, world: make.World, at: datetime) -> None:
    somebody(world, at)
    make.enter(client, world, "clerk")
    client.get(PAGE)
    with casefile.capture() as captured:
        client.get(PAGE)
    assert len(casefile.content_queries(captured)) <= 3
