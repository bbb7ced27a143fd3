"""Two more posts of the county, and a task of one of them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import pytest

from guitu.tasks import commands
from tests import make
from tests.links.asking import WORDS


@pytest.fixture
def world(world: make.World) -> make.World:
    world.posts["liaison"], world.accounts["liaison"] = make.post_of("member_liaison", make.ENPING, "测试liaison")
    world.posts["security"], world.accounts["security"] = make.post_of("security_admin", make.ENPING)
    return world


@pytest.fixture
def task(world: make.World, at: datetime) -> UUID:
    given = commands.give_task(
        world.actor("clerk"), at=at, owner=world.posts["liaison"], text=WORDS, due_on=date(2026, 4, 15), source="meeting"
    )
    return UUID(given["task"])
