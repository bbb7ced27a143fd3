"""Telling posts of something, in the transaction of the command that it comes of: both are written, or neither."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from guitu.kit.arrays import array
from guitu.kit.clock import SHANGHAI
from guitu.kit.database import queue
from guitu.ledger.commands import Act
from guitu.ledger.packs import timeline_of
from guitu.rules.notices import KINDS, NoticesPolicy, window_of


def tell(act: Act, posts: Iterable[UUID], kind: str, *, code: str = "", of: UUID | None = None) -> None:
    """Each of the posts is told once; what they want to hear of it outside the house waits in the outbox from now on.

    `code` is a short number as a list shows it; a name does not fit into it. `of`: where the notice leads.
    """
    if kind not in KINDS:
        raise ValueError(f"{kind} is no kind of notice")
    if told := sorted(set(posts), key=str):
        policy = policy_of(act)
        window = window_of(act.at.astimezone(SHANGHAI), policy)
        queue(
            "SELECT notices_tell(%s, %s::uuid[], %s, %s, %s, %s, %s, %s)",
            [act.actor.county_id, array("uuid", told), kind, code, of, act.at, window, timedelta(minutes=policy.digest_minutes)],
        )


def policy_of(act: Act) -> NoticesPolicy:
    policy: NoticesPolicy = timeline_of(act.actor.county_id, act.actor.county_id).on(act.on).notices
    return policy
