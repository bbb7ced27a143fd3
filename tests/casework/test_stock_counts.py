"""盘点 of the shelf: two human beings count, the books say what differs, and every transfer comes to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from guitu.casework.shop.counting import agree_shelf_count, count_shelf, drop_shelf_count
from guitu.kit.database import acting, rows
from tests import make
from tests.casework.steps import text
from tests.casework.test_exchanging import codes_of, earned, pieces, reserved, stocked

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00")
    yield


def counted(world: make.World, at: datetime, good: UUID, n: int, note: str = "破了一袋") -> UUID:
    return UUID(count_shelf(world.actor("keeper"), at=at, good_id=good, counted=n, note=note)["count"])


def test_what_two_found_missing_is_a_line_of_the_books(world: make.World, at: datetime, client: Client) -> None:
    good = stocked(world, at)
    make.enter(client, world, "keeper")
    page = reverse("count-shelf", args=[good])
    bare = client.post(page, {"counted": "2", "note": "", "request_id": make.request_id()})
    assert bare.status_code == 422 and "账上的 3 件" in text(bare)
    click = {"counted": "2", "note": "破了一袋", "request_id": make.request_id()}
    assert [client.post(page, click).status_code for _ in range(2)] == [302, 302]
    shelf = text(client.get(reverse("shop")))
    assert "请另一个人再数一遍" in shelf and "我也数过" not in shelf and pieces(world, good) == 3
    with acting(world.actor("clerk")):
        ((count,),) = rows("SELECT id FROM casework_stockcount")
    alone = client.post(reverse("agree-shelf-count", args=[count]), {"request_id": make.request_id()})
    assert alone.status_code == 422 and "请另一个人再数一遍" in text(alone)
    make.enter(client, world, "clerk")
    assert "我也数过，一样" in text(client.get(reverse("shop")))
    assert [client.post(reverse("agree-shelf-count", args=[count]), {"request_id": make.request_id()}).status_code for _ in range(2)] == [302, 422]
    assert pieces(world, good) == 2 and "盘点" in text(client.get(reverse("shop"), {"tab": "books"})) and "破了一袋" in text(client.get(reverse("shop"), {"tab": "books"}))
    with acting(world.actor("clerk")):
        assert rows("SELECT transfer_id FROM casework_pointsside GROUP BY 1 HAVING sum(pieces) <> 0 AND max(kind) = 'counted'") == []


def test_one_count_at_a_time_a_dropped_one_moves_nothing_and_what_went_out_meanwhile_is_heeded(world: make.World, at: datetime) -> None:
    good, clerk = stocked(world, at), world.actor("clerk")
    first = counted(world, at, good, 0)
    assert codes_of(lambda: counted(world, at, good, 1)) == {"redemptions.count_waits"}
    reserved(world, at, earned(world, at), good)
    assert codes_of(lambda: agree_shelf_count(clerk, at=at, count_id=first)) == {"redemptions.count_stale"}
    drop_shelf_count(world.actor("keeper"), at=at, count_id=first)
    assert pieces(world, good) == 2
    again = counted(world, at, good, 2, note="")
    agree_shelf_count(clerk, at=at, count_id=again)
    assert pieces(world, good) == 2
    assert codes_of(lambda: counted(world, at, good, -1)) == {"redemptions.odd_number"}


def test_nobody_else_counts(world: make.World, at: datetime, client: Client) -> None:
    good = stocked(world, at)
    count = counted(world, at, good, 2)
    for name in ("encheng_worker", "yongan_worker"):
        make.enter(client, world, name)
        assert client.get(reverse("count-shelf", args=[good])).status_code == 404
        assert client.post(reverse("agree-shelf-count", args=[count]), {"request_id": make.request_id()}).status_code == 404
