"""值班: who takes turns at a unit, who stands in, who takes over now; read by every call in the same way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from guitu.kit.arrays import array
from guitu.kit.database import insert_many, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.response.standing_by import StandingBy, standing_by, unit_path
from guitu.rules.call_clocks import CHINA
from guitu.rules.on_duty import may_cover, may_take_turns
from guitu.rules.verdict import Reason

_COVER = (
    ("id", "uuid"), ("county_id", "text"), ("path", "text"), ("unit", "text"), ("post_id", "uuid"), ("kind", "text"),
    ("from_at", "timestamptz"), ("until_at", "timestamptz"), ("said_at", "timestamptz"), ("said_post", "uuid"),
)


@command
def plan_duty(
    act: Act, *, unit: str, path: str, days: str, posts: Sequence[UUID], turn_days: int, from_on: date, hands_over: int
) -> Answer:
    """Say which posts of a unit take turns, on workdays, on days off or every day, from a day on. What was said of the
    same days before holds no more. Refuses no post, one of another unit, and a turn of no day or of more than 31."""
    standing = _of_unit(act, unit, path)
    listed = [str(post) for post in posts]
    Refused.unless(may_take_turns(listed, standing.of_unit(unit), turn_days))
    if days not in ("workday", "day_off", "every") or not 0 <= hands_over < 1440:
        raise Refused(Reason("calls.unknown"), field="days")
    layer = uuid4()
    run(
        "INSERT INTO response_layer (id, county_id, path, unit, days, posts, turn_days, from_on, hands_over, said_at, said_post)"
        " VALUES (%s, %s, %s, %s, %s, %s::uuid[], %s, %s, %s, %s, %s)",
        [layer, act.actor.county_id, path, unit, days, array("uuid", list(posts)), turn_days, from_on, hands_over, act.at, act.actor.post_id],
    )
    detail = {"unit": unit, "days": days, "posts": listed, "turn_days": turn_days, "from_on": from_on, "hands_over": hands_over}
    changed(act, [Change("duty_roster", layer, path, None, detail)])
    return {"layer": str(layer)}


@command
def cover_duty(act: Act, *, unit: str, path: str, post_id: UUID, kind: str, from_on: date, until_on: date) -> Answer:
    """Somebody of the unit has duty instead of whose turn it is, from a day until another. Refuses a post of another
    unit, days that are over, and an end before the beginning."""
    standing = _of_unit(act, unit, path)
    start = datetime(from_on.year, from_on.month, from_on.day, tzinfo=CHINA)
    end = datetime(until_on.year, until_on.month, until_on.day, tzinfo=CHINA) + timedelta(hours=24)
    if kind not in ("swap", "stand_in"):
        raise Refused(Reason("calls.unknown"), field="kind")
    return _cover(act, standing, unit, path, str(post_id), kind, start, end)


@command
def take_over_duty(act: Act, *, unit: str, path: str, hours: int) -> Answer:
    """I take over: from this moment on, for so many hours, the call goes to the post that says so. Refuses a post that
    is not of the unit."""
    standing = _of_unit(act, unit, path)
    return _cover(act, standing, unit, path, str(act.actor.post_id), "taken_over", act.at, act.at + timedelta(hours=hours))


def _of_unit(act: Act, unit: str, path: str) -> StandingBy:
    """The unit at a place within one's own area."""
    if not path.startswith(act.actor.path):
        raise NotVisible
    standing = standing_by(act.actor.county_id, path, act.at)
    if unit not in standing.policy.units or unit_path(standing.policy.units[unit], path) != path:
        raise NotVisible
    return standing


def _cover(
    act: Act, standing: StandingBy, unit: str, path: str, post: str, kind: str, start: datetime, end: datetime
) -> Answer:
    Refused.unless(may_cover(post, standing.of_unit(unit), start, end, act.at))
    cover = uuid4()
    insert_many(
        "response_cover", _COVER,
        [(cover, act.actor.county_id, path, unit, UUID(post), kind, start, end, act.at, act.actor.post_id)],
    )
    detail = {"unit": unit, "post": post, "kind": kind, "from_at": start.isoformat(), "until_at": end.isoformat()}
    changed(act, [Change("duty_cover", cover, path, None, detail)])
    return {"cover": str(cover)}
