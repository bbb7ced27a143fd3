"""Sealing loses nothing and doubles nothing: whoever writes late, is killed, or comes twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, connections

from guitu.blocks import anchors
from guitu.blocks.lines import BACKLOG, unpacked
from guitu.blocks.sealing import seal_county
from guitu.blocks.verifying import verify_county
from guitu.kit.database import acting, row
from guitu.people import access
from tests import casefile, clearing, make

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
COUNTY = make.ENPING


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.ANCHORS = tmp_path / "anchors"
    return tmp_path / "anchors"


@contextmanager
def beside(do: Any) -> Iterator[Thread]:
    """Something under way in a thread with a connection of its own."""

    def with_own_connection() -> None:
        try:
            do()
        finally:
            connections.close_all()

    thread = Thread(target=with_own_connection)
    thread.start()
    yield thread
    thread.join(20)
    assert not thread.is_alive()


def superuser() -> psycopg.Connection[Any]:
    return psycopg.connect(clearing._as_superuser().info.dsn, password=clearing._as_superuser().info.password)


def test_a_line_that_is_committed_late_is_sealed_later_whatever_its_time(world: make.World, at: datetime) -> None:
    worker = world.actor("encheng_worker")
    person = casefile.person(worker, at)
    written, go_on = Event(), Event()

    def write_slowly() -> None:
        with acting(worker, durable=True):
            access.note_search(worker, "王", 1, at - timedelta(days=1))
            written.set()
            go_on.wait(20)

    with beside(write_slowly):
        assert written.wait(20)
        with acting(worker), pytest.raises(ZeroDivisionError):
            access.note_search(worker, "taken back", 1, at)
            raise ZeroDivisionError
        sealed = seal_county(COUNTY, at)
        assert sealed and verify_county(COUNTY).is_whole
        go_on.set()
    casefile.fact(worker, at, person, "visit", at.date(), met=True, how="home")
    assert seal_county(COUNTY, at) == 2
    proof = verify_county(COUNTY, [anchors.path_of(COUNTY)])
    assert (proof.faults, proof.lines, proof.blocks, proof.held_against) == ([], sealed + 2, 2, 2)
    assert seal_county(COUNTY, at) == 0 == verify_county(COUNTY).waiting


def test_a_sealer_that_is_killed_leaves_nothing_and_another_one_at_once_waits_for_nobody(
    world: make.World, at: datetime, folder: Path
) -> None:
    casefile.person(world.actor("encheng_worker"), at)
    casefile.person(world.actor("yongan_worker"), at, scope_path=make.YONGAN + "001")
    troubles: list[Exception] = []
    begun: list[int] = []

    def seal() -> None:
        begun.append(connection_id())
        try:
            seal_county(COUNTY, at)
        except DatabaseError as error:
            troubles.append(error)

    with superuser() as db:
        db.execute("SELECT FROM ledger_entry WHERE county_id = %s FOR UPDATE", [COUNTY])
        with beside(seal):
            wait_for("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%%blocks_mark%%'")
            assert seal_county(COUNTY, at) == 0
            assert seal_county(make.YONGAN[:6], at) > 0  # another county's sealer does not wait for it
            db.execute("SELECT pg_terminate_backend(%s)", [begun[0]])
    assert len(troubles) == 1
    assert verify_county(COUNTY).blocks == 0
    assert seal_county(COUNTY, at) == verify_county(COUNTY, [anchors.path_of(COUNTY)]).lines > 0
    half = anchors.path_of(COUNTY)
    whole = half.read_bytes()
    half.write_bytes(whole[:-20])  # the power went while it was written
    assert anchors.catch_up(COUNTY) == "" and half.read_bytes() == whole
    for county in (COUNTY, make.YONGAN[:6]):
        assert verify_county(county, sorted(folder.iterdir())).is_whole


def test_lines_of_before_there_was_a_key_are_sealed_as_they_are_found_and_none_afterwards(world: make.World, at: datetime) -> None:
    worker = world.actor("encheng_worker")
    person = casefile.person(worker, at)
    as_before = "SET session_replication_role = replica; UPDATE ledger_entry SET digest = sha256('as it was') WHERE block IS NULL"
    clearing._as_superuser().execute(as_before)
    seal_county(COUNTY, at, most=2)
    assert verify_county(COUNTY).is_whole
    with acting(world.actor("auditor")):
        (members,) = row("SELECT string_agg(members, '' ORDER BY no) FROM blocks_block") or ()
    assert {one.mark & BACKLOG for one in unpacked(members)} >= {BACKLOG}
    casefile.fact(worker, at, person, "visit", at.date(), met=True, how="home")
    clearing._as_superuser().execute(as_before)
    seal_county(COUNTY, at)
    first = verify_county(COUNTY).first
    assert first is not None and first.code == "foreign"


def connection_id() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def wait_for(question: str) -> None:
    for _ in range(2000):
        if clearing._as_superuser().execute(question).fetchone():
            return
        clearing._as_superuser().execute("SELECT pg_sleep(0.005)")
    raise AssertionError(question)
