"""How long a process waits for the database, and what passes by itself when it waited in vain (S-5.5)."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import django.db
import psycopg
from django.conf import settings

Answer = TypeVar("Answer")

TRIES = 3  # after the first, for a lock that somebody else held
RETRY_AFTER = 5  # seconds, said with 503


@dataclass(frozen=True, slots=True)
class Patience:
    """As PostgreSQL takes it; nought is as long as it takes."""

    statement: str
    lock: str
    idle: str


KINDS = {
    "web": Patience("5s", "2s", "10s"),
    "job": Patience("120s", "30s", "120s"),  # commands of the command line as well
    "owner": Patience("0", "0", "0"),  # who migrates
}


def of_this_process() -> Patience:
    return KINDS[settings.PATIENCE]


_LOCKS = (
    psycopg.errors.LockNotAvailable,
    psycopg.errors.DeadlockDetected,
    psycopg.errors.SerializationFailure,
)
_PASSING = (
    psycopg.OperationalError,  # away, starting, stopping, full, too many, too slow, locked
    psycopg.InterfaceError,
    psycopg.errors.IdleInTransactionSessionTimeout,
)


def passes(error: BaseException) -> bool:
    """The database is away, busy or held up: the same request may be answered in a moment. All else is a fault."""
    for one in _chain(error):
        if isinstance(one, _PASSING) or type(one) in (psycopg.Error, psycopg.DatabaseError):  # what has no code of the server's
            return True
        if isinstance(one, psycopg.Error):
            return False
    return isinstance(error, django.db.OperationalError | django.db.InterfaceError)


def again_where_locked(work: Callable[[], Answer]) -> Answer:
    """A whole transaction that is safe to begin anew: once more, a little later, where somebody else held a lock."""
    for tried in range(TRIES):
        try:
            return work()
        except django.db.DatabaseError as error:
            if not any(isinstance(one, _LOCKS) for one in _chain(error)):
                raise
            time.sleep(random.uniform(0.02, 0.1) * (tried + 1))  # noqa: S311  so that two do not meet again
    return work()


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__
