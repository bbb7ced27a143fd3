"""网格事件: the same machine for what a grid worker sees, from the report to the check; and in and out under the number of another system."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import pytest

from guitu.kit.database import acting, row
from guitu.kit.errors import Refused
from guitu.response import answering, closing, raising
from guitu.response.events import sheet
from guitu.response.events.commands import take_event, take_event_back
from guitu.response.jobs import escalate_due
from tests import make
from tests.response import stage
from tests.response.stage import MINUTE, course

pytestmark = pytest.mark.django_db(transaction=True)
GROUP = make.ENCHENG + "001001"
VILLAGE = make.ENCHENG + "001"


@pytest.fixture
def world(world: make.World) -> make.World:
    return stage.set_up(world)


def reported(world: make.World, at: datetime, template: str = "grid_needles") -> UUID:
    return stage.raised(world, at, by="grid_one", template=template, path=GROUP, known="路边有用过的针头", whom="", another=True)


def test_an_event_is_reported_taken_dispatched_signed_acted_on_checked_and_closed(world: make.World, at: datetime) -> None:
    event = reported(world, at)
    held = course(world, event)
    assert held.state == "noticed" and held.asked == str(world.posts["village"])
    raising.call_units(world.actor("village"), at=at + MINUTE, call_id=event)  # no innocent reason is asked about
    held = course(world, event)
    assert set(held.seats) == {"raising", "village", "grid"} and held.seats["grid"].post == str(world.posts["grid_one"])
    stage.answered(world, event, "village", "village", at + 2 * MINUTE)
    stage.answered(world, event, "grid_one", "grid", at + 3 * MINUTE)
    answering.report_call(world.actor("village"), at=at + 30 * MINUTE, call_id=event, unit="village", words="已收走", next_minutes=60)
    done = {"unit": "village", "outcome": "cleared", "help": ("none_needed",), "words": "按医疗废物交卫生院"}
    answering.settle_call(world.actor("village"), at=at + 40 * MINUTE, call_id=event, **done)
    with pytest.raises(Refused):  # by another than who handled it
        closing.check_settlement(world.actor("village"), at=at + 50 * MINUTE, call_id=event, result="closed")
    stage.closed(world, event, at + 50 * MINUTE, by="encheng_head")
    assert course(world, event).state == "closed"
    browser = make.Browser()
    make.enter(browser, world, "encheng_head")
    listed = browser.get("/calls/?box=area&over=1&sort=event").content.decode()
    assert "发现丢弃的注射器具" in listed and "发现丢弃的注射器具" not in browser.get("/calls/?box=area&over=1").content.decode()


def test_whoever_looks_first_says_why_not_and_nobody_else_may(world: make.World, at: datetime) -> None:
    event = reported(world, at)
    with pytest.raises(Refused) as refused:
        closing.decline_call(world.actor("encheng_head"), at=at + MINUTE, call_id=event, words="不是")
    assert [reason.code for reason in refused.value.reasons] == ["calls.not_asked"]
    village, grid = make.Browser(), make.Browser()
    make.enter(village, world, "village")
    make.enter(grid, world, "grid_one")
    assert "不受理，写明为什么" in village.get(f"/calls/{event}/").content.decode()
    assert village.post(f"/calls/{event}/decline/", {"decline-words": ""}).status_code == 422
    assert village.post(f"/calls/{event}/decline/", {"decline-words": "是装修用的胶枪头"}).status_code == 302
    assert "是装修用的胶枪头" in grid.get(f"/calls/{event}/").content.decode() and course(world, event).state == "not_taken"
    with acting(world.actor("grid_one")):
        assert row("SELECT count(*) FROM notices_notice WHERE kind = 'call_answered'") == (1,)


def test_nobody_answers_and_it_goes_from_village_to_town_to_county_each_once(world: make.World, at: datetime) -> None:
    event = reported(world, at)
    asked = []
    for minutes in (241, 481, 961, 1441):
        asked.append(escalate_due(make.ENPING, at + minutes * 4 * MINUTE))  # office hours: a day has seven
        assert escalate_due(make.ENPING, at + minutes * 4 * MINUTE) == 0
    named = {str(post): name for name, post in world.posts.items()}
    told = [named[post] for post in course(world, event).seats["raising"].asked]
    assert told[:3] == ["village", "encheng_head", "clerk"] and len(told) == len(set(told))


def test_an_event_comes_in_once_under_its_number_and_goes_out_with_what_came_of_it(world: make.World, at: datetime) -> None:
    clerk = world.actor("clerk")
    what = {"number": "GD-2026-000123", "template": "grid_material", "path": VILLAGE, "known": "宣传栏玻璃碎了"}
    event = UUID(take_event(clerk, at=at, **what)["call"])
    for wrong, code in ((what, "calls.number_taken"), (what | {"number": "2", "template": "lost_contact"}, "calls.no_event"), (what | {"number": "3", "path": "441702001"}, "calls.elsewhere")):
        with pytest.raises(Refused) as refused:
            take_event(clerk, at=at + MINUTE, **wrong)
        assert [reason.code for reason in refused.value.reasons] == [code]
    (held,) = sheet.on_file(clerk, world.on)
    assert held.values["outside_no"] == "GD-2026-000123" and held.values["state"] == "网格员报来，待核" and held.values["known"] == "宣传栏玻璃碎了"
    closing.decline_call(world.actor("village"), at=at + MINUTE, call_id=event, words="已另有人修")
    assert sheet.on_file(clerk, world.on)[0].values["state"] == "没有受理"
    with pytest.raises(Refused):
        take_event_back(clerk, at=at + 2 * MINUTE, call_id=event)
