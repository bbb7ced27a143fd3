"""What waits for a decision of mine, and what became of what I asked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import orjson
from django.db.models import Q

from guitu.approvals.askable import ASKABLE
from guitu.approvals.models import SHOWN, WORDS, Approval
from guitu.grid.post_names import posts_called
from guitu.kit.actor import Actor
from guitu.kit.crypto import shown
from guitu.kit.telling import said

MOST = 50  # of one's own requests, the newest
Row = dict[str, Any]

# For 今日, inside its one statement: how many wait for the acting post.
WAITING = (
    "(SELECT count(*) FROM approvals_approval a WHERE a.state = 'open' AND a.until_on > %(today)s"
    " AND a.action = ANY(%(may)s) AND a.asked_person <> %(person)s)"
)


def to_decide(actor: Actor, today: date) -> list[Row]:
    """Open requests that this post may decide and somebody else made, the oldest first."""
    mine = Approval.objects.filter(state="open", until_on__gt=today, action__in=list(actor.may))
    if actor.natural_person_id is None:
        return []
    return _rows(mine.exclude(asked_person=actor.natural_person_id).order_by("asked_at"), today)


def asked_by_me(actor: Actor, today: date) -> list[Row]:
    """What this post asked for, the newest first, with what became of it."""
    mine = Q(asked_post=actor.post_id)
    return _rows(Approval.objects.filter(mine).order_by("-asked_at")[:MOST], today)


def _rows(found: Iterable[Approval], today: date) -> list[Row]:
    listed = list(found)
    named = posts_called({post for one in listed for post in (one.asked_post, one.decided_post) if post}, today)
    return [
        {
            "id": one.pk,
            "title": str(ASKABLE[one.command].title) if one.command in ASKABLE else one.command,
            "said": [
                {"label": said(label), "value": value} for label, value in orjson.loads(shown(SHOWN, one.pk, one.shown) or "[]")
            ],
            "asked_by": named.get(one.asked_post, ""),
            "asked_at": one.asked_at,
            "until_on": one.until_on,
            "state": "lapsed" if one.state == "open" and one.until_on <= today else one.state,
            "decided_by": named.get(one.decided_post, "") if one.decided_post else "",
            "decided_at": one.decided_at,
            "words": shown(WORDS, one.pk, one.words),
        }
        for one in listed
    ]
