"""Two commands on one person at the same time: the second waits, and knows what the first has written."""

from __future__ import annotations

from datetime import date, datetime
from threading import Event
from uuid import UUID

import pytest

from guitu.casework.fold import PERSON
from guitu.casework.load import cases
from guitu.casework.visits.commands import record_visit
from guitu.kit.database import acting, rows
from guitu.ledger.commands import batch
from guitu.settling import comparing
from guitu.settling.settle import rebuild
from tests import make
from tests.casework.caseload import detox
from tests.together import Together

pytestmark = [pytest.mark.django_db(transaction=True)]

WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"


def test_a_visit_that_waited_for_another_is_settled_with_it(world: make.World, at: datetime) -> None:
    person = detox(world, make.moment(2026, 1, 16))
    worker, together = world.actor("encheng_worker"), Together()
    recorded, over = Event(), Event()

    def first() -> None:
        with batch(worker):  # open until the other is seen to wait
            record_visit(worker, at=at, person_id=person, on=date(2026, 3, 2))
            recorded.set()
            over.wait(10)

    def second() -> None:
        recorded.wait(10)
        record_visit(worker, at=at, person_id=person, on=date(2026, 3, 10))

    together.once(first)
    together.once(second)
    waited = 0
    while not waited and together.is_going_on:
        with acting(worker):
            waited = rows(WAITING)[0][0]
    over.set()
    together.end()
    assert waited
    assert_both_count(world, person, at)


def assert_both_count(world: make.World, person: UUID, at: datetime) -> None:
    with acting(world.actor("encheng_worker")):
        closed = rows("SELECT count(*) FROM duties_duty WHERE matter_id = %s AND kind = 'visit' AND state = 'done'", [person])
        assert closed[0][0] >= 3
        before = comparing.snapshot(PERSON, [person])
        rebuild(make.ENPING, cases([person]), at)
        assert comparing.snapshot(PERSON, [person]) == before
