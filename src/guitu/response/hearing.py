"""Which posts were heard: who answers a call or a drill, or sends a code back, has a channel that works."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import uuid4

from guitu.kit.database import Statement, row, rows, run
from guitu.ledger.commands import Act
from guitu.rules.drills import is_tested

_HEAR = "INSERT INTO response_heard (id, county_id, post_id, heard_at, what) VALUES (%s, %s, %s, %s, %s)"
_FIRST = Statement("SELECT min(started_at) FROM response_drill WHERE county_id = %s")
_LAST = Statement("SELECT post_id::text, max(heard_at) FROM response_heard WHERE county_id = %s AND heard_at > %s AND heard_at <= %s GROUP BY 1")


def hear(act: Act, what: str) -> None:
    """This post has answered now."""
    run(_HEAR, [uuid4(), act.actor.county_id, act.actor.post_id, act.at, what])


def untested(county_id: str, posts: Collection[str], at: datetime, days: int) -> set[str]:
    """Those of the posts that count as empty, because they were not heard for so many days. Policy: calls.tested_days"""
    first = row(_FIRST, [county_id])
    if first is None or first[0] is None or first[0] > at - timedelta(hours=24 * days):
        return set()
    heard = dict(rows(_LAST, [county_id, at - timedelta(hours=24 * days), at]))
    return {post for post in posts if not is_tested(heard.get(post), first[0], at, days)}
