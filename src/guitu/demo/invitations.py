"""One unit of the demo that takes part from outside the team: the human resources bureau helps somebody to find work."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from guitu.casework.invitations.commands import invite_unit
from guitu.demo.life import SHANGHAI
from guitu.demo.places import ENPING, key_id
from guitu.demo.stories import DONGMEN
from guitu.demo.villages import MEASURES
from guitu.grid.access import actor_of, clock_actor, post_named
from guitu.kit.database import acting, rows

WORKER = f"{DONGMEN[:9]}/town_centre/social_worker/1"
UNIT = f"{ENPING}/member_unit/human_resources/member_liaison/1"
DAYS = 90  # the invitation ends by itself
_ONE_OF_HERS = (
    "SELECT c.person_id FROM casework_current c JOIN matters_part p ON p.matter_id = c.person_id AND p.post_id = %s"
    " AND p.until_on IS NULL AND NOT p.beyond WHERE c.county_id = %s AND c.state = ANY(%s)"
    " ORDER BY c.state DESC, c.person_id LIMIT 1"
)


def invite_a_unit(today: date) -> int:
    """Given the morning before by the worker who looks after the person; gives how many were invited."""
    worker = key_id(WORKER)
    with acting(clock_actor(ENPING)):
        held = post_named(worker, today)
        found = rows(_ONE_OF_HERS, [worker, ENPING, MEASURES])
    if held is None or not found:
        return 0  # a demo made small may have nobody in that measure
    at = datetime(today.year, today.month, today.day, 11, tzinfo=SHANGHAI) - timedelta(days=1)
    invite_unit(
        actor_of(held, None), at=at, door="demo", person_id=UUID(str(found[0][0])), post_id=key_id(UNIT), part="co_unit",
        until=today + timedelta(days=DAYS), purpose="employment", also=("STATUS",),
    )
    return 1
