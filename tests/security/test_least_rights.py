"""The application role may write what its commands write, and nothing that says what the database is."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from guitu.grid import area_load
from guitu.grid.divisions import Division
from guitu.kit.database import acting, row, run
from tests import make
from tests.security import canaries

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

GROUP = make.ENCHENG + "001009"


def refused(sql: str, params: list[object]) -> bool:
    try:
        with transaction.atomic():
            return run(sql, params) <= 0
    except DatabaseError:
        return True


@pytest.mark.parametrize("table", ["django_migrations", "grid_area"])
def test_the_application_role_may_only_read_it(world: make.World, table: str) -> None:
    for right in ("INSERT", "UPDATE", "DELETE", "TRUNCATE"):
        assert row("SELECT has_table_privilege(current_user, %s, %s)", [table, right]) == (False,), (table, right)
    assert row("SELECT has_table_privilege(current_user, %s, 'SELECT')", [table]) == (True,)


def test_no_area_is_renamed_closed_or_invented_by_crafted_sql(world: make.World) -> None:
    with acting(world.actor("director")):
        for sql in (
            "UPDATE grid_area SET name = 'x' WHERE path = '440785'",
            "UPDATE grid_area SET valid_to = '2026-01-01' WHERE path = '440785001'",
            "DELETE FROM grid_area WHERE path = '440785001'",
            "INSERT INTO grid_area (id, path, name, level, kind, is_virtual, is_pseudo, valid_from)"
            " VALUES (gen_random_uuid(), '440786', 'x', 3, 'county', false, false, '2026-01-01')",
        ):
            assert refused(sql, []), sql


def test_a_post_adds_and_closes_groups_in_its_own_area_only(world: make.World) -> None:
    add = "SELECT grid_add_groups(%s::uuid[], %s::text[], %s::text[], %s)"
    for name, path, may in (
        ("encheng_head", GROUP, True),
        ("encheng_head", make.HENGPI + "001001", False),
        ("encheng_head", make.ENCHENG + "888", False),  # a village is no group
        ("yongan_head", GROUP, False),
    ):
        with acting(world.actor(name)):
            with transaction.atomic():
                done = row(add, [[uuid4()], [path], ["第九居民小组"], date(2026, 3, 16)])
            assert done == (int(may),), (name, path)
            transaction.set_rollback(True)


def test_divisions_are_loaded_by_nobody_who_acts_from_a_post(world: make.World) -> None:
    """The edition of the statistical code comes with the program: a county begins with it, nobody types it."""
    unit = [Division("440785999", "新镇", 4, "town", False, False)]
    with acting(world.actor("director")), pytest.raises(DatabaseError), transaction.atomic():
        area_load.load(connection, unit)
    with transaction.atomic():
        assert area_load.load(connection, unit) == 1
        assert area_load.load(connection, unit) == 0
        transaction.set_rollback(True)


@pytest.fixture
def wang(world: make.World, at: datetime) -> UUID:
    return canaries.someone_known_well(world, at)


@pytest.mark.parametrize(
    ("receiver", "why"),
    [
        ("encheng_worker", "of the town left behind"),
        ("yongan_worker", "of another county"),
        ("village", "below: over a village that is not the place"),
        ("auditor", "looks after nobody"),
    ],
)
def test_a_file_is_moved_to_no_post_that_could_not_look_after_it(
    world: make.World, wang: UUID, receiver: str, why: str
) -> None:
    with acting(world.actor("encheng_head")):
        moved = row(
            "SELECT casework_move_person(%s, %s, %s, %s)", [wang, make.HENGPI, world.posts[receiver], date(2026, 3, 16)]
        )
        transaction.set_rollback(True)
    assert moved == (False,), why


def test_a_file_is_moved_to_the_post_of_the_new_town(world: make.World, wang: UUID) -> None:
    for receiver in (world.posts["hengpi_worker"], None):
        with acting(world.actor("encheng_head")):
            moved = row("SELECT casework_move_person(%s, %s, %s, %s)", [wang, make.HENGPI, receiver, date(2026, 3, 16)])
            transaction.set_rollback(True)
        assert moved == (True,)


def test_a_file_is_not_moved_to_a_post_that_was_closed(world: make.World, wang: UUID) -> None:
    with acting(world.actor("clerk")):
        run("UPDATE grid_post SET closed_on = '2026-03-01' WHERE id = %s", [world.posts["hengpi_worker"]])
    with acting(world.actor("director")):
        moved = row(
            "SELECT casework_move_person(%s, %s, %s, %s)",
            [wang, make.HENGPI, world.posts["hengpi_worker"], date(2026, 3, 16)],
        )
        transaction.set_rollback(True)
    assert moved == (False,)
