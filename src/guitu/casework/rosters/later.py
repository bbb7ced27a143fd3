"""Work on a roster for the background, asked for inside the command that needs it: it rolls back with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from procrastinate.contrib.django import app

from guitu.kit.actor import Actor
from guitu.ledger.commands import Act

QUEUES = {"read_roster": "read", "commit_roster": "import", "undo_roster": "import"}


def later(act: Act, task: str, batch_id: UUID) -> None:
    found: Any = app
    found.configure_task(task, queue=QUEUES[task]).defer(**_whose(act.actor), batch_id=str(batch_id))


def _whose(actor: Actor) -> dict[str, str | None]:
    """Post, account and natural person: whether all three still go together is asked again when it runs."""
    person, account = actor.natural_person_id, actor.account_id
    return {
        "county_id": actor.county_id, "post_id": str(actor.post_id), "account_id": str(account) if account else None,
        "natural_person_id": str(person) if person else None,
    }  # fmt: skip
