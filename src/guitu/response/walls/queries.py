"""What the big screen of an office says: how many, how long, where nobody has duty. Nothing of a person, a place below the town,
a kind of call or a word that was typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from guitu.grid.areas import TOWN, units_inside
from guitu.grid.naming import place_sql
from guitu.kit.actor import Actor
from guitu.kit.clock import local_day
from guitu.kit.database import dicts
from guitu.kit.telling import said
from guitu.kit.telling import shown as spoken
from guitu.ledger.packs import timeline_of
from guitu.response.lasting import lasting
from guitu.response.queries import events_of, with_clocks
from guitu.response.reading import code_of
from guitu.response.standing_by import StandingBy, standing_around, unit_path
from guitu.rules.call_clocks import minutes_between, moment_on
from guitu.rules.calls import OVER, CallsPolicy
from guitu.rules.calls import said as said_at
from guitu.rules.dates import days_after
from guitu.rules.on_duty import gaps

Row = dict[str, Any]
STATES = ("checking", "called", "under_way", "seen", "settled")
NEXT = 8  # clocks that run out first
WEEK = 7
NOON = 720  # minutes after midnight
SOON = 30  # minutes before a clock runs out
_CALLS = (
    f"SELECT c.id, c.template, c.raised_at, m.state, {place_sql('left(c.scope_path, 9)')} AS town, m.closed_at"  # noqa: S608  ours
    " FROM response_call c JOIN matters_matter m ON m.id = c.id WHERE c.county_id = %(county)s AND c.scope_path >= %(lo)s AND c.scope_path < %(hi)s"
    " AND (m.closed_at IS NULL OR m.closed_at >= %(today)s OR c.raised_at >= %(today)s)"
)


def board(actor: Actor, now: datetime) -> Row:
    """All of it, in ten statements however many calls and towns."""
    policy: CallsPolicy = timeline_of(actor.county_id, actor.path).on(local_day(now)).calls
    midnight = moment_on(local_day(now), 0)
    found = with_clocks(actor.county_id, dicts(_CALLS, {"county": actor.county_id, "lo": actor.lo, "hi": actor.hi, "today": midnight}))
    events = set(events_of(policy))
    calls = [one for one in found if one["template"] not in events]
    open_ones = [one for one in calls if one["state"] not in OVER]
    return {
        "sums": [
            (spoken("wall.open"), len(open_ones), False),
            (spoken("wall.late"), sum(1 for one in open_ones if one["next_at"] and one["next_at"] < now), True),
            (spoken("wall.raised_today"), sum(1 for one in calls if one["raised_at"] >= midnight), False),
            (spoken("wall.help_open"), sum(1 for one in calls if one["state"] == "closed" and one["closed_at"] is None), False),
            (spoken("wall.events_open"), sum(1 for one in found if one["template"] in events and one["state"] not in OVER), False),
        ],
        "states": [spoken(f"call.{state}") for state in STATES], "levels": _levels(open_ones, policy), "next": _next(open_ones, policy, now),
        **_duty(actor, now),
    }


def _levels(open_ones: Sequence[Row], policy: CallsPolicy) -> list[Row]:
    """How many of each level stand where."""
    level_of = {code: of.level for code, of in policy.templates.items()}
    counted = Counter((level_of.get(one["template"]), "checking" if one["state"] == "noticed" else one["state"]) for one in open_ones)
    levels = sorted({level for code, level in level_of.items()} & {level for level, _state in counted if level})
    return [{"name": said(policy.levels[level].name), "counts": [counted[level, state] for state in STATES]} for level in levels]


def _next(open_ones: Sequence[Row], policy: CallsPolicy, now: datetime) -> list[Row]:
    """The clocks that run out first."""
    waiting = sorted((one for one in open_ones if one["next_at"]), key=lambda one: (one["next_at"], one["id"]))[:NEXT]
    return [
        {
            "code": code_of(one["id"]), "town": one["town"] or "", "state": spoken(f"call.{one['state']}"), "at": said_at(one["next_at"], now),
            "lasting": lasting(abs(minutes_between(now, one["next_at"]))), "is_late": one["next_at"] < now,
            "is_near": 0 <= minutes_between(now, one["next_at"]) <= SOON,
            "level": said(policy.levels[policy.templates[one["template"]].level].name) if one["template"] in policy.templates else "",
        }
        for one in waiting
    ]


def _duty(actor: Actor, now: datetime) -> Row:
    """The units at which nobody is now, and how many have a day in the next week that nobody planned."""
    towns = dict(units_inside(actor.path, TOWN))
    empty, n, with_gaps, seen = [], 0, 0, set()
    for town, standing in standing_around(actor.county_id, list(towns), now).items():
        for code, of in standing.policy.units.items():
            place = unit_path(of, town)
            if not place or len(place) > TOWN or not place.startswith(actor.path) or (code, place) in seen:
                continue
            seen.add((code, place))
            n += 1
            with_gaps += bool(_gaps(standing, code, now))
            if standing.at(code, now).post is None:
                empty.append({"unit": said(of.name), "place": towns.get(place, "")})
    return {"units": n, "empty": empty, "with_gaps": with_gaps}


def _gaps(standing: StandingBy, unit: str, now: datetime) -> bool:
    there = {post["id"] for post in standing.posts if post["held"]}
    first = days_after(local_day(now), 1)
    return bool(gaps(standing.roster(unit), first, WEEK, there, lambda day: moment_on(day, NOON), standing.timeline.calendar))
