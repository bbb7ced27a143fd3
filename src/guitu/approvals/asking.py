"""Putting a request down, for a command that asks of itself and for the one that does nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

import orjson

from guitu.approvals.arguments import packed
from guitu.approvals.askable import askable
from guitu.approvals.models import ARGUMENTS, SHOWN, Approval
from guitu.kit.crypto import seal
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act
from guitu.ledger.lines import Change, changed
from guitu.rules.dates import days_after
from guitu.rules.verdict import Reason


def request(act: Act, *, name: str, arguments: dict[str, Any], shown: Sequence[tuple[str, str]]) -> Approval:
    """A request of the acting post, in the transaction of its command, with its line; see `ask_approval`."""
    asked = askable(name)
    if name not in act.actor.may:
        raise Refused(Reason("not_for_this_post", {"action": name}))
    if act.actor.natural_person_id is None:
        raise Refused(Reason("approvals.nobody_asks"))
    new, until = uuid4(), days_after(act.on, asked.days)
    found = Approval.objects.create(
        id=new, county_id=act.actor.county_id, scope_path=act.actor.path, command=name, action=asked.action,
        asked_at=act.at, until_on=until, asked_post=act.actor.post_id,
        asked_account=act.actor.account_id, asked_person=act.actor.natural_person_id,
        arguments=seal(ARGUMENTS, new, packed(arguments)), shown=seal(SHOWN, new, orjson.dumps(shown).decode()),
    )
    noted(act, new, act.actor.path, command=name, state="open")
    return found


def noted(act: Act, approval: UUID, path: str, **detail: str) -> None:
    """The line of the ledger that says what became of a request."""
    changed(act, [Change("approval", approval, path, None, detail)])
