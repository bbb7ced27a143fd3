"""A county begins with vacant posts and one administrator; nothing has a default password."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.test import Client

from guitu.grid.access import clock_actor
from guitu.grid.beginning import begin_county
from guitu.grid.posts.queries import staffing
from guitu.kit.database import acting, rows
from guitu.kit.errors import Refused

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00:00")


def test_a_county_begins_once_and_its_administrator_can_come_in(at: datetime, client: Client) -> None:
    answer = begin_county("440785", "测试", "female", "anquan-01", at)
    with acting(clock_actor("440785")):
        posts = {row["role"]: (row["posts"], row["held"]) for row in staffing("440785", date(2026, 3, 16))}
        assert posts["village_worker"] == (175, 0)
        assert posts["social_worker"] == (22, 0)
        assert posts["security_admin"] == (1, 1)
        assert rows("SELECT pack FROM ledger_policyversion") == [("enping",)]
    assert client.post("/login/", {"login": "anquan-01", "password": answer["once"]}).status_code == 302
    with pytest.raises(Refused):
        begin_county("440785", "测试", "female", "anquan-02", at)
