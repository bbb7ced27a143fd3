"""交办 of the demo, ours: what a meeting, an instruction and an inspection left to do; one waits, one is done, one is checked."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from guitu.demo.life import SHANGHAI
from guitu.demo.places import ENPING
from guitu.demo.stories import ENCHENG
from guitu.grid.access import actor_of, clock_actor, post_named
from guitu.kit.actor import Actor
from guitu.kit.database import acting, rows
from guitu.links.commands import note_opening
from guitu.links.entering import actor_of as actor_of_link
from guitu.links.entering import enter
from guitu.matters.parts import Place
from guitu.rules.dates import days_after
from guitu.tasks.commands import answer_task, check_task, give_task, make_task_link, take_task

_POST = (
    "SELECT p.id FROM grid_post p JOIN grid_body b ON b.id = p.body_id WHERE p.county_id = %s AND p.role = %s"
    " AND p.path = %s AND b.name LIKE %s ORDER BY p.id LIMIT 1"
)


def give_tasks(today: date) -> int:
    """Three tasks of the last two weeks, in three states; gives how many."""
    clerk, director = holder("county_clerk", ENPING, today), holder("county_director", ENPING, today)
    health = holder("member_liaison", ENPING, today, "%卫生健康局%")
    clinic, town = holder("clinic_staff", ENPING, today), holder("town_head", ENCHENG, today)
    words = "核对全市药店、诊所的麻精药品台账，缺登记的列出名单，报来结果。"
    _link(clerk, _give(clerk, health, words, "meeting", _at(today, 2), today), words, today)
    open_one = _give(clerk, clinic, "提供门诊周末开诊时间，供各镇（街）告知服药人员。", "inspection", _at(today, 9), today)
    take_task(clinic, at=_at(today, 8), door="demo", task_id=open_one)
    answer_task(clinic, at=_at(today, 3), door="demo", task_id=open_one, words="周六、周日 8:00 至 11:30 开诊，节假日照常。")
    done = _give(director, town, "社区戒毒社区康复工作中心的谈话室加装隔音，月内完成。", "instruction", _at(today, 14), today)
    take_task(town, at=_at(today, 13), door="demo", task_id=done)
    answer_task(town, at=_at(today, 6), door="demo", task_id=done, words="已加装，经费从街道办公经费列支。")
    check_task(clerk, at=_at(today, 5), door="demo", task_id=done, words="到现场看过，属实。")
    return 3


def _give(by: Actor, to: Actor, text: str, source: str, at: datetime, today: date) -> UUID:
    due_on = days_after(today, 20)
    given = give_task(by, at=at, door="demo", owner=to.post_id, text=text, due_on=due_on, source=source)
    return UUID(given["task"])


def _link(by: Actor, task: UUID, words: str, today: date) -> None:
    """For the unit's own man, who has no account: opened once, and once with a wrong code; not answered yet."""
    at = _at(today, 1)
    made = make_task_link(by, at=at, door="demo", task_id=task, to_whom="卫生健康局 药政股 梁工", shown=words, hours=72)
    token, code = made["once"]
    enter(token, "wrong", "192.0.2.10", at + timedelta(hours=1))
    found = enter(token, code, "192.0.2.10", at + timedelta(hours=1))
    if found is None:
        raise LookupError("the link of the demo does not open")
    of, _secret = found
    place = Place(of.matter_id, of.county_id, of.scope_path, of.compartment)
    note_opening(actor_of_link(of, today), at=at + timedelta(hours=1), door="link", matter=place, made_post=of.made_post)


def _at(today: date, days_ago: int) -> datetime:
    return datetime(today.year, today.month, today.day, 9, tzinfo=SHANGHAI) - timedelta(days=days_ago)


def holder(role: str, path: str, today: date, body: str = "%") -> Actor:
    """The post as its holder acts from it."""
    with acting(clock_actor(ENPING)):
        held = post_named(UUID(str(rows(_POST, [ENPING, role, path, body])[0][0])), today)
    if held is None:
        raise LookupError(f"nobody is {role} of {path}")
    return actor_of(held, None)
