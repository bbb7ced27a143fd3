"""How a place is called where people read it: a group by its village too, since every village has a first one."""

from __future__ import annotations


def place_sql(path: str) -> str:
    """The name of the place at a path, as a subquery: 恩城街道, 东门社区, 东门社区第三居民小组."""
    return (
        "(SELECT string_agg(g.short, '' ORDER BY g.path) FROM grid_area g"  # noqa: S608  a column of ours
        f" WHERE g.path IN (left({path}, 12), {path}))"
    )


def place_join(path: str) -> str:
    """The same for many rows: the tables to join, whose name is then `PLACE`."""
    return (
        f"LEFT JOIN grid_area a ON a.path = {path}"
        f" LEFT JOIN grid_area v ON length({path}) > 12 AND v.path = left({path}, 12)"
    )


PLACE = "concat(v.short, a.short)"
