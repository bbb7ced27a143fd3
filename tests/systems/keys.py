"""Keys of systems, made as people make them: asked for, granted, taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.test import Client

from guitu.for_systems import GRANTABLE
from guitu.grid.models import Account, Body, Holding, NaturalPerson, Post
from guitu.grid.natural_persons import index_of
from guitu.grid.roles import ROLES
from guitu.kit.database import acting
from guitu.systems.commands import make_key, take_key
from tests import make

ALL = tuple(GRANTABLE)
UNTIL = date(2026, 9, 1)


def administrator(world: make.World, name: str = "security") -> str:
    """A security administrator of the county, with a number by which the office knows him; the short name."""
    if name not in world.posts:
        with acting(make._founder(make.ENPING)):
            body = Body.objects.get(path=make.ENPING, kind="narcotics_office")
            post = Post.objects.create(county_id=make.ENPING, body=body, role="security_admin", title=name, path=make.ENPING)
            person = NaturalPerson.objects.create(county_id=make.ENPING, number=index_of(make.number_of(name)))
            account = Account.objects.create(login=f"t-{name}", natural_person=person)
            Holding.objects.create(county_id=make.ENPING, post=post, account=account, name=name, from_on=date(2020, 1, 1))
        world.posts[name], world.accounts[name] = post.id, account.id
    return name


@dataclass
class Key:
    """A key in the hands of a system."""

    id: UUID
    post: UUID
    secret: str
    client: Client = field(default_factory=Client)

    def headers(self, **more: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}", **more}

    def get(self, address: str, query: dict[str, Any] | None = None, **more: str) -> Any:
        return self.client.get(f"/api/v1{address}", query or {}, headers=self.headers(**more))

    def post_to(self, command: str, body: Any, key: str | None = None, **more: str) -> Any:
        headers = self.headers(**{"Idempotency-Key": key or str(uuid4()), **more})
        return self.client.post(f"/api/v1/commands/{command}", body, content_type="application/json", headers=headers)


def asked(**changed: Any) -> dict[str, Any]:
    """What is asked for, of a clerk's rights over the county unless it is said."""
    return {
        "name": "恩平市基层治理平台", "body": "恩平市政务服务数据管理局", "path": make.ENPING, "role": "county_clerk",
        "actions": ["search_people", "open_person"], "classes": ["BASIC", "STATUS"], "expires_on": UNTIL, "per_minute": 60, "per_day": 5000,
        **changed,
    }


def key(world: make.World, at: datetime, **changed: Any) -> Key:
    """A key that the administrator asked for, the director granted, and the administrator took."""
    what = asked(**changed)
    made = make.granted(world, administrator(world), "director", make_key, at=at, **what)
    taken = take_key(world.actor("security"), at=at, key_id=UUID(made["key"]))
    return Key(UUID(made["key"]), UUID(made["post"]), taken["once"])


def all_of(world: make.World, at: datetime, role: str, **changed: Any) -> Key:
    """A key with all that a kind of post could give it."""
    of = ROLES[role]
    actions: Sequence[str] = [action for action in ALL if action in of.may | ROLES["system"].may]
    return key(world, at, role=role, actions=list(actions), classes=sorted(of.classes), **changed)
