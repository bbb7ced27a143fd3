"""兑换 of the demo: the shelf of 恩平 over the years, 阿花 who takes rice home from her 52 points, and what is put aside now. The
52 are of the article; goods, prices and days are ours."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from guitu.casework.shop.catalogue import add_good, allot_budget, stock_good
from guitu.casework.shop.commands import hand_out, reserve_good
from guitu.demo.invitations import WORKER
from guitu.demo.life import SHANGHAI
from guitu.demo.places import ENPING, key_id
from guitu.demo.playing import story_id
from guitu.demo.prevention import officer
from guitu.demo.stories import DONGMEN
from guitu.demo.villages import MEASURES
from guitu.grid.access import actor_of, clock_actor, post_named
from guitu.kit.actor import Actor
from guitu.kit.database import acting, rows
from guitu.ledger.commands import ONCE
from guitu.policy import load
from guitu.rules.redemptions import exchange_days

BEGAN, FETCHED = date(2023, 1, 9), date(2023, 4, 1)
GOODS = (("大米 5 kg", 40, 60), ("食用油 1.8 L", 35, 60), ("洗衣液", 19, 40), ("毛巾", 10, 80), ("电水壶", 120, 4))
_WITH_POINTS = (
    "SELECT a.matter_id FROM casework_pointsaccount a JOIN matters_part p ON p.matter_id = a.matter_id AND p.post_id = %s AND p.until_on IS NULL"
    " JOIN casework_current c ON c.person_id = a.matter_id AND c.state = ANY(%s)"
    " WHERE a.balance >= 4000 ORDER BY a.matter_id LIMIT 3"
)


def exchange_points(today: date) -> int:
    """Gives how many goods were put aside, fetched ones included."""
    clerk, keeper = officer(ENPING, "county_clerk", ENPING, today), officer(ENPING, "storekeeper", ENPING, today)
    with acting(clock_actor(ENPING)):
        held = post_named(key_id(WORKER), today)
    if held is None:
        raise LookupError("nobody looks after anybody in 恩城")
    worker = actor_of(held, None)
    goods = _shelf(clerk, keeper)
    ahua = story_id("ahua")
    done = 0
    with acting(clock_actor(ENPING)):
        is_there = rows("SELECT 1 FROM casework_pointsaccount WHERE matter_id = %s AND balance >= 4000", [ahua])
        hers = [UUID(str(person)) for (person,) in rows(_WITH_POINTS, [worker.post_id, MEASURES])]
    if is_there:
        head = officer(ENPING, "town_head", DONGMEN[:9], today)
        made = reserve_good(head, at=_at(date(2023, 3, 28), 16), door="demo", person_id=ahua, good_id=goods[0], pick_on=FETCHED)
        hand_out(keeper, at=_at(FETCHED, 10), door="demo", code=made[ONCE])
        done += 1
    policy = load("national").on(today).redemptions
    for person, good in zip(hers, (goods[1], goods[3], goods[0]), strict=False):
        reserve_good(worker, at=_at(today, 8), door="demo", person_id=person, good_id=good, pick_on=exchange_days(today, policy)[0])
        done += 1
    return done


def _shelf(clerk: Actor, keeper: Actor) -> list[UUID]:
    at = _at(BEGAN, 9)
    allot_budget(clerk, at=at, door="demo", yuan=sum(price * pieces for _, price, pieces in GOODS) + 1_000, note="年度积分兑换经费")
    goods = []
    for name, price, pieces in GOODS:
        good = UUID(add_good(clerk, at=at, door="demo", name=name, price=Decimal(price), from_on=BEGAN)["good"])
        stock_good(keeper, at=at, door="demo", good_id=good, pieces=pieces, cost=Decimal(price), note="入库单")
        goods.append(good)
    return goods


def _at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)
