"""A background job that failed is run once more."""

from __future__ import annotations

from uuid import UUID

from guitu.kit import queue
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.rules.verdict import Reason


@command
def run_job_again(act: Act, *, job: int) -> Answer:
    """Put a background job that failed back into the queue.

    Refuses one that has not failed, or was put back already: it runs by itself.
    """
    if not queue.again(job):
        raise Refused(Reason("job_has_not_failed"))
    changed(act, [Change("job", UUID(int=job), act.actor.path, None, {"again": True})])
    return {"job": job}
