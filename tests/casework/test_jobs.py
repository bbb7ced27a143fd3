"""Every job is run by the worker that runs them, from the line in the queue to what it leaves behind."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any, cast
from uuid import UUID

import pytest
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from guitu import timetable
from guitu.casework.fold import PERSON
from guitu.casework.registrations.commands import add_person
from guitu.kit.database import acting, rows
from guitu.ledger.commands import batch
from guitu.people.intake import NewPerson
from guitu.settling import jobs
from guitu.settling.settle import HORIZON
from tests import casefile, make
from tests.worker import work_off

pytestmark = [pytest.mark.django_db]


def later(task: Any, **what: Any) -> None:
    cast("Any", task).defer(**what)


def duties_of(world: make.World, person: UUID, kind: str) -> list[date]:
    with acting(world.actor("encheng_head")):
        found = rows("SELECT opens_on FROM duties_duty WHERE matter_id = %s AND kind = %s ORDER BY 1", [person, kind])
    return [opens_on for (opens_on,) in found]


def test_the_horizon_moves_on_and_the_duties_of_the_next_months_are_there(
    world: make.World, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = casefile.on_detox(world.actor("encheng_worker"), at, post_id=world.posts["encheng_worker"])
    work_off()
    assert max(duties_of(world, person, "urine_test")) <= at.date() + HORIZON
    monkeypatch.setenv("GUITU_NOW", "2026-09-16T09:00:00")
    later(timetable.DECLARED["move_every_horizon"], timestamp=0)
    done = work_off()
    assert (done["move_every_horizon"], done["move_horizon"]) == (1, 2), "one for each county"
    ahead = date(2026, 9, 16) + HORIZON
    assert ahead - timedelta(days=45) < max(duties_of(world, person, "urine_test")) <= ahead
    with acting(world.actor("encheng_head")):
        assert rows("SELECT folded_until FROM settling_summary WHERE matter_id = %s", [person]) == [(ahead,)]


def test_the_horizon_leaves_alone_who_is_off_the_book(
    world: make.World, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = world.actor("encheng_worker")
    person = casefile.on_detox(worker, at, post_id=world.posts["encheng_worker"])
    casefile.fact(worker, at, person, "died", date(2026, 3, 15))
    with acting(world.actor("encheng_head")):
        before = rows("SELECT folded_until FROM settling_summary WHERE matter_id = %s", [person])
    monkeypatch.setenv("GUITU_NOW", "2026-09-16T09:00:00")
    later(jobs.move_horizon, county_id=make.ENPING)
    work_off()
    with acting(world.actor("encheng_head")):
        assert rows("SELECT folded_until FROM settling_summary WHERE matter_id = %s", [person]) == before


def test_people_of_a_batch_are_settled_afterwards(world: make.World, at: datetime) -> None:
    head = world.actor("encheng_head")
    with batch(head, settle=False):
        person = UUID(add_person(head, at=at, person=newcomer(make.ENCHENG + "001"), on=date(2025, 3, 3))["person"])
    with acting(head):
        assert rows("SELECT count(*) FROM casework_current WHERE person_id = %s", [person]) == [(0,)]
    jobs.settle_later(PERSON, make.ENPING, [person])
    assert work_off()["settle_matters"] == 1
    with acting(head):
        assert rows("SELECT state FROM casework_current WHERE person_id = %s", [person]) == [("in_society",)]


def test_a_number_on_file_in_another_town_is_found_for_the_county(world: make.World, at: datetime) -> None:
    for name, path in (("encheng_head", make.ENCHENG + "001"), ("hengpi_head", make.HENGPI)):
        add_person(world.actor(name), at=at, person=newcomer(path), on=date(2025, 3, 3))
    assert work_off().get("look_for_matches", 0) > 0
    with acting(world.actor("clerk")):
        assert rows("SELECT count(*) FROM people_match") == [(1,)]


def test_the_sums_of_every_county_are_folded_by_the_clock(world: make.World, at: datetime) -> None:
    casefile.person(world.actor("encheng_worker"), at)
    work_off()
    casefile.person(world.actor("encheng_worker"), at, "李小红")
    with suppress(AlreadyEnqueued):  # where the worker's own clock has just done it
        later(timetable.fold_every_standing, timestamp=0)
    done = work_off()
    assert done["fold_every_standing"] >= 1  # the clock itself may have been there too
    assert done["fold_standing"] >= 1


@pytest.mark.parametrize("name", sorted(name for name, _ in app.periodic_registry.periodic_tasks))
def test_what_runs_by_the_clock_runs_to_its_end(world: make.World, at: datetime, name: str) -> None:
    casefile.person(world.actor("encheng_worker"), at)
    with suppress(AlreadyEnqueued):
        later(app.tasks[name], timestamp=0)
    assert work_off()[name] >= 1


def newcomer(path: str) -> NewPerson:
    return NewPerson(name="王小明", sex="male", scope_path=path, post_id=None, id_number="440799199203070038")


def test_every_job_and_every_entry_of_the_timetable_is_known() -> None:
    """A new one comes with a test of its own here, or beside its command."""
    known = {name for name in app.tasks if "." not in name and not name.startswith("builtin")}
    assert known == {
        "settle_matters", "settle_people", "fold_standing", "look_for_matches", "move_horizon", "commit_roster", "undo_roster",
        "move_every_horizon", "fold_every_standing", "read_roster", "take_up_jobs", "settle_what_is_left",
        "settle_what_is_left_everywhere",
        "try_numbers",  # tests/rulepacks/test_trials.py
        "forget_jobs_done", "settle_after_activation", "make_export", "sweep_exports", "print_letters", "sweep_prints",
        "sweep_every_print", "send_notices", "send_every_notice", "send_events", "read_sheet", "take_sheet", "undo_sheet",
        "seal_files", "seal_every_file", "tend_points_of", "tend_every_points", "seal_ledger", "seal_every_ledger", "check_ledger", "escalate_calls", "escalate_every_call",
        "leave_calls", "leave_every_call", "raise_by_rules", "raise_every_rule", "forget_phones", "forget_every_phone", "watch_handovers", "watch_every_handover", "empty_handover_packets", "empty_every_packet",
    }
