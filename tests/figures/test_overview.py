"""The first page over an area: decisions of mine, the register as it adds up, hands against load, nobody ranked."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from uuid import UUID

import orjson
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guitu.casework.matching import find_matches
from guitu.duties.filters import Wish
from guitu.duties.gate import kinds
from guitu.duties.queries import worklist
from guitu.duties.staffing import card
from guitu.grid import summing
from guitu.grid.access import clock_actor
from guitu.grid.establishing import end_holding
from guitu.kit.database import acting
from guitu.overview.queries import towns
from guitu.tasks.commands import answer_task, give_task, take_task
from tests import casefile, make

pytestmark = [pytest.mark.django_db]


def cells(page: str) -> dict[str, list[str]]:
    """The lines of the table by their first cell."""
    found = re.findall(r"<tr[^>]*>(.*?)</tr>", page.partition("<tbody>")[2], re.S)
    lines = [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.findall(r"<td.*?</td>", line, re.S)] for line in found]
    return {line[0]: line for line in lines if line}


def first(client: Client, world: make.World, name: str) -> str:
    make.enter(client, world, name)
    return client.get("/").content.decode()


def test_the_director_sees_towns_in_their_order_with_load_and_vacancy(client: Client, world: make.World, at: datetime) -> None:
    casefile.on_detox(world.actor("encheng_worker"), at)
    end_holding(world.actor("clerk"), at=at, post_id=world.posts["hengpi_worker"], until_on=date(2026, 3, 6))
    page = first(client, world, "director")
    lines = cells(page)
    assert next(iter(lines)) == "恩城街道" and list(lines)[-1] == "合计" and len(lines) > 5
    assert lines["恩城街道"][1:4] == ["1", "2 / 2", "0.5"]
    [vacant] = [line for line in lines.values() if "岗" in line[4] and line[0] != "合计"]
    assert (vacant[2], vacant[4]) == ("0 / 1", "1 岗，10 天"), lines
    assert lines["合计"][1] == "1" and lines["合计"][5] == lines["恩城街道"][5].split(" 最早")[0]
    assert "王**" not in page and "测试3" not in page


def test_sums_of_towns_are_what_the_list_holds_folded_or_not(world: make.World, at: datetime) -> None:
    casefile.on_detox(world.actor("encheng_worker"), at)
    director, on = world.actor("director"), world.on
    listed = kinds(director.classes)
    with acting(director):
        counts = worklist(director, Wish(kinds=listed, area=make.ENCHENG), [], [], card().care, on).counts
        before = next(one for one in towns(director, listed, on) if one["path"] == make.ENCHENG)
    late = sum(n for _kind, hidden, day, n in orjson.loads(counts) if not hidden and date.fromisoformat(day) < on)
    week = sum(n for _kind, hidden, day, n in orjson.loads(counts) if not hidden and on <= date.fromisoformat(day) < on + timedelta(8))
    assert (before["late"], before["week"]) == (late, week) and late > 0
    summing.fold(make.ENPING)
    with acting(director):
        assert next(one for one in towns(director, listed, on) if one["path"] == make.ENCHENG) == before


def test_what_waits_for_a_word_stands_first_and_is_opened_not_decided(client: Client, world: make.World, at: datetime) -> None:
    world.posts["unit"], world.accounts["unit"] = make.post_of("member_liaison", make.ENPING, "联络员")
    given = give_task(world.actor("clerk"), at=at, owner=world.posts["unit"], text="核对台账", due_on=date(2026, 4, 1), source="meeting")
    assert "没有等您决定的事" in first(client, world, "director")
    task = UUID(given["task"])
    take_task(world.actor("unit"), at=at, task_id=task)
    answer_task(world.actor("unit"), at=at, task_id=task, words="核对好了")
    page = first(client, world, "director")
    assert "等我决定" in page and "核对交办" in page and f"/tasks/{task}/" in page
    main = page.partition("<main")[2]
    assert main.index("等我决定") < main.index("在册") < main.index("镇街，按区划代码排列") and "<button" not in main.partition("<nav")[0]


def test_a_number_in_two_towns_waits_for_the_clerk_alone(client: Client, world: make.World, at: datetime) -> None:
    one = casefile.person(world.actor("encheng_worker"), at, id_number="440799199203070011")
    two = casefile.person(world.actor("hengpi_worker"), at, id_number="440799199203070011", scope_path=make.HENGPI + "200")
    with acting(clock_actor(make.ENPING)):
        assert find_matches(make.ENPING, [one, two], at - timedelta(days=3)) == 1
    page = first(client, world, "clerk")
    assert "同一号码在两个镇街建了档，1 对" in page and "已等 3 天" in page and "/casework/matches/" in page
    for other in ("encheng_head", "hengpi_head", "director"):
        assert "两个镇街建了档" not in first(client, world, other)


def test_a_town_head_sees_the_posts_of_the_town_by_name(client: Client, world: make.World, at: datetime) -> None:
    casefile.on_detox(world.actor("encheng_worker"), at)
    page = first(client, world, "encheng_head")
    card = page.partition("社工岗位")[2].partition("</section>")[0]
    held = re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", card, re.S)
    assert sorted((re.sub(r"<[^>]+>", "", who).split(" · ")[0], n.strip()) for who, n in held) == [("测试3", "1 人"), ("测试4", "0 人")]
    assert "过期" not in card
    assert "横陂" not in page


def test_nobody_else_opens_it(client: Client, world: make.World) -> None:
    for name in ("encheng_worker", "encheng_police", "grid", "auditor"):
        make.enter(client, world, name)
        assert client.get("/overview/").status_code == 404


def test_police_are_not_shown_how_the_work_is_shared(client: Client, world: make.World, at: datetime) -> None:
    casefile.on_detox(world.actor("encheng_worker"), at)
    assert "哪里缺人手" not in first(client, world, "encheng_police")


@pytest.mark.parametrize("name", ["director", "clerk", "encheng_head"])
def test_the_page_stays_within_its_queries(client: Client, world: make.World, at: datetime, name: str) -> None:
    casefile.on_detox(world.actor("encheng_worker"), at)
    first(client, world, name)
    with CaptureQueriesContext(connection) as found:
        client.get("/")
    assert len(found) <= 12, [query["sql"][:200] for query in found]
