"""网格事件、演练、规则 of the demo: one event from report to check, one not taken, one from another system; a drill; a rule's match."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from guitu.casework.visits.commands import record_visit
from guitu.demo.life import SHANGHAI
from guitu.demo.places import ENPING, key_id
from guitu.demo.printed import WORKER
from guitu.demo.stories import DONGMEN
from guitu.demo.tasks import holder
from guitu.grid.access import actor_of, clock_actor, post_named
from guitu.kit.actor import Actor
from guitu.kit.database import acting, rows
from guitu.response.answering import acknowledge_call, report_call, settle_call
from guitu.response.closing import check_settlement, decline_call
from guitu.response.drills.commands import acknowledge_drill, start_drill
from guitu.response.events.commands import take_event
from guitu.response.jobs import raise_found
from guitu.response.raising import call_units, raise_call
from guitu.response.reading import call_of
from guitu.response.signals.commands import switch_rule
from guitu.rules.calls import RAISING, CallCourse

MINUTE = timedelta(minutes=1)
SLOW, SILENT = 7, 5  # of the units in the drill, every so manieth answers late, every so manieth never
_FIRST = "SELECT post_id, unit FROM response_drilled WHERE drill_id = %s AND is_first AND post_id IS NOT NULL ORDER BY place, unit"
_OF_WORKER = (
    "SELECT t.matter_id FROM matters_part t JOIN people_person p ON p.id = t.matter_id AND p.sealed_at IS NULL WHERE t.post_id = %s"
    " AND t.part = 'responsible' AND t.until_on IS NULL ORDER BY t.matter_id LIMIT 1"
)


def watch_the_grid(today: date) -> None:
    """All of it, in the days before `today`."""
    morning = datetime(today.year, today.month, today.day, 9, tzinfo=SHANGHAI)
    _drill(morning - timedelta(hours=24 * 12))
    _to_its_end(morning - timedelta(hours=24 * 6))
    _not_taken(morning - timedelta(hours=24 * 4))
    clerk = holder("county_clerk", ENPING, today)
    take_event(
        clerk, at=morning - timedelta(hours=20), door="demo", number="GDWG-000318", template="grid_material", path=DONGMEN,
        known="东门社区文化室外的禁毒宣传栏玻璃破了，海报被雨淋湿。",
    )
    _match(clerk, morning - timedelta(hours=24))


def _to_its_end(start: datetime) -> None:
    """Needles by the road: reported, taken, dispatched, signed, done, checked by the town."""
    event = _reported(start, "grid_needles", "老车站后面水沟边有三支用过的针头，已用砖围住。")
    call_units(_asked(event, start), at=start + 20 * MINUTE, door="demo", call_id=event)
    for place, (unit, seat) in enumerate(_course(event).seats.items()):
        if unit != RAISING:
            acknowledge_call(_actor(seat.post, start), at=start + (25 + place) * MINUTE, door="demo", call_id=event, unit=unit, next_minutes=120)
    main = _course(event).main
    if main is None:
        raise LookupError("nobody answers for an event")
    by, what = _actor(main.post, start), {"door": "demo", "call_id": event, "unit": main.unit}
    report_call(by, at=start + 50 * MINUTE, words="已戴手套装入利器盒，周围看过，没有别的。", next_minutes=60, **what)
    settle_call(by, at=start + 80 * MINUTE, outcome="cleared", help=("none_needed",), words="交卫生院按医疗废物处理，有交接单。", **what)
    check_settlement(_actor(_course(event).checker, start), at=start + 150 * MINUTE, door="demo", call_id=event, result="closed", words="现场看过，清干净了。")


def _not_taken(start: datetime) -> None:
    event = _reported(start, "grid_rental", "三楼出租屋白天一直拉着窗帘。")
    decline_call(_asked(event, start), at=start + 40 * MINUTE, door="demo", call_id=event, words="上门问过：住户上夜班，白天睡觉。没有别的情况。")


def _drill(at: datetime) -> None:
    """Most units answer within five minutes, some late, some not at all."""
    drill = start_drill(holder("county_clerk", ENPING, at.date()), at=at, door="demo")["drill"]
    with acting(clock_actor(ENPING)):
        first = list(dict.fromkeys(post for post, _unit in rows(_FIRST, [drill])))
    for place, post in enumerate(first, 1):
        if place % SILENT:
            acknowledge_drill(_actor(str(post), at), at=at + (9 if place % SLOW == 0 else 1 + place % 4) * MINUTE, door="demo")


def _match(clerk: Actor, start: datetime) -> None:
    """A rule is on since yesterday; somebody is tried three times in a day and not met; the town has it before it."""
    switch_rule(clerk, at=start - timedelta(hours=2), door="demo", rule="weak_signals", to="on", words="在过去一年上试过，次数不多，都值得打一个电话。")
    worker = _actor(str(key_id(WORKER)), start)
    with acting(worker):
        ((person,),) = rows(_OF_WORKER, [worker.post_id])
    for hours, how in ((0, "phone"), (4, "home"), (9, "phone")):
        record_visit(worker, at=start + timedelta(hours=hours), door="demo", person_id=person, on=start.date(), how=how, met=False, another_occasion=True)
    raise_found(ENPING, start + timedelta(hours=9, minutes=5))


def _reported(start: datetime, template: str, known: str) -> UUID:
    grid = holder("grid_worker", DONGMEN + "001", start.date())
    return UUID(raise_call(grid, at=start, door="demo", template=template, path=DONGMEN + "001", known=known, another=True)["call"])


def _asked(event: UUID, at: datetime) -> Actor:
    return _actor(_course(event).asked, at)


def _course(event: UUID) -> CallCourse:
    with acting(clock_actor(ENPING)):
        return call_of(event).course


def _actor(post: str, at: datetime) -> Actor:
    with acting(clock_actor(ENPING)):
        held = post_named(UUID(post), at.date())
    if held is None:
        raise LookupError("nobody holds a post that an event reached")
    return actor_of(held, None)
