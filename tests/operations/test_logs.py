"""谁看过 and 台账, as the auditor reads them: lines, filters, single looks, and nobody's name."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guitu.kit.database import acting, rows
from guitu.people import access
from tests import casefile, make

pytestmark = [pytest.mark.django_db]
NUMBER = "440799199203070011"


@pytest.fixture
def wang(world: make.World, at: datetime) -> UUID:
    return casefile.person(world.actor("encheng_worker"), at, id_number=NUMBER)


@pytest.fixture
def auditor(world: make.World, client: Client) -> Client:
    browser = make.Browser()
    make.enter(browser, world, "auditor")
    return browser


def look(world: make.World, name: str, person: UUID, at: datetime, action: str = "open", purpose: str = "", words: str = "") -> None:
    actor = world.actor(name)
    with acting(actor):
        access.note(actor, person, make.ENCHENG, action, "BASIC STATUS", at, purpose, "a1", words=words)


def shown(page: str) -> list[list[str]]:
    """The cells of the table, a list for each line."""
    table = re.search(r"<tbody>(.*?)</tbody>", page, re.S)
    lines = re.findall(r"<tr>(.*?)</tr>", table[1], re.S) if table else []
    return [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.findall(r"<td.*?</td>", line, re.S)] for line in lines]


def test_many_looks_of_one_post_on_one_day_are_one_line_per_purpose(
    world: make.World, at: datetime, wang: UUID, auditor: Client
) -> None:
    for minute in range(52):
        look(world, "encheng_worker", wang, at + timedelta(minutes=minute))
    look(world, "encheng_worker", wang, at, "unmask", "visit")
    page = auditor.get("/operations/looks/").content.decode()
    mine = [line for line in shown(page) if "邑康家园" in line[1]]
    assert [(line[2], line[4], line[5]) for line in mine] == [("打开档案", "—", "52"), ("看完整信息", "上门、见面", "1")]
    assert "王" not in "".join(cell for line in mine for cell in line) and NUMBER not in page


def test_the_log_is_the_first_page_of_the_auditor_and_looking_leaves_a_line(
    world: make.World, at: datetime, auditor: Client
) -> None:
    answer = auditor.get("/")
    assert "<h1>谁看过</h1>" in answer.content.decode()
    with acting(world.actor("auditor")):
        found = rows("SELECT action, detail->>'of' FROM people_access WHERE request_id = %s", [answer["X-Request-Id"]])
    assert found == [("list", "looks")]


def test_each_look_of_a_line_stands_with_its_time_its_file_and_its_words(
    world: make.World, at: datetime, wang: UUID, auditor: Client
) -> None:
    look(world, "encheng_worker", wang, at, "unmask", "other", "核对低保名册")
    post = world.posts["encheng_worker"]
    page = auditor.get(f"/operations/looks/2026-03-16/{post}/?action=unmask&purpose=other&outcome=done").content.decode()
    [line] = shown(page)
    assert line[1] == str(wang)[:8].upper() and line[3] == "核对低保名册" and "状态" in line[2]
    assert auditor.get(f"/operations/looks/2026-13-40/{post}/").status_code == 404


def test_who_asks_who_looked_is_answered_by_the_number_which_stands_in_no_address(
    world: make.World, at: datetime, wang: UUID, auditor: Client
) -> None:
    other = casefile.person(world.actor("encheng_worker"), at, id_number="440799198801010014")
    look(world, "encheng_worker", wang, at)
    look(world, "encheng_head", other, at)
    sent = auditor.post("/operations/looks/find/", {"number": NUMBER})
    assert sent.status_code == 302 and NUMBER not in sent["Location"]
    page = auditor.get(sent["Location"]).content.decode()
    assert "按证件号码找到的 1 份档案" in page and NUMBER not in page
    assert {line[1].split(" · ")[0] for line in shown(page)} == {"恩城街道邑康家园"}
    assert shown(auditor.get(auditor.post("/operations/looks/find/", {"number": "110101199003077777"})["Location"]).content.decode()) == []


def test_refused_and_night_looks_are_filters(world: make.World, at: datetime, wang: UUID, auditor: Client) -> None:
    look(world, "encheng_worker", wang, make.moment(2026, 3, 15, 23))
    grid = make.Browser()
    make.enter(grid, world, "grid")
    assert grid.get("/figures/register/").status_code == 404
    refused = shown(auditor.get("/operations/looks/?only=refused").content.decode())
    assert [(line[2], line[6]) for line in refused] == [("岗位没有这项权限", "被拒绝")]
    night = shown(auditor.get("/operations/looks/?only=night").content.decode())
    assert [(line[0], line[6]) for line in night] == [("03-15", "夜间 1 次")]


def test_days_posts_and_kinds_narrow_and_nonsense_asks_for_nothing(
    world: make.World, at: datetime, wang: UUID, auditor: Client
) -> None:
    look(world, "encheng_worker", wang, at)
    look(world, "encheng_worker", wang, at - timedelta(days=30))
    assert len(shown(auditor.get("/operations/looks/?q=邑康家园").content.decode())) == 1
    assert len(shown(auditor.get("/operations/looks/?q=邑康家园&since=2026-02-01").content.decode())) == 2
    assert shown(auditor.get("/operations/looks/?q=没有这个单位").content.decode()) == []
    assert shown(auditor.get("/operations/looks/?what=export").content.decode()) == []
    assert shown(auditor.get("/operations/looks/?class=TEST&q=邑康家园").content.decode()) == []
    assert auditor.get("/operations/looks/?since=x&until=%27&post=1&file=2&only=x&what=y&class=z&after=1|2|3|4").status_code == 200


def test_the_pages_go_on_from_where_they_ended(world: make.World, at: datetime, wang: UUID, auditor: Client) -> None:
    for day in range(3):
        for number in range(20):
            look(world, "encheng_worker", wang, at - timedelta(days=day, minutes=number), "unmask", f"p{number:02}")
    first = auditor.get("/operations/looks/?what=unmask").content.decode()
    ahead = re.search(r'href="([^"]+)" rel="next"', first)
    assert ahead and len(shown(first)) == 50
    second = auditor.get(ahead[1].replace("&amp;", "&")).content.decode()
    assert len(shown(second)) == 10 and 'rel="next"' not in second


def test_the_ledger_says_who_wrote_what_and_not_what_was_written(
    world: make.World, at: datetime, wang: UUID, auditor: Client
) -> None:
    page = auditor.get("/operations/ledger/").content.decode()
    found = shown(page)
    assert any("邑康家园" in line[1] and "入册" in line[2] and line[3] == str(wang)[:8].upper() for line in found)
    assert NUMBER not in page and "王小明" not in page
    assert shown(auditor.get(f"/operations/ledger/?file={wang}").content.decode()) != []
    assert shown(auditor.get("/operations/ledger/?only=corrections").content.decode()) == []
    assert auditor.get("/operations/ledger/?after=x|y&what=nothing&post=z").status_code == 200


@pytest.mark.parametrize("address", ["/operations/looks/", "/operations/ledger/", "/operations/health/", "/operations/safety/"])
@pytest.mark.parametrize("name", ["director", "clerk", "encheng_head", "encheng_worker", "grid", "encheng_police"])
def test_nobody_else_opens_the_administrators_pages(world: make.World, client: Client, name: str, address: str) -> None:
    make.enter(client, world, name)
    assert client.get(address).status_code == 404


def test_the_auditor_of_one_county_reads_nothing_of_another(world: make.World, at: datetime, wang: UUID, client: Client) -> None:
    look(world, "encheng_worker", wang, at)
    world.posts["other"], world.accounts["other"] = make.post_of("audit_admin", make.YONGAN[:6], "别县")
    make.enter(client, world, "other")
    for address in ("/operations/looks/", "/operations/ledger/", f"/operations/looks/?file={wang}"):
        assert "邑康家园" not in client.get(address).content.decode()


@pytest.mark.parametrize("address", ["/operations/looks/", "/operations/ledger/"])
def test_the_pages_stay_within_their_queries(
    world: make.World, at: datetime, wang: UUID, auditor: Client, address: str
) -> None:
    for minute in range(5):
        look(world, "encheng_worker", wang, at + timedelta(minutes=minute), "unmask", f"p{minute}")
    auditor.get(address)
    with CaptureQueriesContext(connection) as found:
        auditor.get(address)
    assert len(found) <= 10, [query["sql"] for query in found]
