"""志愿服务, page by page: joined, hours with their points, left; nothing that tells the team why somebody is in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guitu.casework.points.commands import grant_points
from guitu.casework.volunteering import commands
from guitu.kit.errors import Refused
from tests import casefile, make
from tests.casework.caseload import detox, page, text
from tests.portal.coming import at_home

pytestmark = [pytest.mark.django_db(transaction=True)]
TODAY = date(2026, 3, 16)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00")
    yield


def test_somebody_joins_helps_for_two_hours_and_has_the_points_once(world: make.World, at: datetime, client: Client) -> None:
    worker, person = world.actor("encheng_worker"), detox(world, at)
    make.enter(client, world, "encheng_worker")
    assert "微笑阳光志愿服务队" in text(client.get(page("person-help", person)))
    early = {"helped_minutes": "120", "hours_proof": "checked_in", "on": "2026-03-16", "note": "扫街", "request_id": make.request_id()}
    refused = client.post(page("record-hours", person), early)
    assert refused.status_code == 422 and "先登记加入" in text(refused) and "扫街" in text(refused)
    outing = client.post(page("join-volunteers", person), {"on": "2026-03-01", "note": "戒毒的小王", "request_id": make.request_id()})
    assert outing.status_code == 422 and "换个说法" in text(outing)
    assert client.post(page("join-volunteers", person), {"on": "2026-03-01", "note": "小阳", "request_id": make.request_id()}).status_code == 200
    assert [client.post(page("record-hours", person), early).status_code for _ in range(2)] == [200, 200]  # the same click twice
    assert [one["helped_minutes"] for one in casefile.said(worker, "hours_volunteered", person)] == [120]
    with CaptureQueriesContext(connection) as asked:
        shown = text(client.get(page("person-help", person)))
    assert "2 小时" in shown and "在队里" in shown
    assert len(casefile.content_queries(asked)) <= 8
    with pytest.raises(Refused) as twice:
        grant_points(worker, at=at, person_id=person, on=TODAY, item="P07")
    assert twice.value.reasons[0].code == "points.hours_on_file"
    phone = at_home(world, at, person)
    assert "谢谢您" in phone.get("/me/points/").content.decode() and "志愿服务" in phone.get("/me/points/").content.decode()
    assert client.post(page("leave-volunteers", person), {"on": "2026-03-16", "note": "", "request_id": make.request_id()}).status_code == 200
    with pytest.raises(Refused):
        commands.record_hours(worker, at=at, person_id=person, on=TODAY, helped_minutes=60)


def test_outsiders_get_the_page_of_nothing(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    for name in ("hengpi_worker", "encheng_other", "yongan_worker"):
        make.enter(client, world, name)
        assert {client.get(page(of, person)).status_code for of in ("join-volunteers", "record-hours", "leave-volunteers")} == {404}
