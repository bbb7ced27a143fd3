"""One command per row, one answer per row. Killed in the middle it is taken up where it was, and no row is done twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from time import monotonic
from typing import Any
from uuid import UUID, uuid4

import orjson

from guitu.kit.actor import Actor
from guitu.kit.clock import local_day
from guitu.kit.crypto import seal
from guitu.kit.database import acting, queue
from guitu.kit.errors import NotVisible, Refused, Stale
from guitu.lists.bulk.acts import BulkAct
from guitu.lists.bulk.queries import REASONS, Frozen
from guitu.rules.verdict import Reason

SECONDS = 8  # so long one click works; what is left then is one more click
Outcome = tuple[str, list[Reason]]


def run(actor: Actor, bulk: Frozen, act: BulkAct, what: Mapping[str, Any], at: datetime, now: Callable[[], float] = monotonic) -> None:
    """The rows that have no answer yet, in their order, until they are done or the time of this click is over."""
    until = now() + SECONDS
    for row in bulk.left:
        outcome, reasons = _one(actor, bulk, act, row, what, at)
        note_answer(actor, bulk.id, row, outcome, reasons, at)
        if now() > until:
            return


def note_answer(actor: Actor, bulk: UUID, row: UUID, outcome: str, reasons: Sequence[Reason], at: datetime) -> None:
    """What became of one row; the first answer stays. What was done is in the ledger already, as the row's own command."""
    new = uuid4()
    told = [{"code": one.code, "values": dict(one.values), "clause": one.clause} for one in reasons]
    sealed = seal(REASONS, new, orjson.dumps(told, default=str).decode()) if told else None
    with acting(actor, durable=True):
        queue(
            "INSERT INTO lists_bulkanswer (id, county_id, post_id, bulk_id, row_id, outcome, reasons, at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (county_id, bulk_id, row_id) DO NOTHING",
            [new, actor.county_id, actor.post_id, bulk, row, outcome, sealed, at],
        )


def _one(actor: Actor, bulk: Frozen, act: BulkAct, row: UUID, what: Mapping[str, Any], at: datetime) -> Outcome:
    request_id, asked = f"{bulk.id.hex}-{row.hex[:16]}", {act.of: row, **what}
    answered: Callable[..., Any] = act.command.answered_before  # type: ignore[attr-defined]  # `ledger.command` sets it
    try:
        if answered(actor, request_id, asked) is not None:
            return "done", []  # a click before came so far, and was killed before it could say so
        with acting(actor):
            if row not in act.called(actor, [row], local_day(at)):
                return "gone", []
            if act.is_so and row in act.is_so(actor, [row], what, local_day(at)):
                return "so", []
        act.command(actor, at=at, request_id=request_id, **asked)
    except Refused as refusal:
        return "refused", list(refusal.reasons)
    except NotVisible:
        return "gone", []
    except Stale:
        return "refused", [Reason("overtaken")]
    return "done", []
