"""What every test stands on: two roles, no network, time by argument, data made by commands."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

import hypothesis
import pytest
from django.conf import settings
from django.db import connections
from django.test import Client, TransactionTestCase
from pytest_django import DjangoDbBlocker

from guitu.frame import catalogue
from guitu.kit.ring import make_ring
from tests import clearing, limits, make, template

# Random cases per property in the suite; GUITU_EXAMPLES=1000 looks longer, at night.
hypothesis.settings.register_profile(
    "suite", max_examples=int(os.environ.get("GUITU_EXAMPLES", "50")), deadline=None
)
hypothesis.settings.load_profile("suite")

# What rests on PostgreSQL itself is tried on 15 too: constraints, row security, the written SQL of every context.
ON_BOTH_ENGINES = {
    "test_settling", "test_recording_and_rebuilding", "test_transfers", "test_matches", "test_register", "test_today",
    "test_import_commands", "test_short_names", "test_database_refuses", "test_closed_links",
    "test_outbox",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A transactional test must name both databases, else nothing is flushed and rows leak."""
    for item in items:
        if item.path.stem in ON_BOTH_ENGINES or item.path.parent.name == "kernel":
            item.add_marker(pytest.mark.both_engines)
        for mark in item.iter_markers("django_db"):
            if "databases" not in mark.kwargs:
                cast("dict[str, Any]", mark.kwargs)["databases"] = ["default", "owner"]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup() -> Generator[None, object, object]:
    with limits.limited():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, object, object]:
    with limits.limited():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Generator[None, object, object]:
    with limits.limited():
        return (yield)


@pytest.fixture(scope="session", autouse=True)
def _set_up() -> None:
    """What `guitu.cli.prepare` makes at set-up; before the first page, since a process reads its texts once."""
    make_ring(Path(settings.KEYS))
    catalogue.compile_catalogue()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The database of each process is a copy of a migrated one."""
    with django_db_blocker.unblock():
        connections["owner"].settings_dict["TEST"]["TEMPLATE"] = template.ready()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    yield
    connections.close_all()
    clearing.close()


@pytest.fixture(scope="session", autouse=True)
def _quick_clearing() -> Iterator[None]:
    """Rows are deleted, and the connections stay: a new one reads the catalogue of 300 tables anew, for each test."""
    cases: Any = TransactionTestCase
    before = cases._fixture_teardown, cases._should_reload_connections
    cases._fixture_teardown, cases._should_reload_connections = (lambda case: clearing.empty()), (lambda case: False)
    yield
    cases._fixture_teardown, cases._should_reload_connections = before


@pytest.fixture
def client() -> Client:
    """A browser at one of our pages: the form that it sends has the id of its click, unless the test names one."""
    return make.Browser()


@pytest.fixture
def today() -> date:
    """A working Monday of the tests."""
    return date(2026, 3, 16)


@pytest.fixture
def at() -> datetime:
    """Nine in the morning of that day, in China."""
    return make.moment(2026, 3, 16, 9)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """The clock stands still at nine in the morning of that Monday, until a test sets another moment."""

    def stand(moment: str) -> None:
        monkeypatch.setenv("GUITU_NOW", moment)

    if "GUITU_NOW" not in os.environ:  # unless the test's own fixture stood it elsewhere
        stand("2026-03-16T09:00:00")
    return stand


@pytest.fixture
def world(transactional_db: None, clock: Callable[[str], None]) -> make.World:
    """Two towns of 恩平 and one of 咸安 with their posts held, as the application role sees them, on a day that stands."""
    return make.world()


@pytest.fixture
def own_environment() -> Iterator[None]:
    """The command line says in the environment which database it uses; the next test has its own. It is nine o'clock."""
    before = dict(os.environ)
    os.environ["GUITU_NOW"] = "2026-03-16T09:00:00"
    yield
    os.environ.clear()
    os.environ.update(before)
