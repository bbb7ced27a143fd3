"""A post is given to somebody, who comes in with a one-time code; and a whole morning without a mouse."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from guitu.grid.models import Body, Post
from guitu.kit.database import acting
from tests import casefile, make
from tests.journeys.hand import Hand

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.parametrize("width", ["desktop"], indirect=True)]


def vacancy(world: make.World) -> Any:
    """A vacant post of a social worker in 横陂."""
    with acting(make._founder(make.ENPING)):
        body = Body.objects.get(name="横陂镇邑康家园")
        return Post.objects.create(
            id=uuid4(), county_id=make.ENPING, body=body, role="social_worker", title="禁毒社工", path=make.HENGPI
        )


def half(hand: Hand, label: str) -> str:
    """What the page shows beside a label."""
    rows = hand.page.locator("main .rows > *").all_inner_texts()
    return str(next(text for text in rows if label in text).split("\n")[-1].strip())


def test_a_post_is_given_and_its_holder_comes_in_with_a_one_time_code(hand: Hand) -> None:
    vacancy(hand.world)
    hand.enter("clerk")
    hand.open("/settings/posts/?only=vacant")
    hand.see("空缺")
    hand.touch("任命")
    hand.write("name", "新来")
    hand.touch("女", exact=True)
    hand.write("number", "工号7001")
    hand.write("login", "xin.lai")
    hand.page.locator("main button[type=submit]").click()
    hand.see("口令的前一半", "xin.lai")
    first = half(hand, "口令的前一半")
    hand.count("任命")

    hand.enter("hengpi_head")
    hand.open("/settings/codes/")
    hand.touch("打开", exact=True)
    hand.see("口令的后一半", "xin.lai")
    code = f"{first}-{half(hand, '口令的后一半')}"

    hand.page.context.clear_cookies()
    hand.open("/login/")
    hand.write("login", "xin.lai")
    hand.write("password", "wrong-code-1234")
    hand.page.locator("main button[type=submit]").first.click()
    hand.see("没有登录")
    hand.write("password", code)
    hand.page.locator("main button[type=submit]").first.click()
    hand.see("先换一个自己的口令")
    for box in ("new_password1", "new_password2"):
        hand.write(box, "yi-ju-ji-de-zhu-de-hua")
    hand.touch("保存口令")
    hand.see("没有待办")
    hand.count("第一次登录")


def test_a_visit_is_recorded_without_a_mouse(hand: Hand) -> None:
    casefile.on_detox(hand.world.actor("encheng_worker"), make.moment(2026, 1, 5), "王小明", date(2026, 1, 5))
    hand.enter("encheng_worker")
    press, focused = hand.page.keyboard.press, "document.activeElement.closest('[data-row]')?.innerText"
    press("j")
    first = hand.page.evaluate(focused)
    press("j")
    assert hand.page.evaluate(focused) != first
    press("k")
    assert hand.page.evaluate(focused) == first
    press("Enter")
    hand.page.wait_for_url("**/casework/people/**")
    hand.page.locator("main [name=on]").focus()
    hand.page.go_back()
    press("/")
    hand.page.keyboard.type("wxm")
    press("Enter")
    hand.see("找“wxm”")
    press("j")
    press("Enter")
    hand.see("为什么是这个状态")
