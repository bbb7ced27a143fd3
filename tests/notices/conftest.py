"""The liaison of a member unit, and the administrator of the machine."""

from __future__ import annotations

import pytest

from tests import make


@pytest.fixture
def world(world: make.World) -> make.World:
    world.posts["liaison"], world.accounts["liaison"] = make.post_of("member_liaison", make.ENPING, "测试liaison")
    world.posts["admin"], world.accounts["admin"] = make.post_of("system_admin", make.ENPING, "测试admin")
    return world
