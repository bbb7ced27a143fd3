"""台账校验: the code for the duty sheet, verifying by a button, and what is said when sealing stands still."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guitu.blocks.late import LONGEST
from guitu.blocks.sealing import seal_county
from guitu.cli import doctor
from guitu.kit.database import acting, row, rows
from tests import casefile, clearing, make
from tests.worker import run_jobs

pytestmark = [pytest.mark.django_db]
PAGE = "/proof/"


@pytest.fixture
def world(world: make.World, settings: Any, tmp_path: Path, at: datetime) -> make.World:
    settings.ANCHORS = tmp_path
    for role in ("system_admin", "security_admin"):
        world.posts[role], world.accounts[role] = make.post_of(role, make.ENPING, "管理员")
    casefile.person(world.actor("encheng_worker"), at)
    seal_county(make.ENPING, at)
    return world


def test_the_code_of_the_day_is_typed_back_in_and_what_was_altered_is_said(
    client: Client, world: make.World, at: datetime, clock: Callable[[str], None]
) -> None:
    make.enter(client, world, "security_admin")
    page = client.get(PAGE).content.decode()
    code = re.findall(r"\d+-[A-Z2-7]{5}-[A-Z2-7]{5}</strong>", page)[0].removesuffix("</strong>")
    what = {"code": code, "request_id": make.request_id()}
    assert client.post(PAGE + "verify/", what).status_code == 302
    assert client.post(PAGE + "verify/", what).status_code == 302  # sent twice: one answer
    refused = client.post(PAGE + "verify/", {"code": ""})
    assert refused.status_code == 422 and "正在校验。请等这一次做完" in refused.content.decode()
    assert "正在校验" in client.get(PAGE + "answers/").content.decode()
    run_jobs("seal")
    said = client.get(PAGE + "answers/").content.decode()
    assert "没有被改动" in said and f"和纸上的 {code} 相符" in said and "hx-get" not in said
    with acting(world.actor("security_admin")):
        assert row("SELECT count(*) FROM blocks_check") == (1,)
    clearing._as_superuser().execute("SET session_replication_role = replica; UPDATE ledger_fact SET happened_on = happened_on + 1")
    clock((at + timedelta(minutes=1)).isoformat())
    client.post(PAGE + "verify/", {"code": "7-AAAAA-AAAAA"})
    run_jobs("seal")
    said = client.get(PAGE + "answers/").content.decode()
    assert "和封存时不一样（第 1 块）" in said and "外面留的凭证到第 7 块" in said and "请保持原样" in said


def test_who_may_look_and_who_may_ask(client: Client, world: make.World) -> None:
    make.enter(client, world, "system_admin")
    assert "今天抄到值班表上" in client.get(PAGE).content.decode()
    assert client.post(PAGE + "verify/").status_code == 404
    make.enter(client, world, "clerk")
    assert {client.get(PAGE).status_code, client.get(PAGE + "answers/").status_code} == {404}
    with acting(world.actor("encheng_head")):  # by crafted SQL neither: lines of a county are the clock's to read
        for question in ("unsealed_lines(%s, 9)", "unsealed_looks(%s, 9)", "overfull(%s)", "unlined(%s)", "waiting(%s)"):
            assert rows(f"SELECT * FROM blocks_{question}", [make.ENPING]) == []
        assert rows("SELECT * FROM blocks_block") == []
    make.enter(client, world, "auditor")
    with CaptureQueriesContext(connection) as found:
        assert client.get(PAGE).status_code == 200
    assert len(found) <= 10, [query["sql"] for query in found]


def test_sealing_that_stands_still_is_said_where_somebody_looks(
    client: Client, world: make.World, at: datetime, clock: Callable[[str], None], tmp_path: Path
) -> None:
    assert client.get("/readyz").content.decode().startswith("ok")
    casefile.person(world.actor("encheng_worker"), at, "李大海")
    late = at + LONGEST + timedelta(seconds=1)
    clock(late.isoformat())
    said = client.get("/readyz").content.decode()
    assert said.startswith("degraded") and "ledger:" in said and make.ENPING not in said
    held = connections["default"].settings_dict
    address = f"postgresql://{held['USER']}:{held['PASSWORD']}@/{held['NAME']}?host={held['HOST']}&port={held['PORT']}"
    assert [(one.good, one.said) for one in doctor.sealing(address)] == [(False, make.ENPING)]
    make.enter(client, world, "system_admin")
    page = client.get("/operations/health/").content.decode()
    assert page.index("请看“台账校验”") < page.index("正常的")
    seal_county(make.ENPING, late)
    assert client.get("/readyz").content.decode().startswith("ok")
    file = tmp_path / f"{make.ENPING}.jsonl"
    file.write_bytes(file.read_bytes() + file.read_bytes().splitlines()[-1].replace(b'"block":2', b'"block":9') + b"\n")
    seal_county(make.ENPING, late)
    assert "库可能被换成了旧的" in client.get(PAGE).content.decode()
    assert client.get("/readyz").content.decode().startswith("degraded")
