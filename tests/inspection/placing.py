"""Places, visits and campaigns for tests, by the commands of the screens."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from guitu.inspection.campaigns.commands import draw_campaign, plan_campaign
from guitu.inspection.checks.commands import record_check
from guitu.inspection.records import Signed
from guitu.inspection.venues.commands import register_venue
from guitu.kit.database import acting
from guitu.ledger.activation import keep
from guitu.ledger.commands import Act
from guitu.policy import load, pack_text
from guitu.rules.checklists import Seen, version
from tests import make

LIST = load("national").on(make.World.on).checklists.lists["entertainment"]
VERSION = version("entertainment", LIST)
VILLAGE = make.ENCHENG + "001"
PAPER = Signed(how="paper")
SURE = [section.code for section in LIST.sections]


def venue(world: make.World, at: datetime, name: str = "金曲歌舞厅", *, by: str = "encheng_police", **more: Any) -> UUID:
    what = {"path": VILLAGE, "kind": "entertainment", "licence": f"示例-{name}", "address": f"{name}街1号", "manager": "吴先生", "phone": "13800000000"}
    return UUID(register_venue(world.actor(by), at=at, name=name, **(what | more))["venue"])


def seen(**found: str) -> list[Seen]:
    """Every item as it should be, but for these, with what was seen."""
    return [Seen(item.code, "no", found[item.code]) if item.code in found else Seen(item.code, "yes") for item in LIST.items]


def check(world: make.World, at: datetime, of: UUID, *, by: str = "encheng_police", also: str = "encheng_head", **more: Any) -> str:
    found = more.pop("found", {})
    what = {"on": (at + timedelta(hours=8)).date(), "result": "checked", "others": [world.posts[also]], "signed": PAPER, "checklist": VERSION,
            "seen": seen(**found), "confirmed": SURE}
    return str(record_check(world.actor(by), at=at, venue_id=of, **(what | more))["visit"])


def campaign(world: make.World, at: datetime, name: str = "春季攻势", *, way: str = "all", quota: int | None = None) -> UUID:
    clerk = world.actor("clerk")
    first = date(at.year, at.month, 1)
    what = {"name": name, "kinds": ["entertainment"], "from_on": first, "until_on": first + timedelta(days=60), "way": way, "quota": quota}
    made = UUID(plan_campaign(clerk, at=at, **what)["campaign"])
    draw_campaign(clerk, at=at, campaign_id=made)
    return made


def another_list(world: make.World, at: datetime, before: str, after: str) -> None:
    """A pack in force from now on in which the checklists say something else."""
    text, _digest = pack_text("national")
    assert before in text
    text = text.replace(before, after)
    head = world.actor("clerk")
    with acting(head, durable=True):
        keep(Act(head, at, "test", make.request_id(), "activate_policy"), pack="national", path=make.ENPING, text=text, digest=sha256(text.encode()).hexdigest())
