"""积分: a confirmed event that no other record shows: a lesson, a day of training, an hour of help."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from guitu.casework import after_saving
from guitu.casework.load import case
from guitu.casework.record import new, write
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.rules import points
from guitu.rules.verdict import Reason

MOST = 31  # of one item in one entry: days of a month


@command
def grant_points(
    act: Act, *, person_id: UUID, on: date, item: str, quantity: int = 1, proof: bool = True,
    note: str | None = None,
) -> Answer:  # fmt: skip
    """Record a confirmed event that the sheet of points pays for; how much follows from the sheet.

    Refuses items that follow from tests, reports or findings by themselves, an odd quantity, and an event
    without proof. An incentive only, never a ground to refuse what a person is entitled to.
    """
    held = case(act, person_id)
    Refused.unless(points.may_grant(item, held.policy().on(on).points))
    if not 1 <= quantity <= MOST:
        raise Refused(Reason("odd_quantity", {"most": MOST}), field="quantity")
    if not proof:
        raise Refused(Reason("points_need_proof"), field="proof")
    fact = new("points_granted", act, on, item=item, quantity=quantity)
    return after_saving.with_next(act, held, write(act, held, [fact], note=note), ())
