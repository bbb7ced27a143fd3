"""How long a statement, a lock and an idle transaction may take, by who asks; and what is answered when it is too long."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from uuid import UUID

import psycopg
import pytest
from django.db import DatabaseError, OperationalError, connection
from django.test import Client

from guitu.casework.visits.commands import record_visit
from guitu.kit import patience
from guitu.kit.database import acting, row, run
from tests import casefile, make
from tests.together import Together

pytestmark = [pytest.mark.django_db]

ASK = """
import django; django.setup()
from django.db import connection
with connection.cursor() as c:
    c.execute("SELECT current_setting('statement_timeout'), current_setting('lock_timeout'),"
              " current_setting('idle_in_transaction_session_timeout')")
    print(*c.fetchone())
"""


def asked(before: str = "", **environ: str) -> list[str]:
    held = connection.settings_dict
    url = f"postgresql://{held['USER']}:{held['PASSWORD']}@/{held['NAME']}?host={held['HOST']}&port={held['PORT']}"
    told = (
        {name: said for name, said in os.environ.items() if name != "GUITU_PATIENCE"}  # said by whoever imported the web here
        | {"DATABASE_URL": url, "DATABASE_OWNER_URL": url, "DJANGO_SETTINGS_MODULE": "guitu.settings"}
        | environ
    )
    done = subprocess.run([sys.executable, "-c", before + ASK], env=told, check=True, capture_output=True, text=True)
    return done.stdout.split()


@contextmanager
def waiting_only(time: str) -> Iterator[None]:
    """As if the connection had been told at its beginning to wait for a lock only so long."""
    run("SELECT set_config('lock_timeout', %s, false)", [time])
    try:
        yield
    finally:
        connection.close()


def test_a_page_waits_five_seconds_for_a_statement_and_two_for_a_lock(transactional_db: None) -> None:
    assert asked("import guitu.wsgi\n") == ["5s", "2s", "10s"]


def test_a_job_and_a_command_of_the_command_line_may_take_two_minutes(transactional_db: None) -> None:
    assert asked()[0] == "2min"


def test_a_migration_may_take_as_long_as_it_takes(transactional_db: None) -> None:
    assert asked(GUITU_ROLE="owner")[0] == "0"


@pytest.fixture
def someone(world: make.World, at: datetime) -> UUID:
    return casefile.on_detox(world.actor("encheng_worker"), at)


def held_for(person: UUID, world: make.World, held: threading.Event, free: threading.Event) -> None:
    with acting(world.actor("encheng_head")):
        run("SELECT 1 FROM people_person WHERE id = %s FOR UPDATE", [person])
        held.set()
        free.wait(30)


def test_a_lock_that_is_free_soon_is_waited_for_again_and_the_click_is_written_once(
    world: make.World, at: datetime, someone: UUID
) -> None:
    held, free = threading.Event(), threading.Event()
    beside = Together()
    beside.once(lambda: held_for(someone, world, held, free))
    held.wait(10)
    threading.Timer(0.8, free.set).start()
    with waiting_only("500ms"):
        record_visit(
            world.actor("encheng_worker"),
            at=at,
            request_id=make.request_id(),
            person_id=someone,
            on=date(2026, 3, 16),
            how="home",
            met=True,
        )
    beside.end()
    with acting(world.actor("encheng_worker")):
        assert row("SELECT count(*) FROM ledger_fact WHERE kind = 'visit'") == (1,)


def test_a_lock_that_stays_is_answered_with_503_and_when_to_come_again(
    client: Client, world: make.World, at: datetime, someone: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00:00")
    make.enter(client, world, "encheng_worker")
    client.raise_request_exception = False
    held, free = threading.Event(), threading.Event()
    beside = Together()
    beside.once(lambda: held_for(someone, world, held, free))
    held.wait(10)
    form = {"request_id": make.request_id(), "on": "2026-03-16", "how": "home", "met": "yes", "place": "", "note": ""}
    with waiting_only("100ms"):
        answer = client.post(f"/casework/people/{someone}/visit/", form)
    free.set()
    beside.end()
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert "再交一次" in answer.content.decode()


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (psycopg.errors.QueryCanceled, 503), (psycopg.errors.LockNotAvailable, 503), (psycopg.errors.DeadlockDetected, 503),
        (psycopg.errors.SerializationFailure, 503), (psycopg.errors.AdminShutdown, 503), (psycopg.errors.CannotConnectNow, 503),
        (psycopg.errors.TooManyConnections, 503), (psycopg.OperationalError, 503), (psycopg.errors.DiskFull, 503),
        (psycopg.errors.IdleInTransactionSessionTimeout, 503), (psycopg.errors.UndefinedColumn, 500),
    ],
)
def test_what_passes_by_itself_is_503_and_a_fault_of_ours_stays_500(fault: type[psycopg.Error], status: int) -> None:
    wrapped = OperationalError("x") if issubclass(fault, psycopg.OperationalError) else DatabaseError("x")
    wrapped.__cause__ = fault("x")
    assert patience.passes(wrapped) is (status == 503)
