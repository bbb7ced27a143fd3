"""What having duty asked of each post of a unit in the last ninety days: days, calls answered, at night. A list, never a score."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from guitu.kit.clock import local_day
from guitu.kit.database import rows
from guitu.response.standing_by import StandingBy, standing_by
from guitu.rules.call_clocks import moment_on
from guitu.rules.dates import days_after
from guitu.rules.on_duty import on_duty

DAYS = 90
NOON = 720  # minutes after midnight
# From 22:00 until 07:00 in China.
_ANSWERED = (
    "SELECT post_id::text, count(*), count(*) FILTER (WHERE extract(hour FROM heard_at AT TIME ZONE 'Asia/Shanghai') >= 22"
    " OR extract(hour FROM heard_at AT TIME ZONE 'Asia/Shanghai') < 7) FROM response_heard WHERE county_id = %s AND what = 'call'"
    " AND post_id = ANY(%s::uuid[]) AND heard_at > %s AND heard_at <= %s GROUP BY 1"
)


def load_of(now: StandingBy, county_id: str, unit: str, at: datetime) -> list[dict[str, Any]]:
    """Of each post of the unit, in the order of the unit: days on duty by the roster as it stands, calls that it answered."""
    since = at - timedelta(hours=24 * DAYS)
    there = {post["id"] for post in now.posts if post["held"] or post["is_silent"]}
    roster = standing_by(county_id, now.path, since).roster(unit)
    first = local_day(since)
    noons = (moment_on(days_after(first, number), NOON) for number in range(1, DAYS + 1))
    days = Counter(on_duty(roster, noon, there, now.timeline.calendar).post for noon in noons)
    posts = [post for post in now.of_unit(unit) if post in there]
    answered = {post: (n, night) for post, n, night in rows(_ANSWERED, [county_id, posts, since, at])}
    return [{"post": post, "days": days[post], "calls": answered.get(post, (0, 0))[0], "nights": answered.get(post, (0, 0))[1]} for post in posts]
