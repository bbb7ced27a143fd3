"""Areas to choose from: those that stand and are places, wherever one chooses."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connections

from guitu.grid.area_groups import queries as area_group_queries
from guitu.grid.areas import TOWN, VILLAGE, units_inside
from guitu.grid.groups import queries as group_queries
from guitu.grid.posts import queries as post_queries
from guitu.kit.database import acting
from tests import make

pytestmark = [pytest.mark.django_db]


def test_the_towns_of_a_county_and_the_villages_of_a_town(world: make.World) -> None:
    towns = units_inside(make.ENPING, TOWN)
    assert (make.ENCHENG, "恩城街道") in towns and towns == sorted(towns)
    assert units_inside(make.ENCHENG, TOWN) == [(make.ENCHENG, "恩城街道")]
    villages = units_inside(make.ENCHENG, VILLAGE)
    assert (make.ENCHENG + "001", "东门社区") in villages
    assert units_inside(make.ENCHENG, TOWN, VILLAGE) == [*units_inside(make.ENCHENG, TOWN), *villages]


@pytest.fixture
def town_that_is_gone(world: make.World) -> Iterator[str]:
    """横陂, as a reform of the division would leave it: written by the owner, since the application may only read areas."""
    sql = "UPDATE grid_area SET valid_to = %s WHERE path = %s"
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql, ["2026-01-01", make.HENGPI])
        yield make.HENGPI
        cursor.execute(sql, [None, make.HENGPI])  # areas stay from test to test


def test_a_town_that_is_gone_is_offered_nowhere(world: make.World, town_that_is_gone: str) -> None:
    director, worker = world.actor("director"), world.actor("encheng_worker")
    with acting(director):
        offered = [
            post_queries.places(make.ENPING),
            group_queries.towns(director),
            [(unit["path"], unit["name"]) for unit in area_group_queries.choices(make.ENPING)],
        ]
        assert offered[0] == offered[1] == offered[2] == units_inside(make.ENPING, TOWN)
        assert town_that_is_gone not in dict(offered[0]) and make.ENCHENG in dict(offered[0])
    with acting(worker):
        assert group_queries.towns(worker) == [(make.ENCHENG, "恩城街道")]


def test_below_a_village_there_is_nothing_to_choose_a_post_by(world: make.World) -> None:
    assert post_queries.places(make.ENCHENG + "001") == []
    assert (make.ENCHENG + "001", "东门社区") in post_queries.places(make.ENCHENG)
