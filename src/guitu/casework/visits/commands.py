"""走访、谈话: somebody was met, or was not at home."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from guitu.casework.load import case
from guitu.casework.record import new, write
from guitu.ledger.commands import Act, Answer, command


@command
def record_visit(
    act: Act, *, person_id: UUID, on: date, how: str = "home", met: bool = True, moods: Sequence[str] = (),
    needs: Sequence[str] = (), note: str | None = None,
) -> Answer:  # fmt: skip
    """Record a visit or talk: how, whether the person was met, what was noticed and needed.

    The note is encrypted; it is class NOTE and no figure reads it. Refuses a day that has not come.
    """
    held = case(act, person_id)
    fact = new("visit", act, on, how=how, met=met, moods=tuple(moods), needs=tuple(needs))
    return write(act, held, [fact], note=note)
