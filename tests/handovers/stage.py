"""A facility of another county, and a person who comes out of it to 恩城."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from guitu.grid.models import Account, Body, Holding, NaturalPerson, Post
from guitu.grid.roles import ROLES
from guitu.handovers import announcing, receiving
from guitu.handovers.reaching import reaching
from guitu.handovers.reading import handover_of
from guitu.kit.actor import Actor
from guitu.kit.clock import local_day
from guitu.kit.database import acting
from guitu.rules.handovers import HandoverCourse
from tests import make

DAY = timedelta(days=1)
SOMEBODY = {"name": "陈大文", "id_number": "440785199001010011", "sex": "male", "family_name": "陈父"}


def set_up(world: make.World) -> make.World:
    """With an officer of a facility in 咸安."""
    county = make.YONGAN[:6]
    with acting(make._founder(county)):
        body = Body.objects.create(county_id=county, path=county, kind="facility", name="示例强制隔离戒毒所")
        post = Post.objects.create(county_id=county, body=body, role="facility_officer", title=ROLES["facility_officer"].label, path=county)
        account = Account.objects.create(login="t-facility", natural_person=NaturalPerson.objects.create(county_id=county))
        Holding.objects.create(county_id=county, post=post, account=account, name="测试所", sex="male", from_on=date(2020, 1, 1))
    world.posts["facility"], world.accounts["facility"] = post.id, account.id
    return world


def facility(world: make.World, at: datetime) -> Actor:
    """The officer as it acts in 恩平."""
    return reaching(world.actor("facility"), make.ENPING, local_day(at))


def announced(world: make.World, at: datetime, days: int = 30, **other: Any) -> UUID:
    what = {"path": make.ENCHENG, "expected_on": local_day(at) + days * DAY, "identity": SOMEBODY} | other
    return UUID(announcing.announce_release(facility(world, at), at=at, **what)["handover"])


def accepted(world: make.World, at: datetime, days: int = 30, **other: Any) -> UUID:
    handover = announced(world, at, days, **other)
    receiving.accept_handover(world.actor("encheng_head"), at=at, handover_id=handover, worker=world.posts["encheng_worker"])
    return handover


def received(world: make.World, at: datetime) -> UUID:
    """Announced for today, and signed by both."""
    handover = accepted(world, at, 0)
    announcing.sign_for_facility(facility(world, at), at=at, handover_id=handover)
    receiving.sign_handover(world.actor("encheng_worker"), at=at, handover_id=handover)
    return handover


def course(world: make.World, handover: UUID, by: str = "encheng_head") -> HandoverCourse:
    with acting(world.actor(by)):
        return handover_of(handover, frozenset()).course
