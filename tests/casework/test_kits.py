"""试剂: a centre's stock by its pages: taken in, used by tests, counted and written off by two, and closed to others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from guitu.casework.kits.commands import add_kit_lot, count_kits, discard_kits, withdraw_kit_lot
from guitu.casework.urine_tests.commands import record_urine_test
from guitu.kit.database import acting, rows
from guitu.kit.errors import Refused
from tests import casefile, make
from tests.casework.caseload import detox, page, text
from tests.casework.test_recording_a_urine_test import taken, typed

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00")
    yield


def stocked(world: make.World, at: datetime, lot: str = "M-1", pieces: int = 30, until: date = date(2026, 5, 1)) -> UUID:
    made = add_kit_lot(world.actor("encheng_worker"), at=at, lot=lot, detects=("MET", "MOP"), expires_on=until, pieces=pieces)
    return UUID(made["lot"])


def left(world: make.World, lot: UUID) -> tuple[int, int]:
    """What the lot says, and what its moves add up to."""
    with acting(world.actor("encheng_worker")):
        found = rows("SELECT l.pieces, (SELECT sum(m.pieces) FROM casework_kitmove m WHERE m.lot_id = l.id) FROM casework_kitlot l WHERE l.id = %s", [lot])
    return found[0][0], int(found[0][1])


def test_a_lot_is_taken_in_and_a_test_uses_one_strip_of_it(world: make.World, at: datetime, client: Client) -> None:
    make.enter(client, world, "encheng_worker")
    what = {"lot": "M-1", "detects": ["MET", "MOP"], "expires_on": "2026-05-01", "pieces": "12", "note": "县里统一配送"}
    gone_by = client.post(reverse("add-kit-lot"), {**what, "expires_on": "2026-03-15"})
    assert gone_by.status_code == 422 and "已于 2026-03-15 过期，不能入库" in text(gone_by)
    assert client.post(reverse("add-kit-lot"), what).status_code == 302
    assert "这个批号已经在库存里" in text(client.post(reverse("add-kit-lot"), what))
    shown = text(client.get(reverse("kits")))
    assert "能用的试剂只有 12 份，请补货" in shown and "M-1 用到 2026-05-01，还有 12 份，请先用这一批" in shown
    person = detox(world, at)
    assert "M-1，用到 2026-05-01，还有 12 份" in text(client.get(page("record-urine-test", person)))
    without = client.post(page("record-urine-test", person), typed(world))
    assert without.status_code == 422 and "请选这次用了哪一批试剂" in text(without)
    sent = typed(world, kit_lot="M-1")
    for _again in range(2):
        assert client.post(page("record-urine-test", person), sent).status_code == 200
    body = casefile.said(world.actor("encheng_worker"), "urine_test", person)
    assert [(one["kit_lot"], one["kit_until"]) for one in body] == [("M-1", "2026-05-01")]
    assert "检测用去" in text(client.get(reverse("kit-lot", args=[_lot(world)]))) and left(world, _lot(world)) == (11, 11)


def _lot(world: make.World) -> UUID:
    with acting(world.actor("encheng_worker")):
        found: UUID = rows("SELECT id FROM casework_kitlot")[0][0]
    return found


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ({"kit_lot": "M-9"}, "kits.unknown_lot"),
        ({"kit_lot": "OLD"}, "kits.expired"),
        ({"kit_lot": "GONE"}, "kits.withdrawn"),
        ({"kit_lot": "M-1", "outcome": "positive", "substances": ("KET",), "sample_a": "A1", "sample_b": "B1"}, "kits.not_detected"),
        ({"kit_lot": "LAST"}, "kits.none_left"),
    ],
)
def test_a_lot_that_may_not_be_used_is_refused_and_no_strip_is_gone(
    world: make.World, at: datetime, what: dict[str, Any], code: str
) -> None:
    worker, person = world.actor("encheng_worker"), detox(world, at)
    lot = stocked(world, at)
    stocked(world, make.moment(2026, 1, 5), "OLD", until=date(2026, 3, 15))
    withdraw_kit_lot(worker, at=at, lot_id=stocked(world, at, "GONE"), note="厂家召回")
    last = stocked(world, at, "LAST", pieces=1)
    second = world.posts["encheng_other"]
    discard_kits(worker, at=at, lot_id=last, why="spoiled", pieces=1, second=second, note="受潮")
    with pytest.raises(Refused) as refusal:
        record_urine_test(worker, at=at, person_id=person, **taken(world, **what))
    assert [reason.code for reason in refusal.value.reasons] == [code]
    assert left(world, lot) == (30, 30)


def test_two_people_count_and_write_off_and_nobody_is_the_own_second(world: make.World, at: datetime, client: Client) -> None:
    lot, worker = stocked(world, at), world.actor("encheng_worker")
    mine, other = world.posts["encheng_worker"], world.posts["encheng_other"]
    for command, what in ((count_kits, {"counted": 28}), (discard_kits, {"why": "spoiled", "pieces": 1})):
        with pytest.raises(Refused) as refusal:
            command(worker, at=at, lot_id=lot, second=mine, note="点过", **what)
        assert refusal.value.reasons[0].code == "kits.second_person"
    make.enter(client, world, "encheng_worker")
    early = client.post(reverse("discard-kits", args=[lot]), {"why": "expired", "pieces": "3", "second": str(other), "note": "清柜"})
    assert early.status_code == 422 and "还没有过期" in text(early)
    assert client.post(reverse("count-kits", args=[lot]), {"counted": "28", "second": str(other), "note": "月末盘点"}).status_code == 302
    assert client.post(reverse("discard-kits", args=[lot]), {"why": "spoiled", "pieces": "3", "second": str(other), "note": "受潮"}).status_code == 302
    more = client.post(reverse("discard-kits", args=[lot]), {"why": "spoiled", "pieces": "26", "second": str(other), "note": "受潮"})
    assert more.status_code == 422 and "账上只有 25 份" in text(more)
    assert left(world, lot) == (25, 25)
    assert "月末盘点" in text(client.get(reverse("kit-lot", args=[lot])))


def test_another_town_sees_no_lot_and_the_county_sees_all_and_changes_none(world: make.World, at: datetime, client: Client) -> None:
    lot = stocked(world, at)
    make.enter(client, world, "hengpi_worker")
    assert "M-1" not in text(client.get(reverse("kits")))
    for name in ("kit-lot", "receive-kits", "count-kits", "discard-kits", "withdraw-kit-lot"):
        assert client.get(reverse(name, args=[lot])).status_code == 404, name
    make.enter(client, world, "clerk")
    assert "M-1" in text(client.get(reverse("kits"))) and client.get(reverse("kit-lot", args=[lot])).status_code == 200
    assert client.get(reverse("count-kits", args=[lot])).status_code == 404
    make.enter(client, world, "keeper")
    assert client.get(reverse("kits")).status_code == 404


def test_the_pages_of_the_stock_stay_within_their_queries(world: make.World, at: datetime, client: Client) -> None:
    lot = stocked(world, at)
    stocked(world, at, "M-2")
    make.enter(client, world, "encheng_head")
    for address in (reverse("kits"), reverse("kit-lot", args=[lot])):
        client.get(address)
        with casefile.capture() as captured:
            assert client.get(address).status_code == 200
        assert len(casefile.content_queries(captured)) <= 3
