"""The posts that one can enter a demo as: one line for each kind of post."""

from __future__ import annotations

from guitu.cli import demo_mark

ONE_OF_EACH_KIND = """
SELECT DISTINCT ON (county_id, role) body, title, holder, count(*) OVER (PARTITION BY county_id, role)
FROM grid_demo_posts((now() AT TIME ZONE 'Asia/Shanghai')::date)
ORDER BY county_id, role, path
"""


def lines(app_url: str) -> list[str]:
    with demo_mark.connected(app_url) as connection:
        rows = connection.execute(ONE_OF_EACH_KIND).fetchall()
    return [
        f"  {body} · {title} · {holder}" + (f"（同类岗位 {count} 个）" if str(count) != "1" else "")
        for body, title, holder, count in rows
    ]
