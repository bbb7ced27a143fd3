"""A village is called what people call it; its official name stays beside."""

from __future__ import annotations

import pytest

from guitu.grid.models import Area
from tests import make


@pytest.mark.django_db
def test_committees_are_said_in_short(world: make.World) -> None:
    found = dict(Area.objects.filter(path__startswith=make.ENCHENG).values_list("name", "short"))
    assert found["东门社区居民委员会"] == "东门社区"
    assert all(not short.endswith("委员会") for short in found.values())
    assert found["恩城街道"] == "恩城街道"
    assert Area.objects.get(name="石泉村民委员会", path__startswith=make.ENPING).short == "石泉村"
