"""Test data, made by calling commands. Time is an argument everywhere."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.test import Client

from guitu.approvals.commands import ask_approval, decide_approval
from guitu.grid import access, area_load, divisions
from guitu.grid.divisions import Division
from guitu.grid.factors import authenticators
from guitu.grid.models import Account, Area, Body, Holding, NaturalPerson, Post
from guitu.grid.natural_persons import index_of
from guitu.grid.roles import ROLES
from guitu.kit import totp
from guitu.kit.actor import Actor
from guitu.kit.database import acting

SHANGHAI = ZoneInfo("Asia/Shanghai")
GROUPS = {"440785001001001": "第一居民小组", "440785001001002": "第二居民小组"}  # of 东门社区, local data
ENPING, ENCHENG, HENGPI, YONGAN = "440785", "440785001", "440785101", "421202003"


def moment(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI).astimezone(UTC)


@dataclass
class World:
    """Posts by a short name, e.g. `world.actor("encheng_worker")`."""

    posts: dict[str, UUID] = field(default_factory=dict)
    accounts: dict[str, UUID] = field(default_factory=dict)
    on: date = date(2026, 3, 16)

    def actor(self, name: str) -> Actor:
        post = access.post_named(self.posts[name], self.on)
        assert post is not None
        return access.actor_of(post, self.accounts[name])


STAFF = {  # short name: (role, path, body kind, body)
    "director": ("county_director", ENPING, "narcotics_office", "恩平市禁毒办"),
    "clerk": ("county_clerk", ENPING, "narcotics_office", "恩平市禁毒办"),
    "encheng_head": ("town_head", ENCHENG, "town_office", "恩城街道办事处"),
    "encheng_worker": ("social_worker", ENCHENG, "town_centre", "恩城街道邑康家园"),
    "encheng_other": ("social_worker", ENCHENG, "town_centre", "恩城街道邑康家园"),
    "encheng_police": ("police_liaison", ENCHENG, "police_station", "恩城派出所"),
    "hengpi_worker": ("social_worker", HENGPI, "town_centre", "横陂镇邑康家园"),
    "hengpi_head": ("town_head", HENGPI, "town_office", "横陂镇人民政府"),
    "village": ("village_worker", ENCHENG + "001", "village_studio", "禁毒工作室"),
    "grid": ("grid_worker", ENCHENG + "001", "village_studio", "禁毒工作室"),
    "grid_one": ("grid_worker", ENCHENG + "001001", "village_studio", "东门社区禁毒工作室"),
    "grid_two": ("grid_worker", ENCHENG + "001002", "village_studio", "东门社区禁毒工作室"),
    "keeper": ("storekeeper", ENPING, "narcotics_office", "恩平市禁毒办"),
    "auditor": ("audit_admin", ENPING, "narcotics_office", "恩平市禁毒办"),
    "yongan_head": ("town_head", YONGAN, "town_office", "永安街道办事处"),
    "yongan_worker": ("social_worker", YONGAN, "town_centre", "永安街道社区戒毒中心"),
}


def world() -> World:
    """Areas of two counties and one holder per post, each with an account."""
    here = set(Area.objects.filter(path__in=(ENPING, YONGAN[:6], *GROUPS)).values_list("path", flat=True))
    missing = [place for county in (ENPING, YONGAN[:6]) if county not in here for place in divisions.county(county)]
    missing += [Division(path, name, 6, "group", False, False) for path, name in GROUPS.items() if path not in here]
    if missing:  # areas stay from test to test
        with transaction.atomic():
            area_load.load(connection, missing)
    made = World()
    for county in (ENPING, YONGAN[:6]):
        _staff(made, county)
    return made


def _staff(made: World, county: str) -> None:
    """The posts of one county, each with its holder: a few statements, since most tests begin here."""
    bodies: dict[tuple[str, str, str], Body] = {}
    posts, people, accounts, holdings = [], [], [], []
    for number, (name, (role, path, kind, body_name)) in enumerate(STAFF.items()):
        if not path.startswith(county):
            continue
        of = bodies.setdefault(
            (path, kind, body_name), Body(county_id=county, path=path, kind=kind, name=body_name)
        )
        post = Post(county_id=county, body=of, role=role, title=ROLES[role].label, path=path)
        person = NaturalPerson(county_id=county, number=index_of(number_of(name)))
        account = Account(login=f"t-{name}", natural_person=person)
        posts.append(post)
        people.append(person)
        accounts.append(account)
        holdings.append(
            Holding(county_id=county, post=post, account=account, name=f"测试{number}", sex="female", from_on=date(2020, 1, 1))
        )
        made.posts[name], made.accounts[name] = post.id, account.id
    with acting(_founder(county)):
        Body.objects.bulk_create(bodies.values())
        Post.objects.bulk_create(posts)
        NaturalPerson.objects.bulk_create(people)
        Account.objects.bulk_create(accounts)
        Holding.objects.bulk_create(holdings)


def _founder(county: str) -> Actor:
    return access.clock_actor(county)


def request_id() -> str:
    return str(uuid4())


def post_of(role: str, path: str, name: str = "测试") -> tuple[UUID, UUID]:
    """One more post with a holder of its own: the post and the account."""
    county = path[:6]
    with acting(_founder(county)):
        body, _ = Body.objects.get_or_create(county_id=county, path=path, kind="narcotics_office", name="恩平市禁毒办")
        post = Post.objects.create(county_id=county, body=body, role=role, title=ROLES[role].label, path=path)
        account = Account.objects.create(login=f"t-{role}", natural_person=NaturalPerson.objects.create(county_id=county))
        Holding.objects.create(county_id=county, post=post, account=account, name=name, sex="female", from_on=date(2020, 1, 1))
    return post.id, account.id


class Browser(Client):
    """Sends forms as our pages make them: each with the id of its click. A test that is about that id names it."""

    def post(self, path: Any, data: Any = None, *args: Any, **more: Any) -> Any:
        if data is None or isinstance(data, dict):
            data = {"request_id": request_id(), **(data or {})}
        return super().post(path, data, *args, **more)


def enter(client: Client, world: World, name: str) -> None:
    """Log the client in as the holder of a post."""
    account = Account.objects.get(pk=world.accounts[name])
    client.force_login(account)


def granted(
    world: World, asker: str, decider: str, command: Any, *, at: datetime, shown: Any = (("内容", "测试"),), **what: Any
) -> Any:
    """What a command answers that one post asks for and another grants."""
    asked = ask_approval(world.actor(asker), at=at, name=command.command_name, arguments=what, shown=shown)
    return decide_approval(world.actor(decider), at=at, approval_id=UUID(asked["approval"]), grant=True)["answer"]


def number_of(name: str) -> str:
    """The number by which the office knows the holder of a post."""
    return f"GH-{name}"


def second_factor_code(secret: str, at: datetime) -> str:
    """The code that a telephone with this secret shows at a moment."""
    return totp.code_at(secret, at if at.tzinfo else at.replace(tzinfo=SHANGHAI))


def give_factor(world: World, name: str) -> str:
    """A second factor of the holder of a post, set up long ago; the secret in the telephone."""
    account = world.accounts[name]
    secret = authenticators.begin(account)
    assert authenticators.confirm(account, totp.code_at(secret, moment(2020, 1, 1)), moment(2020, 1, 1))
    return secret


def secret_shown(page: str) -> str:
    """The secret that the page of a new second factor shows for typing by hand."""
    found = re.search(r"<code data-secret>([A-Z2-7]+)</code>", page)
    assert found
    return found[1]
