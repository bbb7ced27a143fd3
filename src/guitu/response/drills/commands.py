"""A silent drill is begun by the office and acknowledged by each post; it is no call, and stands in no figure of calls."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

from guitu.grid.areas import TOWN, units_inside
from guitu.kit.clock import local_day
from guitu.kit.database import insert_many, row, rows, run
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.response.hearing import hear
from guitu.response.standing_by import standing_around, unit_path
from guitu.rules.drills import OPEN_HOURS, may_drill
from guitu.rules.verdict import Reason

_DRILLED = (
    ("id", "uuid"), ("county_id", "text"), ("drill_id", "uuid"), ("unit", "text"), ("place", "text"), ("post_id", "uuid"), ("is_first", "bool"),
)
_LAST = "SELECT max(started_at) FROM response_drill WHERE county_id = %s"
_BEGIN = "INSERT INTO response_drill (id, county_id, started_at, started_post) VALUES (%s, %s, %s, %s)"
_ANSWER = (
    "UPDATE response_drilled d SET acknowledged_at = %(at)s FROM response_drill r WHERE r.id = d.drill_id AND d.county_id = %(county)s"
    " AND d.post_id = %(me)s AND d.acknowledged_at IS NULL AND r.started_at > %(since)s AND r.started_at <= %(at)s RETURNING d.id, d.unit"
)


@command
def start_drill(act: Act) -> Answer:
    """Ask every post of every unit of county and towns, at one moment, to acknowledge; the one on duty counts for its unit.
    Refuses a post of a town, and a second drill in a month. Policy, our default (guitu.default)"""
    county = act.actor.county_id
    if act.actor.path != county:
        raise Refused(Reason("calls.elsewhere"))
    last = row(_LAST, [county])
    Refused.unless(may_drill(local_day(last[0]) if last and last[0] else None, act.on))
    drill = uuid4()
    run(_BEGIN, [drill, county, act.at, act.actor.post_id])
    asked = list(_asked(act))
    insert_many("response_drilled", _DRILLED, [(uuid4(), county, drill, unit, place, post, first) for unit, place, post, first in asked])
    changed(act, [Change("drill", drill, county, None, {"units": len({(unit, place) for unit, place, _post, _first in asked})})])
    return {"drill": str(drill), "tell": sorted({str(post) for _unit, _place, post, _first in asked if post})}


def _asked(act: Act) -> Iterator[tuple[str, str, UUID | None, bool]]:
    """Each unit of the county once, and of each town: the posts that somebody holds, the one on duty first."""
    seen = set()
    towns = [town for town, _name in units_inside(act.actor.county_id, TOWN)]
    for town, standing in standing_around(act.actor.county_id, towns, act.at).items():
        there = {post["id"] for post in standing.posts if post["held"]}
        for unit, of in standing.policy.units.items():
            place = unit_path(of, town)
            if not place or len(place) > TOWN or (unit, place) in seen:
                continue
            seen.add((unit, place))
            first = standing.at(unit, act.at).post
            posts = [post for post in standing.of_unit(unit) if post in there and post != first]
            yield unit, place, UUID(first) if first else None, True
            yield from ((unit, place, UUID(post), False) for post in posts)


@command
def acknowledge_drill(act: Act) -> Answer:
    """Acknowledge the drill that is open, for all units of this post. Refuses where none is. It shows as well that the post's
    channel works."""
    told = {"at": act.at, "county": act.actor.county_id, "me": act.actor.post_id, "since": act.at - timedelta(hours=OPEN_HOURS)}
    found = rows(_ANSWER, told)
    if not found:
        raise Refused(Reason("drills.nothing_open"))
    hear(act, "drill")
    changed(act, [Change("drilled", one, act.actor.path, None, {"unit": unit}) for one, unit in found])
    return {"units": [unit for _one, unit in found]}

