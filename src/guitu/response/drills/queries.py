"""Drills as the office sees them, and as a unit sees its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from guitu.grid.naming import place_sql
from guitu.grid.post_names import posts_called
from guitu.kit.actor import Actor
from guitu.kit.clock import local_day
from guitu.kit.database import dicts, row
from guitu.kit.telling import said
from guitu.ledger.packs import timeline_of
from guitu.response.standing_by import unit_path
from guitu.rules.calls import CallsPolicy
from guitu.rules.drills import OPEN_HOURS, Asked, in_time, share

SHOWN = 12  # drills, the newest first
Row = dict[str, Any]
_DRILLS = "SELECT id, started_at FROM response_drill WHERE county_id = %s AND started_at <= %s ORDER BY started_at DESC LIMIT %s"
_ASKED = (
    f"SELECT d.drill_id, d.unit, d.place, d.post_id, d.acknowledged_at, r.started_at, {place_sql('d.place')} AS where_it_is FROM response_drilled d"  # noqa: S608  ours
    " JOIN response_drill r ON r.id = d.drill_id WHERE d.county_id = %s AND d.drill_id = ANY(%s) AND d.is_first ORDER BY d.place, d.unit"
)
_MINE = (
    "SELECT count(*) FROM response_drilled d JOIN response_drill r ON r.id = d.drill_id WHERE d.county_id = %s AND d.post_id = %s"
    " AND d.acknowledged_at IS NULL AND r.started_at > %s AND r.started_at <= %s"
)


def is_asked(actor: Actor, now: datetime) -> bool:
    """Whether a drill waits for this post."""
    found = row(_MINE, [actor.county_id, actor.post_id, now - timedelta(hours=OPEN_HOURS), now])
    return bool(found and found[0])


def drills(actor: Actor, now: datetime) -> list[Row]:
    """The last drills: the county's office reads all units, a post the units that it belongs to."""
    policy: CallsPolicy = timeline_of(actor.county_id, actor.county_id).on(local_day(now)).calls
    held = dicts(_DRILLS, [actor.county_id, now, SHOWN])
    asked = [one for one in dicts(_ASKED, [actor.county_id, [one["id"] for one in held]]) if _may_read(actor, one, policy)]
    named = posts_called({one["post_id"] for one in asked if one["post_id"]}, local_day(now))
    answer = []
    for drill in held:
        of = [one for one in asked if one["drill_id"] == drill["id"]]
        good, n = share([_of(one) for one in of], policy.drill_minutes)
        answer.append({"at": drill["started_at"], "good": good, "n": n, "minutes": policy.drill_minutes, "units": _units(of, policy, named)})
    return [drill for drill in answer if drill["n"]]


def _units(asked: Sequence[Row], policy: CallsPolicy, named: dict[UUID, str]) -> list[Row]:
    told = []
    for one in asked:
        took = (one["acknowledged_at"] - one["started_at"]) if one["acknowledged_at"] else None
        told.append({
            "name": said(policy.units[one["unit"]].name) if one["unit"] in policy.units else one["unit"], "place": one["where_it_is"] or "",
            "who": named.get(one["post_id"], "") if one["post_id"] else "", "is_empty": one["post_id"] is None,
            "minutes": int(took.total_seconds() // 60) if took is not None else None, "in_time": in_time(_of(one), policy.drill_minutes),
        })
    return told


def _may_read(actor: Actor, asked: Row, policy: CallsPolicy) -> bool:
    """All for the county's office; else one's own unit: of its roles, at its place."""
    if "start_drill" in actor.may:
        return True
    of = policy.units.get(asked["unit"])
    return of is not None and actor.role in of.roles and unit_path(of, actor.path) == asked["place"] and of.body in actor.body


def _of(one: Row) -> Asked:
    return Asked(one["unit"], one["place"], str(one["post_id"]) if one["post_id"] else None, one["started_at"], one["acknowledged_at"])
