"""Many exchange at the same time: exactly as many succeed as there are pieces, nothing is below zero, all sides come to nothing."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import partial
from random import Random
from uuid import UUID

import pytest

from guitu.casework.points.commands import grant_points
from guitu.casework.registrations.commands import add_person
from guitu.casework.shop.catalogue import add_good, allot_budget, stock_good
from guitu.casework.shop.commands import cancel_reservation, reserve_good
from guitu.kit.database import acting, rows
from guitu.kit.errors import Refused
from guitu.ledger.commands import batch
from tests import make
from tests.casework import caseload
from tests.together import Together

pytestmark = [pytest.mark.django_db(transaction=True)]
TODAY, NEXT = date(2026, 3, 16), date(2026, 4, 1)
MEMBERS, PIECES, AT_ONCE = 250, 100, 8


def test_so_many_exchange_as_there_are_pieces_and_the_books_come_to_nothing(world: make.World, at: datetime) -> None:
    worker, clerk = world.actor("encheng_worker"), world.actor("clerk")
    with batch(worker):
        people = [UUID(add_person(worker, at=at, person=caseload.someone(id_number=None), on=caseload.START)["person"]) for _ in range(MEMBERS)]
        for person in people:
            grant_points(worker, at=at, person_id=person, item="P06", quantity=5, on=TODAY)
    good = UUID(add_good(clerk, at=at, name="毛巾", price=Decimal(10), from_on=TODAY)["good"])
    allot_budget(clerk, at=at, yuan=PIECES * 8, note="预算")
    stock_good(world.actor("keeper"), at=at, good_id=good, pieces=PIECES, cost=Decimal(8), note="一批")
    wishes = [person for person in people for _ in range(2)]  # each has points for one, and asks twice
    Random(7).shuffle(wishes)
    done: list[str] = []
    refused: list[str] = []

    def ask(part: list[UUID]) -> None:
        for number, person in enumerate(part):
            try:
                made = reserve_good(worker, at=at, person_id=person, good_id=good, pick_on=NEXT)
                if number % 5 == 4:  # some think better of it
                    cancel_reservation(worker, at=at, redemption_id=UUID(made["redemption"]))
                else:
                    done.append(made["redemption"])
            except Refused as refusal:
                refused.extend(reason.code for reason in refusal.reasons)

    together = Together()
    for start in range(AT_ONCE):
        together.once(partial(ask, wishes[start::AT_ONCE]))
    together.end()
    assert len(done) == len(set(done)) == PIECES
    assert set(refused) == {"redemptions.none_left", "redemptions.too_dear"}
    _exact(world, good)


def _exact(world: make.World, good: UUID) -> None:
    """Balances are the sums of their lines, and both columns of every transfer come to nothing."""
    with acting(world.actor("director")):
        assert rows("SELECT pieces, taken FROM casework_good WHERE id = %s", [good]) == [(0, PIECES * 10_00)]
        wrong = (
            "SELECT a.matter_id FROM casework_pointsaccount a LEFT JOIN casework_pointstransfer t ON t.person_id = a.matter_id"
            " GROUP BY a.matter_id, a.balance HAVING a.balance <> coalesce(sum(t.hundredths), 0) OR a.balance < 0"
        )
        assert rows(wrong) == []
        of_all = (
            "SELECT transfer_id FROM (SELECT transfer_id, hundredths, pieces FROM casework_pointstransfer UNION ALL"
            " SELECT transfer_id, hundredths, pieces FROM casework_pointsside) x GROUP BY 1 HAVING sum(hundredths) <> 0 OR sum(pieces) <> 0"
        )
        assert rows(of_all) == []
        assert rows("SELECT count(*) FROM casework_redemption WHERE state = 'reserved'") == [(PIECES,)]
        assert rows("SELECT count(*) FROM casework_pointsaccount") == [(MEMBERS,)]
