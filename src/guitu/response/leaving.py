"""Whoever was called sees a call for some days after its end, and then no more; who sees the area whole still does."""

from __future__ import annotations

from datetime import timedelta

from guitu.kit.database import rows
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.ledger.packs import timeline_of
from guitu.response.fold import CALLS
from guitu.rules.calls import CallsPolicy

_OVER = (
    "UPDATE matters_part p SET until_on = %s FROM matters_matter m WHERE m.id = p.matter_id AND m.kind = 'call' AND m.county_id = %s"
    " AND m.closed_at < %s AND p.until_on IS NULL RETURNING p.id, p.scope_path, p.matter_id, p.post_id"
)


@command
def leave_calls(act: Act) -> Answer:
    """By the clock: the parts in calls that have been over for so many days end. Policy: calls.shown_days"""
    policy: CallsPolicy = timeline_of(act.actor.county_id, act.actor.county_id).on(act.on).calls
    over = act.at - timedelta(hours=24 * policy.shown_days)
    ended = rows(_OVER, [act.on, act.actor.county_id, over])
    changed(act, [Change("part", part, path, call, {"post": str(post), "ended": act.on}, CALLS) for part, path, call, post in ended])
    return {"ended": len(ended)}
