"""定期报到: the person came to the centre, as the agreement asks."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from guitu.casework import answers
from guitu.casework.load import case
from guitu.casework.record import write
from guitu.ledger.commands import Act, Answer, command
from guitu.settling.record import new


@command
def record_report(
    act: Act, *, person_id: UUID, on: date, how: str = "in_person", another_occasion: bool = False,
    note: str | None = None,
) -> Answer:
    """Record that the person reported, in person or as agreed by phone or video.

    Refuses a day that has not come, and a second report of one day unless it says that it is another. Clause: detox_regulation.19.
    """
    held = case(act, person_id)
    fact = new("periodic_report", act, on, how=how, another_occasion=another_occasion)
    return answers.with_next(act, held, write(act, held, [fact], note=note), ("periodic_report",))
