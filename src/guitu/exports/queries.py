"""我的导出: what this person asked for at this post, and what became of each."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from guitu.approvals.models import WORDS as REFUSAL
from guitu.approvals.models import Approval
from guitu.exports.columns import chosen, every_column
from guitu.exports.commands import sees_all
from guitu.exports.models import Export
from guitu.exports.telling import ABOUT, WORDS, number, purpose_word
from guitu.kit.actor import Actor
from guitu.kit.clock import local_day
from guitu.kit.crypto import shown
from guitu.rules.exports import LIES, state_of_file

KEPT = 100  # listed, the newest


def asked_by_me(actor: Actor, at: datetime) -> list[dict[str, Any]]:
    """Each with its state, the words of a refusal, and until when its file lies."""
    if actor.natural_person_id is None:
        return []
    mine = Export.objects.filter(post_id=actor.post_id, natural_person_id=actor.natural_person_id)
    found = list(mine.order_by("-asked_at")[:KEPT])
    decided: dict[UUID | None, Approval] = {one.pk: one for one in Approval.objects.filter(pk__in=[one.approval_id for one in found if one.approval_id])}
    headings = {one.code: one.heading for one in every_column()}
    return [
        {
            "id": one.pk, "number": number(one), "about": shown(ABOUT, one.pk, one.about), "asked_at": one.asked_at,
            "people": one.written or one.asked, "asked": one.asked, "format": one.format,
            "columns": [headings.get(code, code) for code in one.columns],
            "purpose": purpose_word(one.purpose), "words": shown(WORDS, one.pk, one.words),
            "state": _state(actor, one, decided.get(one.approval_id), at),
            "until": one.made_at + LIES if one.made_at else None, "fetched_at": one.fetched_at,
            "refusal": _refusal(decided.get(one.approval_id)),
        }
        for one in found
    ]


def _state(actor: Actor, export: Export, approval: Approval | None, at: datetime) -> str:
    if export.released_at is None:
        state = approval.state if approval else "open"
        is_late = approval is not None and state == "open" and approval.until_on <= local_day(at)
        return "undecided" if is_late else "waiting" if state in ("open", "granted") else state
    found = state_of_file(
        at, released_at=export.released_at, made_at=export.made_at, written=export.written, fetched_at=export.fetched_at
    )
    if found == "ready":
        columns = chosen(actor, export.columns)
        return "ready" if len(columns) == len(export.columns) and sees_all(export, columns) else "narrowed"
    return found


def _refusal(approval: Approval | None) -> str:
    return shown(REFUSAL, approval.pk, approval.words) if approval and approval.words else ""
