"""留言: read before it is shown, without a name, and gone where it is not shown."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from guitu.grid import guessing
from guitu.kit import clock
from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible
from guitu.policy import load
from guitu.prevention.places.commands import add_place
from guitu.prevention.remarks.commands import decide_remark
from guitu.rules.remarks import RemarksPolicy, may_decide, may_leave
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)
POLICY: RemarksPolicy = load("national").on(date(2026, 3, 16)).remarks


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("看完很受教育", ""), ("6 月 26 日再来，一共 26 人", ""), (" ", "remarks.empty"), ("字" * 121, "remarks.too_long"), ("打我电话 138 0000 0000", "remarks.tells_who"),
        ("看 www.example", "remarks.tells_who"),
    ],
)
def test_what_may_be_left(words: str, wanted: str) -> None:
    assert [one.code for one in may_leave(words, POLICY).reasons] == ([wanted] if wanted else [])


def test_what_was_declined_is_gone() -> None:
    decided = [bool(may_decide(state, shown=shown)) for state in ("waiting", "shown", "declined") for shown in (True, False)]
    assert decided == [True, True, False, True, False, False]


def test_nobody_reads_a_remark_before_the_office_has(world: make.World, client: Client, at: datetime, django_assert_max_num_queries: Any) -> None:
    place = UUID(add_place(world.actor("clerk"), at=clock.now(), path=make.ENCHENG, kind="garden", name="禁毒教育园地", on=date(2021, 6, 26))["matter"])
    address = f"/p/place/{place}/words/"
    page = client.get(address)
    assert page.status_code == 200 and not page.cookies and "<script" not in page.content.decode()
    secret = re.search(r'name="secret" value="([^"]+)"', page.content.decode())
    assert secret
    for _ in range(2):
        assert "收到了" in client.post(address, {"words": "看完很受教育", "secret": secret[1]}).content.decode()
    client.post(address, {"words": "全是假的", "secret": uuid4().hex})
    assert "看完很受教育" not in client.get(address).content.decode()
    assert client.post(address, {"words": "电话 13800000000", "secret": uuid4().hex}).status_code == 422
    assert client.get(f"/p/place/{uuid4()}/words/").status_code == 404
    make.enter(client, world, "encheng_head")
    assert "2 条留言还没有人看" in client.get("/prevention/").content.decode()
    with django_assert_max_num_queries(10):
        assert "看完很受教育" in client.get("/prevention/remarks/").content.decode()
    with acting(world.actor("encheng_head")):
        good, bad = (id for (id,) in rows("SELECT id FROM prevention_remark ORDER BY length(words) DESC"))
    assert client.post(f"/prevention/remarks/{good}/show/", {"request_id": str(uuid4())}).status_code == 302
    assert client.post(f"/prevention/remarks/{bad}/decline/", {"request_id": str(uuid4())}).status_code == 302
    assert client.post(f"/prevention/remarks/{bad}/show/", {"request_id": str(uuid4())}).status_code == 422
    shown = client.get(address).content.decode()
    assert "看完很受教育" in shown and "全是假的" not in shown
    assert "文字已经删掉" in client.get("/prevention/remarks/?only=declined").content.decode()
    with pytest.raises(NotVisible):
        decide_remark(world.actor("hengpi_head"), at=at, remark_id=good, shown=False)
    decide_remark(world.actor("encheng_head"), at=at, remark_id=good, shown=False)
    assert "看完很受教育" not in client.get(address).content.decode()


def test_looking_up_codes_and_sending_by_one_link_have_their_limits(world: make.World, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for of in ("public_check", "public_own"):
        monkeypatch.setitem(guessing.LIMITS, of, guessing.Limit(2, guessing.HOUR, 3))
    assert [client.get(address).status_code for address in ("/p/c/a/", "/prevention/plaque/b/", "/prevention/plaque/c/", "/p/c/d/")] == [200, 200, 429, 429]
