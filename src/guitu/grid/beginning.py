"""A county begins on an empty database."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from guitu.grid import area_load, divisions
from guitu.grid.access import clock_actor
from guitu.grid.establishing import appoint_holder, establish_posts
from guitu.grid.layout import standard_posts
from guitu.kit.clock import local_day
from guitu.kit.database import rows
from guitu.kit.errors import Refused
from guitu.ledger.activation import activate_policy
from guitu.policy.choose import for_area
from guitu.rules.verdict import Reason


def begin_county(
    county: str, name: str, sex: str | None, login: str, at: datetime, *, number: str = ""
) -> dict[str, Any]:
    """Areas, standard vacant posts, the pack in force, and the first security administrator.

    The one-time code is given whole to whoever holds the server: there is no second person yet.
    Refuses a county that has begun already: further posts and holders are the administrator's to give.
    """
    units = divisions.county(county)
    if (county,) in rows("SELECT county_id FROM grid_counties()"):
        raise Refused(Reason("county_has_begun", {"county": county}))
    with transaction.atomic():
        area_load.load(connection, units)
    bodies, posts = standard_posts(units, county)
    founder = clock_actor(county, may=frozenset({"establish_posts", "appoint_holder", "activate_policy"}))
    establish_posts(founder, at=at, door="cli", bodies=bodies, posts=posts, from_on=local_day(at))
    activate_policy(founder, at=at, door="cli", pack=for_area(county), path=county)
    first = next(post for post in posts if post.role == "security_admin")
    answer = appoint_holder(
        founder, at=at, door="cli", post_id=first.id, name=name, sex=sex, from_on=local_day(at), login=login,
        number=number,
    )
    return answer | {"posts": len(posts)}
