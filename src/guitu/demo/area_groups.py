"""片区 of the demo, ours: the county looks at the towns of the north as one, 恩城街道 at its communities; 永安's three
communities that were villages. The article gives their number; which they are is ours."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from guitu.demo.life import SHANGHAI
from guitu.demo.places import ENPING, XIANAN
from guitu.demo.stories import ENCHENG
from guitu.demo.yongan_posts import YONGAN
from guitu.grid import divisions
from guitu.grid.access import actor_of, clock_actor, post_named
from guitu.grid.area_groups.commands import make_area_group
from guitu.kit.database import acting, rows

FORMER_VILLAGES = 3
NORTH = ("沙湖镇", "牛江镇", "君堂镇", "圣堂镇", "良西镇")
_POST = "SELECT id FROM grid_post WHERE county_id = %s AND role = %s AND path = %s ORDER BY id LIMIT 1"


def take_areas_together(today: date) -> int:
    """The groups, made the morning before; gives how many."""
    units = divisions.county(ENPING)
    north = [unit.path for unit in units if unit.level == 4 and unit.name in NORTH]
    communities = [unit.path for unit in units if unit.path.startswith(ENCHENG) and unit.kind == "residents_committee"]
    former = [unit.path for unit in divisions.county(XIANAN) if unit.path.startswith(YONGAN) and unit.level == 5][-FORMER_VILLAGES:]
    _make("county_clerk", ENPING, "北片", north, today)
    _make("town_head", ENCHENG, "城区片", communities, today)
    _make("town_head", YONGAN, "村改居", former, today)
    return 3


def _make(role: str, path: str, name: str, paths: list[str], today: date) -> None:
    with acting(clock_actor(path[:6])):
        held = post_named(UUID(str(rows(_POST, [path[:6], role, path])[0][0])), today)
    if held is None:
        raise LookupError(f"nobody is {role} of {path}")
    at = datetime(today.year, today.month, today.day, 9, tzinfo=SHANGHAI) - timedelta(days=1)
    make_area_group(actor_of(held, None), at=at, door="demo", name=name, paths=paths)
