"""Duties closed long ago are not read again; whatever changes one of them is written all the same."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guitu.casework.corrections.commands import correct_fact, withdraw_fact
from guitu.casework.fold import PERSON
from guitu.casework.load import cases
from guitu.casework.visits.commands import record_visit
from guitu.kit.database import acting, rows, run
from guitu.ledger.commands import batch
from guitu.settling import comparing
from guitu.settling.settle import rebuild
from tests import make
from tests.casework.caseload import detox

pytestmark = [pytest.mark.django_db]

DAYS = (date(2026, 1, 20), date(2026, 2, 10), date(2026, 3, 2))


@pytest.fixture
def visited(world: make.World, at: datetime) -> tuple[UUID, list[UUID]]:
    """A person in 社区戒毒 and three visits to the home, each of which answered what the last one left due."""
    person = detox(world, make.moment(2026, 1, 16))
    return person, [visit(world, person, day) for day in DAYS]


def visit(world: make.World, person: UUID, day: date, **what: Any) -> UUID:
    at = make.moment(day.year, day.month, day.day, 10)
    return UUID(record_visit(world.actor("encheng_worker"), at=at, person_id=person, on=day, **what)["facts"][0])


def visits_due(world: make.World, person: UUID) -> dict[str, tuple[str, UUID | None]]:
    with acting(world.actor("encheng_worker")):
        return {
            key: (state, done_by)
            for key, state, done_by in rows(
                "SELECT key, state, done_by FROM duties_duty WHERE matter_id = %s AND kind = 'visit'", [person]
            )
        }


def assert_as_rebuilt(world: make.World, person: UUID, at: datetime) -> None:
    with acting(world.actor("encheng_worker")):
        before = comparing.snapshot(PERSON, [person])
        rebuild(make.ENPING, cases([person]), at)
        assert comparing.snapshot(PERSON, [person]) == before


def reads_closed_duties(queries: CaptureQueriesContext) -> bool:
    return any("d.state <> 'open'" in query["sql"] for query in queries.captured_queries)


def test_the_next_visit_reads_no_closed_duty(world: make.World, visited: tuple[UUID, list[UUID]], at: datetime) -> None:
    person, _ = visited
    with CaptureQueriesContext(connection) as queries:
        last = visit(world, person, date(2026, 3, 15))
    assert not reads_closed_duties(queries)
    assert visits_due(world, person)["visit:home:2026-03-02"] == ("done", last)
    assert_as_rebuilt(world, person, at)


def test_a_visit_withdrawn_opens_what_it_had_closed(
    world: make.World, visited: tuple[UUID, list[UUID]], at: datetime
) -> None:
    person, (_, second, third) = visited
    withdraw_fact(world.actor("encheng_worker"), at=at, person_id=person, fact_id=third)
    assert visits_due(world, person)["visit:home:2026-02-10"] == ("open", None)
    withdraw_fact(world.actor("encheng_worker"), at=at, person_id=person, fact_id=second)
    due = visits_due(world, person)
    assert due["visit:home:2026-01-20"] == ("open", None)
    assert "visit:home:2026-02-10" not in due
    assert_as_rebuilt(world, person, at)


def test_a_visit_corrected_changes_who_closed_what(
    world: make.World, visited: tuple[UUID, list[UUID]], at: datetime
) -> None:
    person, (_, second, third) = visited
    worker = world.actor("encheng_worker")
    answer = correct_fact(worker, at=at, person_id=person, fact_id=second, on=date(2026, 2, 11), body={})
    due = visits_due(world, person)
    assert due["visit:home:2026-01-20"] == ("done", UUID(answer["facts"][0]))
    assert due["visit:home:2026-02-11"] == ("done", third)
    assert "visit:home:2026-02-10" not in due
    assert_as_rebuilt(world, person, at)


def test_a_visit_known_late_comes_between_two_closed_duties(
    world: make.World, visited: tuple[UUID, list[UUID]], at: datetime
) -> None:
    person, (_, _, third) = visited
    between = record_visit(world.actor("encheng_worker"), at=at, person_id=person, on=date(2026, 2, 20))["facts"][0]
    due = visits_due(world, person)
    assert due["visit:home:2026-02-10"] == ("done", UUID(between))
    assert due["visit:home:2026-02-20"] == ("done", third)
    assert_as_rebuilt(world, person, at)


def test_several_visits_of_one_batch_close_what_they_bring(
    world: make.World, visited: tuple[UUID, list[UUID]], at: datetime
) -> None:
    person, _ = visited
    with batch(world.actor("encheng_worker")):
        first, second = visit(world, person, date(2026, 3, 12)), visit(world, person, date(2026, 3, 15))
    due = visits_due(world, person)
    assert due["visit:home:2026-03-02"] == ("done", first)
    assert due["visit:home:2026-03-12"] == ("done", second)
    assert due["visit:home:2026-03-15"][0] == "open"
    assert_as_rebuilt(world, person, at)


def test_a_file_whose_digest_is_not_known_is_read_whole_once(
    world: make.World, visited: tuple[UUID, list[UUID]], at: datetime
) -> None:
    person, _ = visited
    with acting(world.actor("encheng_worker")):
        run("UPDATE settling_summary SET closed = '' WHERE matter_id = %s", [person])
    read = []
    for day in (date(2026, 3, 14), date(2026, 3, 15)):
        with CaptureQueriesContext(connection) as queries:
            visit(world, person, day)
        read.append(reads_closed_duties(queries))
    assert read == [True, False]
    assert_as_rebuilt(world, person, at)
