"""Work on a roster for the background, asked for inside the command that needs it: it rolls back with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from procrastinate.contrib.django import app

from guitu.kit import queue
from guitu.kit.actor import Actor
from guitu.ledger.commands import Act

QUEUES = {
    "read_roster": "read", "commit_roster": "import", "undo_roster": "import",
    "read_sheet": "read", "take_sheet": "import", "undo_sheet": "import",
}


FIRST = 60  # seconds in which whoever works on a roster while somebody waits has come to its end, or is gone
ROWS = 40  # a second: fewer than the slowest takes in


def later(act: Act, task: str, batch_id: UUID) -> None:
    found: Any = app
    found.configure_task(task, queue=QUEUES[task]).defer(**_whose(act.actor), batch_id=str(batch_id))


def unless_done(act: Act, task: str, batch_id: UUID, rows: int) -> None:
    """The worker goes on with what a web process began and was killed over, like any other job; one that is done
    meanwhile asks for nothing. The command line has no account to look at, and goes on when it is called again."""
    if act.actor.account_id is None:
        return
    found: Any = app
    task_later = found.configure_task(task, queue=QUEUES[task], schedule_in={"seconds": FIRST + rows // ROWS})
    task_later.defer(**_whose(act.actor), batch_id=str(batch_id))


def no_longer(task: str, batch_id: UUID) -> None:
    """It is done: nobody need go on with it."""
    queue.forget_waiting(task, batch_id=str(batch_id))


def _whose(actor: Actor) -> dict[str, str | None]:
    """Post, account and natural person: whether all three still go together is asked again when it runs."""
    person, account = actor.natural_person_id, actor.account_id
    return {
        "county_id": actor.county_id, "post_id": str(actor.post_id), "account_id": str(account) if account else None,
        "natural_person_id": str(person) if person else None,
    }
