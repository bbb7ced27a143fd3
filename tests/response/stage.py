"""The posts that a call reaches in the tests, and the deeds of one call."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from guitu.grid.models import Account, Body, Holding, NaturalPerson, Post
from guitu.grid.roles import ROLES
from guitu.kit.database import acting
from guitu.response import answering, closing, raising
from guitu.response.reading import call_of
from guitu.rules.calls import CallCourse
from tests import make

MINUTE = timedelta(minutes=1)
UNITS = {"squad": "恩平市公安局禁毒大队", "civil": "恩平市民政局", "labour": "恩平市人力资源和社会保障局"}


def set_up(world: make.World) -> make.World:
    """With the liaisons of three member units."""
    for name, body_name in UNITS.items():
        post_at(world, name, "member_liaison", make.ENPING, body_name)
    return world


def post_at(world: make.World, name: str, role: str, path: str, body_name: str, *, held: bool = True) -> UUID:
    with acting(make._founder(path[:6])):
        body, _ = Body.objects.get_or_create(county_id=path[:6], path=path, kind="member_unit", name=body_name)
        post = Post.objects.create(county_id=path[:6], body=body, role=role, title=ROLES[role].label, path=path)
        account = Account.objects.create(login=f"t-{name}", natural_person=NaturalPerson.objects.create(county_id=path[:6]))
        if held:
            Holding.objects.create(county_id=path[:6], post=post, account=account, name=f"测试{name}", sex="female", from_on=date(2020, 1, 1))
    world.posts[name], world.accounts[name] = post.id, account.id
    return post.id


def raised(world: make.World, at: datetime, *, by: str = "encheng_worker", **other: Any) -> UUID:
    what = {"template": "lost_contact", "path": make.ENCHENG + "001", "known": "两天没有联系上，家里没人", "whom": "王某"} | other
    return UUID(raising.raise_call(world.actor(by), at=at, **what)["call"])


def sent(world: make.World, at: datetime, *, by: str = "encheng_worker", **other: Any) -> UUID:
    """Raised, the innocent ruled out, the units called; all at one moment."""
    call = raised(world, at, by=by, **other)
    causes = ["leave", "hospital", "custody", "wrong_number", "moved", "family", "death", "elsewhere"]
    raising.check_innocent(world.actor(by), at=at, call_id=call, ruled_out=causes)
    raising.call_units(world.actor(by), at=at, call_id=call)
    return call


def answered(world: make.World, call: UUID, name: str, unit: str, at: datetime, minutes: int = 30) -> None:
    answering.acknowledge_call(world.actor(name), at=at, call_id=call, unit=unit, next_minutes=minutes)


def course(world: make.World, call: UUID, by: str = "clerk") -> CallCourse:
    with acting(world.actor(by)):
        return call_of(call).course


def settled(world: make.World, call: UUID, at: datetime, help: tuple[str, ...] = ("talk", "job")) -> None:
    """The main unit of a lost contact settles it."""
    answering.settle_call(world.actor("squad"), at=at, call_id=call, unit="narcotics_squad", outcome="found_in_need", help=help, words="在亲戚家，没有工作")


def closed(world: make.World, call: UUID, at: datetime, by: str = "director") -> None:
    closing.check_settlement(world.actor(by), at=at, call_id=call, result="closed")
