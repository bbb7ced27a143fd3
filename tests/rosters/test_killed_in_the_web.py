"""A web process that is killed over a small roster leaves it to the worker, which goes on by itself."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest

from guitu.casework.rosters import commands
from guitu.kit.database import acting, row, rows, run
from tests import make
from tests.rosters.batches import book, commit, person, receive
from tests.worker import run_jobs

pytestmark = [pytest.mark.django_db(transaction=True)]


def state_of(world: make.World, batch: UUID) -> str:
    with acting(world.actor("encheng_head")):
        found = row("SELECT state FROM casework_importbatch WHERE id = %s", [batch])
    return str(found[0]) if found else ""


def waiting(task: str) -> list[tuple[bool]]:
    """Of each job of this kind that waits, whether its time is still to come."""
    return rows("SELECT scheduled_at > now() FROM procrastinate_jobs WHERE task_name = %s AND status = 'todo'", [task])


def a_minute_passes() -> None:
    run("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'")


def received(world: make.World, at: datetime, tmp_path: Path, people: int = 5) -> UUID:
    path = book(tmp_path / "a.xlsx", [person(n) for n in range(people)])
    return receive(world.actor("encheng_head"), path, at, make.ENCHENG)


def test_an_import_begun_by_a_web_process_that_died_is_taken_up_by_the_worker(
    world: make.World, at: datetime, tmp_path: Path
) -> None:
    batch = received(world, at, tmp_path)
    commands.start_import(world.actor("encheng_head"), at=at, door="web", batch_id=batch)  # and then it is killed
    assert (state_of(world, batch), waiting("commit_roster")) == ("importing", [(True,)])
    a_minute_passes()
    run_jobs()
    assert state_of(world, batch) == "imported"
    with acting(world.actor("encheng_head")):
        assert rows("SELECT count(*), min(c.state) FROM people_person p JOIN casework_current c ON c.person_id = p.id") == [
            (5, "community_detox")
        ]


def test_taking_back_begun_by_a_web_process_that_died_is_taken_up_by_the_worker(
    world: make.World, at: datetime, tmp_path: Path
) -> None:
    batch = received(world, at, tmp_path)
    commit(world.actor("encheng_head"), batch, at)
    commands.undo_import(world.actor("encheng_head"), at=at, door="web", batch_id=batch)
    assert (state_of(world, batch), waiting("undo_roster")) == ("undoing", [(True,)])
    a_minute_passes()
    run_jobs()
    assert state_of(world, batch) == "undone"


def test_an_import_that_came_to_its_end_or_was_stopped_leaves_nothing_to_take_up(
    world: make.World, at: datetime, tmp_path: Path
) -> None:
    head = world.actor("encheng_head")
    batch = received(world, at, tmp_path)
    commit(head, batch, at)
    assert (state_of(world, batch), waiting("commit_roster")) == ("imported", [])
    (tmp_path / "b").mkdir()
    other = received(world, at, tmp_path / "b", 6)
    commands.start_import(head, at=at, door="web", batch_id=other)
    commands.stop_import(head, at=at, door="web", batch_id=other)
    assert (state_of(world, other), waiting("commit_roster")) == ("stopped", [])
