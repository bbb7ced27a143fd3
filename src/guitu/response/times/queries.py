"""How long calls took, from their own timelines: by level, by unit, by town, in the order of the pack, without any rank."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from guitu.grid.areas import TOWN, units_inside
from guitu.kit.actor import Actor
from guitu.kit.clock import local_day
from guitu.kit.database import rows
from guitu.kit.telling import said
from guitu.kit.telling import shown as spoken
from guitu.ledger.packs import timeline_of
from guitu.response.fold import CALL
from guitu.response.lasting import lasting
from guitu.response.reading import course_of
from guitu.rules.call_times import STAGES, UNIT_STAGES, Took, spread, took
from guitu.rules.calls import CallCourse, CallsPolicy
from guitu.settling.load import matters

MOST = 1_000  # calls of one answer, the newest
AT_ONCE = 100  # read together
Row = dict[str, Any]
_CALLS = (
    "SELECT id FROM response_call WHERE county_id = %s AND scope_path >= %s AND scope_path < %s AND raised_at >= %s AND raised_at < %s"
    " ORDER BY raised_at DESC, id LIMIT %s"
)


def times(actor: Actor, since: datetime, until: datetime) -> Row:
    """Of the calls raised in a period within one's area: how many were read, and what their stages took."""
    ids = [id for (id,) in rows(_CALLS, [actor.county_id, actor.lo, actor.hi, since, until, MOST + 1])]
    policy: CallsPolicy = timeline_of(actor.county_id, actor.path).on(local_day(until)).calls
    by_level: dict[str, list[Took]] = defaultdict(list)
    by_unit: dict[str, list[Took]] = defaultdict(list)
    by_town: dict[str, list[Took]] = defaultdict(list)
    sent, innocent = 0, 0
    for path, course in _courses(ids[:MOST]):
        sent += course.sent_at is not None
        innocent += course.state == "innocent"
        for one in took(course):
            if one.unit:
                if not course.is_event:
                    by_unit[one.unit].append(one)
                continue
            by_level[course.level].append(one)
            if not course.is_event:
                by_town[path[:TOWN]].append(one)
    towns = dict(units_inside(actor.county_id, TOWN))
    return {
        "n": len(ids[:MOST]), "sent": sent, "innocent": innocent, "is_cut": len(ids) > MOST, "most": MOST,
        "tables": [
            _table("level", STAGES, {code: said(level.name) for code, level in policy.levels.items()}, by_level),
            _table("unit", UNIT_STAGES, {code: said(unit.name) for code, unit in policy.units.items()}, by_unit),
            _table("town", STAGES, towns, by_town),
        ],
    }


def _courses(ids: Sequence[UUID]) -> Iterator[tuple[str, CallCourse]]:
    for first in range(0, len(ids), AT_ONCE):
        for held in matters(CALL, ids[first : first + AT_ONCE], lock=False):
            yield held.scope_path, course_of(held)[0]


def _table(of: str, stages: Sequence[str], names: Mapping[str, str], found: Mapping[str, Sequence[Took]]) -> Row:
    """One line each of what occurred, in the order of the names."""
    lines = []
    for code in [code for code in names if code in found]:
        spreads = [spread([one.minutes for one in found[code] if one.stage == stage]) for stage in stages]
        told = [{"n": one.n, "middle": lasting(one.middle), "slowest": lasting(one.slowest)} if one else None for one in spreads]
        lines.append({"name": names[code], "spreads": spreads, "told": told})
    return {"of": spoken(f"times_of.{of}"), "stages": [spoken(f"call_stage.{stage}") for stage in stages], "lines": lines}


def years(today: date) -> list[int]:
    """The years to choose from: this one and those before."""
    return [today.year - back for back in range(4)]
