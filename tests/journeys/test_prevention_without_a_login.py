"""Anybody signs up, waits, moves up and is checked in, and plays a game, without a login; a village's share of prevention is one touch a
Friday and one form a year."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from guitu.kit.database import acting
from guitu.prevention.activities.commands import plan_activity, publish_activity
from guitu.prevention.broadcasts.commands import start_broadcasts, write_script
from guitu.prevention.signups.commands import open_signups
from guitu.prevention.signups.queries import gate_of
from tests import make
from tests.journeys.hand import Hand

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.parametrize("width", ["phone"], indirect=True)]
MONDAY, VILLAGE = make.moment(2026, 3, 16), make.ENCHENG + "001"
SECONDS_A_TOUCH, SECONDS_A_FIELD, SECONDS_AN_EXCEPTION = 4, 6, 20  # slow hands on a telephone; an exception is a line with its reason


def test_who_waits_moves_up_when_somebody_cancels_and_is_checked_in_by_the_code_at_the_door(hand: Hand) -> None:
    head = hand.world.actor("encheng_head")
    made = plan_activity(head, at=MONDAY, path=make.ENCHENG, name="周末亲子活动", kind="lecture", held_on=date(2026, 3, 21), tags={"entry": ["community"]}, expected=30)
    activity = UUID(made["matter"])
    publish_activity(head, at=MONDAY, activity_id=activity)
    open_signups(head, at=MONDAY, activity_id=activity, places=3)
    with acting(head):
        gate = gate_of(activity)
    links = []
    for heads, said in (("3", "报名成功"), ("2", "排在候补")):
        hand.open(f"/p/a/{activity}/")
        hand.write("heads", heads)
        hand.touch("报名", hand.page.locator("form"))
        hand.see(said)
        links.append(hand.page.url.removeprefix(hand.address))
    hand.see("前面还有 0 个候补")
    hand.open(links[0])
    hand.touch("取消报名")
    hand.see("已经取消")
    hand.open(links[1])
    hand.see("报名成功", "放进手机日历")
    hand.set_clock("2026-03-21T09:30:00")
    hand.open(f"/p/a/{activity}/here/{gate}/")
    hand.write("number", "1")
    hand.touch("签到", hand.page.locator("form"))
    hand.see("还没有签到，请看这里")
    hand.write("number", "2")
    hand.touch("签到", hand.page.locator("form"))
    hand.see("2 号已经签到")
    hand.open(links[1])
    hand.see("已经签到")
    hand.open(f"/p/{make.ENPING}/game/")
    hand.touch("开始")
    for _turn in range(4):
        hand.page.locator(".game-move").first.click()
        hand.usable()
    assert not hand.page.context.cookies(), "nobody was marked"
    hand.begin()


def test_a_village_ticks_a_friday_with_one_touch_and_declares_its_year_in_one_form(hand: Hand) -> None:
    clerk = hand.world.actor("clerk")
    write_script(clerk, at=MONDAY, number=12, language="dialect", minutes=5, title="不让毒品进我家", text="乡亲们……")
    start_broadcasts(clerk, at=MONDAY, paths=[VILLAGE], on=date(2026, 3, 16))
    hand.set_clock("2026-03-20T17:20:00")
    hand.enter("village")
    hand.open("/prevention/")
    hand.see("不让毒品进我家")
    hand.begin()
    with hand.page.expect_navigation():
        hand.touch("已播")
    assert (hand.touches, hand.fields) == (1, 0), "a Friday is one touch"
    friday = hand.touches * SECONDS_A_TOUCH
    hand.open("/prevention/")
    assert not hand.page.get_by_role("button", name="已播").count()
    hand.open("/prevention/units/households/declare/")
    hand.begin()
    first, second = sorted(make.GROUPS)
    hand.write(f"n_{first}", "320")
    hand.write(f"n_{second}", "280")
    exceptions = [f"{make.GROUPS[first]} {number} 外出 全家在外地打工" for number in range(1, 6)]
    exceptions += [f"{make.GROUPS[second]} 7 不愿意 本户不愿意", f"{make.GROUPS[second]} 9 其他 房屋空置"]
    hand.write("exceptions", "\n".join(exceptions))
    for stated in ("签了承诺书", "家里没有人吸毒", "至少一人答过", "家规家训"):
        hand.touch(stated)
    hand.page.get_by_role("button", name="申报", exact=True).click()
    hand.settled()
    hand.touches += 1
    hand.see("申报 593 户，没有申报 7 户")
    year = hand.touches * SECONDS_A_TOUCH + hand.fields * SECONDS_A_FIELD + len(exceptions) * SECONDS_AN_EXCEPTION
    assert (hand.touches, hand.fields) == (8, 3), "600 households are one form"
    assert max(friday, year) <= 600 and (52 * friday + year) / 52 <= 60, "at most ten minutes in the fullest week, one in an ordinary one"
    hand.count("a village's share of prevention")
