"""申请—决定: asking for a command, deciding it, taking the request back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import orjson

from guitu.approvals.arguments import unpacked
from guitu.approvals.askable import askable
from guitu.approvals.asking import noted, request
from guitu.approvals.models import ANSWER, ARGUMENTS, WORDS, Approval
from guitu.grid import access
from guitu.kit.actor import Actor
from guitu.kit.crypto import open_sealed, seal
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.rules.verdict import Reason


@command
def ask_approval(act: Act, *, name: str, arguments: dict[str, Any], shown: Sequence[tuple[str, str]]) -> Answer:
    """Ask that a command be run with these arguments; `shown` is what the one who decides will read of them, label and
    value. Nothing happens until then.

    Refuses a command that this post may not do itself, and whoever is no natural person: nobody could be told apart.
    """
    found = request(act, name=name, arguments=arguments, shown=shown)
    return {"approval": str(found.pk), "until": found.until_on.isoformat()}


@command
def decide_approval(act: Act, *, approval_id: UUID, grant: bool, words: str = "") -> Answer:
    """Say yes or no. Yes runs the command in this transaction, as the post that asked, everything about it checked
    again; what it refuses stays undecided.

    Refuses whoever asked, under whatever post or account; a request that is decided, withdrawn or past its days; an
    asker who holds the post no more; and a no without words.
    """
    found = _open(approval_id, act.on)
    if found.action not in act.actor.may:
        raise NotVisible
    if act.actor.natural_person_id in (None, found.asked_person):
        raise Refused(Reason("approvals.another_person"))
    if not grant and not words.strip():
        raise Refused(Reason("approvals.needs_words"), field="words")
    given = _run(act, found) if grant else None
    state = "granted" if grant else "refused"
    Approval.objects.filter(pk=found.pk).update(
        state=state, decided_at=act.at, decided_post=act.actor.post_id, decided_person=act.actor.natural_person_id,
        words=seal(WORDS, found.pk, words.strip() or None),
        answer=seal(ANSWER, found.pk, orjson.dumps(given, default=str).decode()) if given is not None else None,
    )
    noted(act, found.pk, found.scope_path, command=found.command, state=state)
    return {"approval": str(found.pk), "state": state, "command": found.command, "answer": given}


@command
def withdraw_approval(act: Act, *, approval_id: UUID) -> Answer:
    """Take a request back that this post made. Refuses one that is decided."""
    found = _open(approval_id, act.on, lapsed=True)
    if found.asked_post != act.actor.post_id:
        raise NotVisible
    Approval.objects.filter(pk=found.pk).update(state="withdrawn")
    noted(act, found.pk, found.scope_path, command=found.command, state="withdrawn")
    return {"approval": str(found.pk), "state": "withdrawn"}


def _open(approval_id: UUID, on: date, *, lapsed: bool = False) -> Approval:
    found = Approval.objects.select_for_update().filter(pk=approval_id).first()
    if found is None:
        raise NotVisible
    if found.state != "open":
        raise Refused(Reason("approvals.decided"))
    if found.until_on <= on and not lapsed:
        raise Refused(Reason("approvals.lapsed"))
    return found


def _run(act: Act, found: Approval) -> Answer:
    """The command, by the hand of the one who asked."""
    asker = _asker(found, act.on)
    arguments = unpacked(open_sealed(ARGUMENTS, found.pk, found.arguments) or "{}")
    run: Any = askable(found.command).command
    answer: Answer = run.granted(act, asker, found.pk, **arguments)
    return answer


def _asker(found: Approval, on: date) -> Actor:
    """The post that asked, as it may act today; refused when the same human being holds it no more."""
    if found.asked_account is None:  # asked on the command line, where a post is named
        post = access.post_named(found.asked_post, on)
    else:
        post = access.held_by(found.asked_post, found.asked_account, on)
    if post is None or post.natural_person_id != found.asked_person:
        raise Refused(Reason("approvals.asker_left"))
    return access.actor_of(post, found.asked_account)
