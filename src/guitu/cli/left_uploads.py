"""What an earlier run left in the folder of uploads is swept when a server starts and nobody else uses the folder."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from guitu.cli import demo_mark, environment
from guitu.cli.environment import Database
from guitu.kit.env import private_folder

IN_USE = "in-use"
# A file that waits for its reader is no leftover: the job that reads it will be taken up again.
WAITING = """
SELECT args->>'batch_id' FROM procrastinate_jobs WHERE task_name = 'read_roster' AND status IN ('todo', 'doing')
"""


@contextlib.contextmanager
def swept(database: Database) -> Iterator[None]:
    """Held by every server of the folder while it runs; the first one sweeps."""
    folder = private_folder(environment.uploads())
    held = os.open(folder / IN_USE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _sweep(folder, _waiting(database))
        fcntl.flock(held, fcntl.LOCK_SH)
        yield
    finally:
        os.close(held)


def _waiting(database: Database) -> set[str]:
    with demo_mark.connected(database.url("app")) as connection:
        there = connection.execute("SELECT to_regclass('public.procrastinate_jobs')").fetchone()
        if there is None or there[0] is None:
            return set()
        return {f"{batch}.roster" for (batch,) in connection.execute(WAITING)}


def _sweep(folder: Path, waiting: set[str]) -> None:
    for path in folder.iterdir():
        if path.name == IN_USE or path.name in waiting or path.name.startswith("turn-"):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
