"""An inspector counts a store: two kilograms of class one are missing; it is a finding, a call, and another's to look at again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import pytest

from guitu.inspection.medicines.commands import destroy_remains, register_medicine_user
from guitu.inspection.precursors.commands import register_precursor_user
from guitu.inspection.stock.commands import enter_stock
from tests.inspection.placing import VILLAGE
from tests.journeys.hand import Hand
from tests.journeys.test_a_place_is_inspected import send, sign

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.parametrize("width", ["desktop"], indirect=True)]
KG = 1000


def test_a_store_is_counted_and_what_is_missing_is_seen_by_everybody_who_must_act(hand: Hand, at: datetime) -> None:
    police = hand.world.actor("encheng_police")
    made = register_precursor_user(police, at=at, path=VILLAGE, name="示例制药", goods=["ephedrine", "toluene"], stages=["production", "use"])
    of = UUID(made["venue"])
    for good, amount in (("ephedrine", 60), ("toluene", 900)):
        enter_stock(police, at=at, venue_id=of, good=good, way="opening", amount=amount * KG, on=hand.world.on)
    hand.enter("encheng_police")
    hand.open("/inspection/")
    hand.touch("化学品和药品")
    hand.see("没有盘点过", "示例制药")
    hand.touch("示例制药")
    hand.see("还没有盘点过", "还缺有效的生产许可、备案（许可）")
    hand.begin()
    hand.touch("盘点", exact=True)
    hand.write("found_ephedrine", "58")
    hand.write("found_toluene", "900")
    hand.touch("恩城街道办事处")
    sign(hand, "site")
    sign(hand, "inspector")
    send(hand)
    hand.see("上次盘点账物不符", "账物不符", "相符")
    hand.count("count a store of two goods")
    hand.touch("看双方签字的盘点记录")
    hand.see("盘点记录", "58 千克", "和签字时一样")
    hand.open("/calls/")
    hand.see("易制毒化学品异常")
    hand.enter("clerk")
    hand.open(f"/inspection/{of}/")
    hand.see("重大问题", "期初加购入")
    hand.open(f"/inspection/{of}/book/enter/")
    hand.see("说明")


def test_what_is_left_is_signed_for_by_another(hand: Hand, at: datetime) -> None:
    police = hand.world.actor("encheng_police")
    made = register_medicine_user(police, at=at, path=VILLAGE, kind="medicine", name="示例医院", goods=["morphine_injection"])
    of = UUID(made["venue"])
    enter_stock(police, at=at, venue_id=of, good="morphine_injection", way="opening", amount=60 * KG, on=hand.world.on)
    destroy_remains(police, at=at, venue_id=of, good="morphine_injection", amount=500, on=hand.world.on)
    hand.enter("encheng_police")
    hand.open("/inspection/medicines/new/")
    hand.see("登记麻精药品单位")
    hand.open("/inspection/precursors/new/")
    hand.see("登记易制毒化学品单位")
    hand.open(f"/inspection/{of}/book/")
    hand.see("等另一个人签字")
    hand.enter("clerk")
    hand.open(f"/inspection/{of}/book/")
    hand.touch("我看着销毁的，签字")
    hand.not_see("等另一个人签字")
    hand.open(f"/inspection/{of}/book/licence/")
    hand.see("印鉴卡")
    hand.open(f"/inspection/{of}/book/goods/")
    hand.see("从哪天起")
