"""Two inspectors at a karaoke bar: nothing found in few touches, signed with a finger; then a finding that another looks at again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tests import make
from tests.inspection.placing import another_list, campaign, check, venue
from tests.journeys.hand import Hand

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def send(hand: Hand) -> None:
    hand.page.locator("main button.btn-large").click()
    hand.settled()
    hand.touches += 1


def draw(page: Any, canvas: Any) -> None:
    """A wave with the finger."""
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] / 2)
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(box["x"] + 20 + step * box["width"] / 12, box["y"] + box["height"] / 2 + (-1) ** step * 15)
    page.mouse.up()


def sign(hand: Hand, field: str) -> None:
    draw(hand.page, hand.page.locator(f"[data-signature]:has([name={field}]) canvas"))
    hand.touches += 1


def test_a_place_is_inspected_signed_and_what_was_found_is_looked_at_by_another(hand: Hand, at: datetime) -> None:
    of = venue(hand.world, at)
    other = venue(hand.world, at, "银座足浴", kind="bath")
    campaign(hand.world, at)
    more = "".join(f'    {{ code = "more{n}", text = "另外的第 {n} 项", clause = "guitu.default" }},\n' for n in range(18))
    another_list(hand.world, at, '    { code = "filed"', more + '    { code = "filed"')
    hand.enter("encheng_police")
    hand.open("/inspection/")
    hand.see("未查", "银座足浴")
    hand.touch("金曲歌舞厅")
    hand.see("还没有检查过")
    hand.begin()
    hand.touch("检查", exact=True)
    hand.see("第十四条")
    assert hand.page.locator(".check-item").count() == 30
    hand.touch("恩城街道办事处")
    for number in range(3):
        hand.page.locator("label.check", has_text="这一部分每一项都看过").nth(number).click()
        hand.touches += 1
    send(hand)
    hand.see("请让对方在屏幕上签字", "检查人也要签字")
    sign(hand, "site")
    sign(hand, "inspector")
    send(hand)
    hand.see("检查：合格")
    assert hand.touches <= 40, "nothing found costs no more"
    hand.count("inspect a place of thirty items")
    hand.touch("看记录")
    hand.see("和签字时一样", "记录的指纹")
    check(hand.world, at, other, checklist=_version(), seen=_seen(), confirmed=["people", "place"])
    hand.set_clock("2026-03-16T10:00:00")
    hand.enter("clerk")
    hand.open("/inspection/?state=correcting")
    hand.see("银座足浴", "1 项")
    hand.open(f"/inspection/{other}/")
    hand.see("整改中", "没有改好")
    hand.touch("复查", exact=True)
    hand.touch("改好了")
    hand.touch("恩城派出所")
    hand.touch("在纸上签字")
    send(hand)
    hand.see("这次的问题都改好了")
    hand.open(f"/inspection/{other}/")
    hand.see("已整改")
    hand.open(f"/inspection/{of}/")
    hand.see("合格", "检查")
    hand.open("/inspection/campaigns/")
    hand.see("春季攻势", "1 家，名单上 1 家")


def _listed() -> Any:
    from guitu.policy import load

    return load("national").on(make.World.on).checklists.lists["service"]


def _version() -> str:
    from guitu.rules.checklists import version

    return version("service", _listed())


def _seen() -> list[Any]:
    from guitu.rules.checklists import Seen

    return [Seen(one.code, "no", "大门没有标志") if one.code == "signs" else Seen(one.code, "yes") for one in _listed().items]
