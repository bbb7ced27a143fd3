"""值班: who takes turns and who stands in is said on a page, and the next call goes by it."""

from __future__ import annotations

from datetime import datetime

import pytest

from guitu.kit.database import acting
from guitu.kit.errors import NotVisible, Refused
from guitu.response import rosters
from guitu.response.reading import call_of
from guitu.rules.facts.calls import UnitCalled
from tests import casefile, make
from tests.response import stage
from tests.response.stage import MINUTE

pytestmark = pytest.mark.django_db(transaction=True)
UNIT = {"unit": "police_station", "path": make.ENCHENG}


@pytest.fixture
def world(world: make.World) -> make.World:
    stage.set_up(world)
    stage.post_at(world, "second", "police_liaison", make.ENCHENG, "恩城派出所二队")
    return world


def reached(world: make.World, at: datetime) -> str:
    """By which post the police station is called now."""
    call = stage.sent(world, at, another=True)
    with acting(world.actor("clerk")):
        facts = call_of(call).held.facts
    post = next(fact.post for fact in facts if isinstance(fact, UnitCalled) and fact.unit == "police_station")
    return next(name for name, id in world.posts.items() if str(id) == post)


def test_a_call_goes_to_whose_turn_it_is_then_to_who_stands_in_then_to_who_takes_over(world: make.World, at: datetime) -> None:
    first = reached(world, at)
    other = {"encheng_police": "second", "second": "encheng_police"}[first]
    turns = {"days": "every", "posts": [world.posts[other], world.posts[first]], "turn_days": 31, "from_on": world.on, "hands_over": 0}
    rosters.plan_duty(world.actor("encheng_head"), at=at, **UNIT, **turns)
    assert reached(world, at + MINUTE) == other
    rosters.cover_duty(
        world.actor("encheng_head"), at=at + MINUTE, **UNIT, post_id=world.posts[first], kind="swap", from_on=world.on, until_on=world.on
    )
    assert reached(world, at + 2 * MINUTE) == first
    rosters.take_over_duty(world.actor(other), at=at + 3 * MINUTE, **UNIT, hours=12)
    assert reached(world, at + 4 * MINUTE) == other


def test_a_roster_is_said_by_who_stands_over_the_unit_of_its_own_posts(world: make.World, at: datetime) -> None:
    turns = {"days": "every", "turn_days": 1, "from_on": world.on, "hands_over": 0}
    with pytest.raises(Refused) as refused:
        rosters.plan_duty(world.actor("encheng_head"), at=at, **UNIT, posts=[world.posts["hengpi_worker"]], **turns)
    assert [reason.code for reason in refused.value.reasons] == ["on_duty.not_of_unit"]
    with pytest.raises(NotVisible):
        rosters.plan_duty(world.actor("hengpi_head"), at=at, **UNIT, posts=[world.posts["second"]], **turns)
    with pytest.raises(Refused):
        rosters.take_over_duty(world.actor("encheng_worker"), at=at, **UNIT, hours=12)


def test_the_pages_of_duty_say_who_and_where_nobody_is_planned(world: make.World) -> None:
    head, stranger, station = make.Browser(), make.Browser(), f"/calls/duty/police_station/{make.ENCHENG}/"
    make.enter(head, world, "encheng_head")
    assert "派出所" in head.get("/calls/duty/").content.decode()
    page = head.get(station).content.decode()
    assert "没有排班，按岗位顺序" in page and "今后 30 天里有 30 天没有排班" in page
    office = make.Browser()
    make.enter(office, world, "clerk")
    with casefile.capture() as asked:
        every = office.get("/calls/duty/").content.decode()  # the county's units, and those of each town, with the backup
    assert station in every and f"/calls/duty/town/{make.HENGPI}/" in every and "后备：" in every
    assert len(casefile.content_queries(asked)) <= 8
    turns = {"days": "every", "posts": [str(world.posts["second"])], "turn_days": "7", "from_on": "2020-01-01", "hands_over": "510"}
    assert head.post(f"{station}turns/", {**turns, "turn_days": "40"}).status_code == 422
    assert head.post(f"{station}turns/", turns).status_code == 302
    assert "今后 30 天都排好了" in head.get(station).content.decode()
    cover = {"post_id": str(world.posts["encheng_police"]), "kind": "stand_in", "from_on": "2040-01-02", "until_on": "2040-01-01"}
    assert head.post(f"{station}cover/", cover).status_code == 422
    make.enter(stranger, world, "hengpi_head")
    assert stranger.get(station).status_code == 404
    police = make.Browser()
    make.enter(police, world, "second")
    assert "我来接" in police.get(station).content.decode() and police.post(f"{station}mine/").status_code == 302
