"""化学品和药品 of 恩平, ours: three units with precursors, one whose book does not agree, and a hospital whose second signature is awaited."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from guitu.demo.inspections import DRAWN
from guitu.demo.invented_names import invented_names
from guitu.demo.life import SHANGHAI
from guitu.demo.places import ENPING
from guitu.demo.stories import ENCHENG
from guitu.demo.tasks import holder
from guitu.grid.areas import units_inside
from guitu.inspection.checks.commands import record_check
from guitu.inspection.medicines.commands import destroy_remains, register_medicine_user, return_empties, witness_remains
from guitu.inspection.precursors.commands import register_precursor_user, report_goods
from guitu.inspection.records import Signed
from guitu.inspection.stock.commands import count_stock, enter_stock, record_licence
from guitu.kit.actor import Actor
from guitu.kit.database import acting
from guitu.ledger.packs import timeline_of
from guitu.rules.checklists import Seen, version
from guitu.rules.dates import days_after
from guitu.rules.identifiers import make_demo_phone

KG, FIRST_NAME, BEGUN = 1000, 24_000, 120  # days ago
UNITS = (  # name, goods, stages, papers with the days that they still hold
    ("示例日化厂", ("acetone", "sulphuric", "hydrochloric"), ("use", "storage"), {"purchase": 190}),
    ("示例化工贸易", ("ether", "acetone"), ("sale", "storage", "transport"), {"trading": 20, "transport": 75}),
    ("示例制药", ("ephedrine", "toluene"), ("production", "use"), {"production": 400}),
)


def keep_stock(today: date) -> int:
    """Gives how many units with goods are on the register of 恩城."""
    police, head = holder("police_liaison", ENCHENG, today), holder("town_head", ENCHENG, today)
    clerk, health = holder("county_clerk", ENPING, today), holder("member_liaison", ENPING, today, "%卫生健康局%")
    with acting(police):
        villages = [path for path, _name in units_inside(ENCHENG, 12)]
    users = [_user(police, number, villages[number * 3 % len(villages)], today) for number in range(len(UNITS))]
    _agrees(police, head, users[0], today)
    _sells(police, users[1], today)
    _does_not_agree(police, head, users[2], today)
    hospital = _hospital(police, villages[1], today)
    _of_the_hospital(police, clerk, hospital, today)
    _together(police, health, hospital, days_after(today, -20))
    return len(users) + 1


def _user(police: Actor, number: int, village: str, today: date) -> UUID:
    name, goods, stages, papers = UNITS[number]
    on = days_after(today, -BEGUN)
    made = register_precursor_user(
        police, at=_at(on, 9), door="demo", path=village, name=name, goods=goods, stages=stages, licence=f"示例{ENPING}9{number:05}",
        address=f"恩城示例工业路{number + 1}号", manager=next(invented_names(FIRST_NAME + number * 7)), phone=make_demo_phone(8_300_000 + number),
        valid_until=days_after(today, 300), on=on,
    )
    of = UUID(made["venue"])
    for paper, days in papers.items():
        record_licence(police, at=_at(on, 10), door="demo", venue_id=of, paper=paper, until=days_after(today, days), on=on, number=f"示例备字{number + 1}号")
    return of


def _enter(police: Actor, of: UUID, day: date, hour: int, good: str, way: str, amount: int, words: str = "") -> None:
    enter_stock(police, at=_at(day, hour), door="demo", venue_id=of, good=good, way=way, amount=amount, on=day, words=words)


def _count(police: Actor, head: Actor, of: UUID, day: date, **found: int) -> dict[str, Any]:
    return count_stock(police, at=_at(day, 15), door="demo", venue_id=of, found=found, others=[head.post_id], on=day, signed=DRAWN)


def _agrees(police: Actor, head: Actor, of: UUID, today: date) -> None:
    """Uses a little every fortnight; the count is within what is tolerated."""
    begun = days_after(today, -BEGUN)
    for good, there in (("acetone", 200), ("sulphuric", 500), ("hydrochloric", 300)):
        _enter(police, of, begun, 11, good, "opening", there * KG)
    for fortnight in range(1, 6):
        _enter(police, of, days_after(begun, 14 * fortnight), 9, "acetone", "used", 12 * KG, "清洗车间")
    _enter(police, of, days_after(begun, 40), 9, "acetone", "bought", 50 * KG, "卖方：示例化工贸易")
    _count(police, head, of, days_after(begun, 80), acetone=189 * KG + 500, sulphuric=500 * KG, hydrochloric=300 * KG)


def _sells(police: Actor, of: UUID, today: date) -> None:
    """Sales reported, and one that is not yet; the report of the year before came in."""
    begun = days_after(today, -BEGUN)
    _enter(police, of, begun, 11, "ether", "opening", 80 * KG)
    _enter(police, of, begun, 12, "acetone", "opening", 400 * KG)
    _enter(police, of, days_after(begun, 30), 9, "acetone", "sold", 50 * KG, "买方：示例日化厂")
    report_goods(police, at=_at(days_after(begun, 41), 9), door="demo", venue_id=of, report="sale", on=days_after(begun, 41))
    report_goods(police, at=_at(days_after(begun, 42), 9), door="demo", venue_id=of, report="year", year=begun.year - 1, on=days_after(begun, 42))
    _enter(police, of, days_after(today, -6), 9, "ether", "sold", 15 * KG, "买方：示例制药")


def _does_not_agree(police: Actor, head: Actor, of: UUID, today: date) -> None:
    """Of class one nothing may be missing: two kilograms are, and the response is called for."""
    begun = days_after(today, -BEGUN)
    _enter(police, of, begun, 11, "ephedrine", "opening", 60 * KG)
    _enter(police, of, begun, 12, "toluene", "opening", 900 * KG)
    _count(police, head, of, days_after(begun, 28), ephedrine=60 * KG, toluene=900 * KG)
    _enter(police, of, days_after(begun, 45), 9, "ephedrine", "used", 18 * KG, "批号：示例2601")
    _enter(police, of, days_after(begun, 45), 10, "toluene", "used", 200 * KG)
    _count(police, head, of, days_after(today, -2), ephedrine=40 * KG, toluene=700 * KG)


def _hospital(police: Actor, village: str, today: date) -> UUID:
    on = days_after(today, -BEGUN)
    made = register_medicine_user(
        police, at=_at(on, 9), door="demo", path=village, kind="medicine", name="示例医院", on=on,
        goods=("morphine_injection", "fentanyl_injection", "diazepam_tablet"), licence=f"示例{ENPING}900100", address="恩城示例路90号",
        manager=next(invented_names(FIRST_NAME + 90)), phone=make_demo_phone(8_300_090), valid_until=days_after(today, 500),
    )
    of = UUID(made["venue"])
    record_licence(police, at=_at(on, 10), door="demo", venue_id=of, paper="seal_card", until=days_after(on, 3 * 365), on=on, number="示例印鉴卡1号")
    return of


def _of_the_hospital(police: Actor, clerk: Actor, of: UUID, today: date) -> None:
    """Ampoules used and given back; what was left destroyed, once signed by two and once by one so far."""
    begun = days_after(today, -30)
    for good, there in (("morphine_injection", 60), ("fentanyl_injection", 40), ("diazepam_tablet", 500)):
        _enter(police, of, begun, 9, good, "opening", there * KG, "批号：示例2602")
    for turn, day in enumerate((-21, -12, -4)):
        on = days_after(today, day)
        _enter(police, of, on, 9, "morphine_injection", "used", 4 * KG)
        return_empties(police, at=_at(on, 10), door="demo", venue_id=of, good="morphine_injection", amount=(4 if turn < 2 else 3) * KG, on=on)
        left = destroy_remains(police, at=_at(on, 11), door="demo", venue_id=of, good="morphine_injection", amount=500, on=on, words="术后剩余")
        if turn < 2:
            witness_remains(clerk, at=_at(on, 14), door="demo", venue_id=of, remains=UUID(left["facts"][0]))


def _together(police: Actor, health: Actor, of: UUID, on: date) -> None:
    """The periodic check, by police and health."""
    with acting(police):
        numbers = timeline_of(ENPING, ENCHENG).on(on)
    listed = numbers.checklists.lists["medicine"]
    seen = [Seen(item.code, "on_the_spot", "台账补了页码。") if item.code == "book" else Seen(item.code, "yes") for item in listed.items]
    record_check(
        police, at=_at(on, 16), door="demo", venue_id=of, on=on, result="checked", others=[health.post_id], signed=Signed(how="paper"),
        checklist=version("medicine", listed), seen=seen, confirmed=[section.code for section in listed.sections],
    )


def _at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI) + timedelta(minutes=1)
