"""运行情况 and 账号与岗位: what the system and the security administrator see first, and what they do not."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guitu.kit.database import run
from guitu.settling import jobs
from tests import casefile, make

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def world(world: make.World) -> make.World:
    for role in ("system_admin", "security_admin"):
        world.posts[role], world.accounts[role] = make.post_of(role, make.ENPING, "管理员")
    return world


def said(page: str) -> dict[str, str]:
    """The lines of the cards: label and value."""
    found = re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", page, re.S)
    return {re.sub(r"<[^>]+>", "", label).strip(): re.sub(r"<[^>]+>", "", value).strip() for label, value in found}


def first(client: Client, world: make.World, name: str) -> str:
    make.enter(client, world, name)
    return client.get("/").content.decode()


def test_what_is_wrong_stands_first_with_what_to_do(
    client: Client, world: make.World, at: datetime, settings: object, tmp_path: Path
) -> None:
    page = first(client, world, "system_admin")
    assert said(page)["行级安全"] == "每张表都已强制" and "chmod 600" not in page
    loose = tmp_path / "keys.json"
    loose.write_bytes(Path(settings.KEYS).read_bytes())  # type: ignore[attr-defined]
    loose.chmod(0o644)
    settings.KEYS = loose  # type: ignore[attr-defined]
    page = client.get("/operations/health/").content.decode()
    assert "权限 644" in page and "chmod 600" in page and page.index("chmod 600") < page.index("正常的")


def test_a_job_that_failed_is_seen_and_leads_to_its_page(client: Client, world: make.World, at: datetime) -> None:
    assert said(first(client, world, "system_admin"))["失败"] == "0"
    job = jobs.settle_people.defer(county_id=make.ENPING, person_ids=[])
    run("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [job])
    page = client.get("/operations/health/").content.decode()
    assert said(page)["失败"] == "1" and "再做一次" in page and 'href="/casework/background/"' in page


def test_the_security_administrator_sees_what_waits_and_the_accounts_in_numbers(
    client: Client, world: make.World, at: datetime
) -> None:
    casefile.person(world.actor("encheng_worker"), at)
    page = first(client, world, "security_admin")
    assert "没有待办" in page and said(page)["在用的账号"] == str(len([n for n in world.posts if not n.startswith("yongan")]))
    run("UPDATE grid_account SET is_active = false WHERE id = %s", [world.accounts["grid"]])
    assert said(client.get("/operations/safety/").content.decode())["已停用的账号"] == "1"


def test_what_a_post_would_see_is_numbers_and_classes(client: Client, world: make.World, at: datetime) -> None:
    casefile.on_detox(world.actor("encheng_worker"), at)
    make.enter(client, world, "security_admin")

    def sees(name: str) -> tuple[str, str]:
        page = client.get(f"/operations/safety/{world.posts[name]}/sight/").content.decode()
        assert "王" not in re.sub(r"国王|测试", "", page)
        return said(page)["看得见的档案"], said(page)["检测结果"]

    assert sees("encheng_worker") == ("1", "看得见")
    assert sees("encheng_other") == ("0", "看得见")
    assert sees("encheng_head") == ("1", "看得见")
    assert sees("hengpi_head") == ("0", "看得见")
    assert sees("grid") == ("0", "看不见")
    assert client.get(f"/operations/safety/{world.posts['yongan_head']}/sight/").status_code == 404


@pytest.mark.parametrize(("name", "address"), [("system_admin", "/operations/health/"), ("security_admin", "/operations/safety/")])
def test_the_pages_stay_within_their_queries(client: Client, world: make.World, at: datetime, name: str, address: str) -> None:
    make.enter(client, world, name)
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        client.get(address)
    assert len(found) <= 12, [query["sql"] for query in found]
