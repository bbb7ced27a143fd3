"""A bulk act as its page reads it: what was frozen, what was said, and the answers so far."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from guitu.kit.actor import NOBODY, Actor
from guitu.kit.crypto import readable
from guitu.kit.database import dicts, rows
from guitu.kit.errors import NotVisible
from guitu.lists.bulk.commands import SAID
from guitu.lists.models import Bulk
from guitu.rules.verdict import Reason

REASONS = "lists_bulkanswer|reasons"
KEPT = 20  # shown of one's own, the newest


@dataclass(frozen=True, slots=True)
class Frozen:
    """The rows that are meant, what was said for all of them (None: not begun), and the outcome of each so far."""

    id: UUID
    command: str
    frozen_at: datetime
    rows: list[UUID]
    said: dict[str, str] | None
    answers: dict[UUID, tuple[str, list[Reason]]]

    @property
    def left(self) -> list[UUID]:
        return [one for one in self.rows if one not in self.answers]

    @property
    def counts(self) -> Counter[str]:
        return Counter(outcome for outcome, _reasons in self.answers.values())


def frozen(actor: Actor, bulk_id: UUID) -> Frozen:
    """NotVisible unless this account froze it at this post, and the post may still do it."""
    found = Bulk.objects.filter(pk=bulk_id, post_id=actor.post_id, account_id=actor.account_id or NOBODY).first()
    if found is None or found.command not in actor.may:
        raise NotVisible
    said = orjson.loads(readable(SAID, found.pk, found.said) or "{}") if found.begun_at and found.said else None
    answers = {
        row: (outcome, _reasons(id, reasons))
        for id, row, outcome, reasons in rows("SELECT id, row_id, outcome, reasons FROM lists_bulkanswer WHERE bulk_id = %s", [bulk_id])
    }
    return Frozen(found.pk, found.command, found.frozen_at, list(found.rows), said, answers)


def _reasons(id: UUID, sealed: bytes | None) -> list[Reason]:
    text = readable(REASONS, id, sealed) if sealed else None
    return [Reason(one["code"], one["values"], one["clause"]) for one in orjson.loads(text or "[]")]


def mine(actor: Actor) -> list[dict[str, Any]]:
    """The newest of one's own that were begun, each with how many rows have their answer."""
    return dicts(
        "SELECT b.id, b.command, b.begun_at, cardinality(b.rows) AS rows,"
        " (SELECT count(*) FROM lists_bulkanswer a WHERE a.bulk_id = b.id) AS answered,"
        " (SELECT count(*) FROM lists_bulkanswer a WHERE a.bulk_id = b.id AND a.outcome = 'refused') AS refused"
        " FROM lists_bulk b WHERE b.post_id = %s AND b.account_id = %s AND b.begun_at IS NOT NULL"
        " ORDER BY b.begun_at DESC, b.id LIMIT %s",
        [actor.post_id, actor.account_id, KEPT],
    )
