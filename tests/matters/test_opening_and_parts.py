"""A file is a matter; nobody has a part in one because it lies in the area."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, transaction

from guitu.casework.registrations.placing import place_person
from guitu.kit.database import acting, row, rows, run
from guitu.matters.labels import label_in
from guitu.matters.opening import NewMatter, open_matters
from guitu.people.basics import Basics, keep
from tests import casefile, make

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

MATTER = "SELECT scope_path, kind, compartment, label, opened_at, sealed_at FROM matters_matter WHERE id = %s"


def read(matter: UUID) -> tuple[Any, ...] | None:
    """The matter's row, its label opened."""
    found = row(MATTER, [matter])
    return (*found[:3], label_in(matter, found[3]), *found[4:]) if found else None


def refused(sql: str, params: list[object]) -> bool:
    """True when the database says no, or touches nothing."""
    try:
        with transaction.atomic():
            return run(sql, params) <= 0
    except DatabaseError:
        return True


@pytest.fixture
def others_file(world: make.World, at: datetime) -> UUID:
    """A file in the same town, which another worker keeps."""
    return casefile.person(world.actor("encheng_other"), at, "李卫东")


def test_a_file_is_opened_with_its_matter_and_first_part(world: make.World, at: datetime) -> None:
    worker = world.actor("encheng_worker")
    person = casefile.person(worker, at)
    with acting(worker):
        assert read(person) == (casefile.VILLAGE, "person", "people", "王**", at, None)
        assert rows("SELECT post_id, part, beyond, given_by FROM matters_part WHERE matter_id = %s", [person]) == [
            (worker.post_id, "responsible", False, worker.post_id)
        ]


def test_a_matter_is_seen_by_its_team_and_by_who_sees_the_compartment_whole(
    world: make.World, others_file: UUID
) -> None:
    seen = {}
    for name in ("encheng_other", "encheng_head", "clerk", "encheng_worker", "hengpi_head", "yongan_head"):
        with acting(world.actor(name)):
            seen[name] = rows("SELECT count(*) FROM matters_matter WHERE id = %s", [others_file])[0][0]
    assert seen == {
        "encheng_other": 1, "encheng_head": 1, "clerk": 1, "encheng_worker": 0, "hengpi_head": 0, "yongan_head": 0
    }


def test_no_post_gives_itself_a_part_because_the_file_lies_in_its_area(
    world: make.World, at: datetime, others_file: UUID
) -> None:
    worker = world.actor("encheng_worker")
    mine = casefile.person(worker, at)
    place = [make.ENPING, casefile.VILLAGE]
    new = (
        "INSERT INTO matters_part (id, county_id, scope_path, compartment, matter_id, post_id, part, from_on)"
        " VALUES (%s, %s, %s, 'people', %s, %s, 'grid', '2026-03-16')"
    )
    with acting(worker):
        run("SET CONSTRAINTS ALL IMMEDIATE")
        assert refused(new, [uuid4(), *place, others_file, worker.post_id])
        assert refused("UPDATE matters_part SET matter_id = %s WHERE matter_id = %s", [others_file, mine])
        assert refused("UPDATE matters_part SET post_id = %s WHERE matter_id = %s", [worker.post_id, others_file])
        # of a matter in which it has a part of its own it may: the team is the team's
        assert run(new, [uuid4(), *place, mine, world.posts["encheng_other"]]) == 1
    with acting(worker):
        assert rows("SELECT DISTINCT matter_id FROM matters_part") == [(mine,)]


def test_a_part_that_was_ended_is_not_taken_again_by_who_had_it(world: make.World, at: datetime) -> None:
    worker = world.actor("encheng_worker")
    mine = casefile.person(worker, at)
    with acting(worker, durable=True):
        run("UPDATE matters_part SET until_on = '2026-03-16' WHERE matter_id = %s", [mine])
    with acting(worker):
        assert rows("SELECT count(*) FROM people_person WHERE id = %s", [mine]) == [(0,)]
        assert refused("UPDATE matters_part SET until_on = NULL WHERE matter_id = %s", [mine])


@pytest.mark.parametrize("name", ["hengpi_head", "encheng_worker"])
def test_a_matter_is_not_opened_elsewhere_nor_for_somebody_else(world: make.World, at: datetime, name: str) -> None:
    actor = world.actor(name)
    with acting(actor):
        new = NewMatter(uuid4(), casefile.VILLAGE, "王**", world.posts["encheng_other"])
        open_matters(make.ENPING, [new], kind="person", compartment="people", at=at, on=world.on)
        with pytest.raises(DatabaseError, match="not of this post"), transaction.atomic():
            run("SELECT 1")
        transaction.set_rollback(True)


def test_a_matter_of_another_compartment_is_not_seen_with_people(world: make.World, at: datetime) -> None:
    head, case = world.actor("encheng_head"), uuid4()
    with acting(head), pytest.raises(DatabaseError), transaction.atomic():
        open_matters(
            make.ENPING, [NewMatter(case, casefile.VILLAGE, "个案", world.posts["encheng_other"])], kind="case",
            compartment="children", at=at, on=world.on,
        )
        run("SELECT 1")
    with acting(head, durable=True):
        open_matters(
            make.ENPING, [NewMatter(case, casefile.VILLAGE, "个案", head.post_id)], kind="case", compartment="children",
            at=at, on=world.on,
        )
    with acting(head):
        assert read(case) == (casefile.VILLAGE, "case", "children", "个案", at, None)
    for name in ("clerk", "encheng_other", "encheng_police"):
        with acting(world.actor(name)):
            assert read(case) is None


def test_the_matter_follows_the_place_and_the_name(world: make.World, at: datetime) -> None:
    head = world.actor("encheng_head")
    person = casefile.person(head, at, scope_path=make.ENCHENG)
    place_person(head, at=at, person_id=person, path=casefile.VILLAGE)
    with acting(head, durable=True):
        keep(person, Basics("汪**", "male", None))
        run("UPDATE people_person SET sealed_at = %s WHERE id = %s", [at, person])
    with acting(head):
        assert read(person) == (casefile.VILLAGE, "person", "people", "汪**", at, at)
