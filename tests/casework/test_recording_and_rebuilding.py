"""A story of tests told one by one, in one batch, or rebuilt from its facts gives the same derived rows."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from guitu.casework.corrections.commands import correct_fact, withdraw_fact
from guitu.casework.fold import PERSON
from guitu.casework.load import cases
from guitu.casework.reporting.commands import record_report
from guitu.casework.urine_tests.commands import record_missed_test, record_urine_test
from guitu.casework.urine_tests.results import record_laboratory_result
from guitu.casework.visits.commands import record_visit
from guitu.kit.database import acting
from guitu.ledger.commands import batch
from guitu.settling import comparing
from guitu.settling.settle import rebuild
from tests import make
from tests.casework.caseload import detox

pytestmark = [pytest.mark.django_db]


def story(world: make.World, person: UUID) -> None:
    """Two months: a report, a visit, a test, a missed one, a positive overturned, one mistake, one slip."""
    worker = world.actor("encheng_worker")

    def tell(command: Callable[..., Any], day: date, **what: Any) -> UUID:
        at = make.moment(day.year, day.month, day.day, 10)
        if command not in (correct_fact, withdraw_fact):
            what["on"] = what.get("on", day)
        return UUID(command(worker, at=at, person_id=person, **what)["facts"][0])

    def strip(day: date, outcome: str = "negative", **what: Any) -> UUID:
        staff = {"tester_1": str(world.posts["encheng_worker"]), "tester_2": str(world.posts["encheng_police"])}
        return tell(record_urine_test, day, outcome=outcome, collector_sex="female", **staff, **what)

    tell(record_report, date(2026, 1, 20))
    tell(record_visit, date(2026, 1, 21), note="谈了工作")
    strip(date(2026, 1, 22))
    tell(record_missed_test, date(2026, 3, 17), slot="1:2", reason="evaded", notice_served=True)
    positive = strip(date(2026, 3, 20), "positive", substances=("MET",), sample_a="A1", sample_b="B1")
    for number, (stage, outcome) in enumerate((("first", "positive"), ("second", "negative"))):
        where = ("county_hospital", "city_hospital")[number]
        tell(
            record_laboratory_result, date(2026, 3, 24 + number), test=str(positive), stage=stage,
            laboratory=where, outcome=outcome, report_no=f"检字第{number}号",
            checked_by=str(world.posts["encheng_police"]), exception="police_ordered" if number else None,
        )
    slip = tell(record_visit, date(2026, 3, 26), how="phone")
    tell(correct_fact, date(2026, 3, 27), fact_id=slip, on=date(2026, 3, 26), body={"how": "home"})
    mistake = strip(date(2026, 3, 28), purpose="random")
    tell(withdraw_fact, date(2026, 3, 29), fact_id=mistake, why="wrong_person")


def told(world: make.World, at: datetime, how: AbstractContextManager[Any] | None = None) -> UUID:
    person = detox(world, at, id_number=None)
    with how or nullcontext():
        story(world, person)
    return person


def derived(world: make.World, person: UUID, at: datetime) -> dict[str, Any]:
    """What was derived, as days and states: ids of facts and measures are other in each telling."""
    with acting(world.actor("encheng_worker")):
        course = cases([person], lock=False)[0].course(date(2026, 6, 1))
        rows = comparing.snapshot(PERSON, [person])[person]
    return {
        "duties": sorted((str(row[1]), str(row[2]), str(row[4]), str(row[8])) for row in rows["duties"]),
        "points": sorted((entry.on, entry.item, entry.hundredths) for entry in course.points),
        "posted": sorted(row[1] for row in rows["points"]),
        "counters": [(counter.code, counter.value, len(counter.pending)) for counter in course.counters],
    }


def test_a_batch_gives_what_one_by_one_gives(world: make.World) -> None:
    early = make.moment(2026, 1, 16)
    single = told(world, early)
    together = told(world, early, batch(world.actor("encheng_worker")))
    assert derived(world, together, early) == derived(world, single, early)


def test_a_rebuild_changes_nothing(world: make.World) -> None:
    early = make.moment(2026, 1, 16)
    person = told(world, early)
    worker = world.actor("encheng_worker")
    with acting(worker):
        before = comparing.snapshot(PERSON, [person])
        rebuild(make.ENPING, cases([person]), make.moment(2026, 3, 29, 10))
        after = comparing.snapshot(PERSON, [person])
    assert after == before
