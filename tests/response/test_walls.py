"""大屏: counts, clocks and gaps of duty, and nothing of a person; it looks again by itself and gets nothing while nothing changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from guitu.response import raising
from tests import casefile, make
from tests.response import stage
from tests.response.stage import MINUTE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(world: make.World) -> make.World:
    return stage.set_up(world)


def test_the_wall_counts_and_says_who_is_missing_and_nothing_of_a_person(world: make.World, client: Client, at: datetime) -> None:
    person = casefile.person(world.actor("encheng_worker"), at, name="欧阳某某", post_id=world.posts["encheng_worker"])
    late = stage.sent(world, at - 40 * MINUTE, person_id=person, whom="欧阳某某", spot="南堤路 8 号", known="欧阳某某两天没有联系上")
    ended = stage.raised(world, at - 5 * MINUTE, another=True)
    raising.check_innocent(world.actor("encheng_worker"), at=at, call_id=ended, explains="leave", words="请假")
    make.enter(client, world, "clerk")
    page = client.get("/calls/wall/").content.decode()
    assert late.hex[:4].upper() in page and "过了" in page and "恩城" in page
    for word in ("欧阳", "南堤路", "两天没有联系上", "失联", "东门", str(person), "测试"):
        assert word not in page, word
    assert "<dt>在办的呼应</dt><dd>1</dd>" in page and "<dt>今天发起</dt><dd>2</dd>" in page
    assert "村（社区）" not in page and "检察院" in page  # a unit without anybody; villages are not on the wall


def test_the_wall_looks_again_and_is_given_nothing_until_something_changes(world: make.World, client: Client, at: datetime) -> None:
    make.enter(client, world, "director")
    first = client.get("/calls/wall/lines/")
    mark = {"If-None-Match": first["ETag"]}
    assert first.status_code == 200 and client.get("/calls/wall/lines/", headers=mark).status_code == 304
    stage.sent(world, at)
    assert client.get("/calls/wall/lines/", headers=mark).status_code == 200


def test_a_town_hangs_up_its_own_and_who_is_not_in_charge_finds_none(world: make.World, client: Client, at: datetime, django_assert_max_num_queries: Any) -> None:
    call = stage.sent(world, at)
    make.enter(client, world, "hengpi_head")
    assert call.hex[:4].upper() not in client.get("/calls/wall/").content.decode()
    make.enter(client, world, "encheng_head")
    client.get("/calls/wall/")
    with django_assert_max_num_queries(16):
        assert call.hex[:4].upper() in client.get("/calls/wall/").content.decode()
    for name in ("encheng_worker", "squad", "auditor"):
        make.enter(client, world, name)
        assert client.get("/calls/wall/").status_code == 404 and client.get("/calls/wall/lines/").status_code == 404
