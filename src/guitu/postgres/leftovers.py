"""What a crash leaves behind and would keep the server from starting. Called under the gate only."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from guitu.postgres import processes

PID_FILE = "postmaster.pid"
STATUS_LINE = 7
GRACE = 5.0  # seconds until a process that was asked to quit is killed


@dataclass(frozen=True)
class Postmaster:
    pid: int
    status: str  # starting, ready, stopping; '' while the file is being written


def read_postmaster(data: Path) -> Postmaster | None:
    try:
        lines = (data / PID_FILE).read_text(encoding="utf-8", errors="replace").splitlines()
        pid = int(lines[0])
    except (OSError, ValueError, IndexError):
        return None
    return Postmaster(pid, lines[STATUS_LINE].strip() if len(lines) > STATUS_LINE else "")


def live_postmaster(data: Path) -> Postmaster | None:
    found = read_postmaster(data)
    if found and processes.is_alive(found.pid) and processes.works_in(found.pid, data):
        return found
    return None


def clear(data: Path, socket: Path) -> None:
    """Makes a start possible after a crash; the caller has seen that no postmaster of ours is alive.

    A zombie and a stranger with the recycled number both make PostgreSQL say "lock file already exists".
    """
    left = read_postmaster(data)
    if left:
        (data / PID_FILE).unlink(missing_ok=True)
        for name in (".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
            (socket / name).unlink(missing_ok=True)
    _end_orphans(data)


def _end_orphans(data: Path) -> None:
    """Busy backends outlive a killed postmaster and hold its shared memory: a new one refuses to start."""
    quit_until = time.monotonic() + GRACE
    asked: set[int] = set()
    while orphans := set(processes.all_working_in(data)):
        late = time.monotonic() > quit_until
        for pid in orphans if late else orphans - asked:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL if late else signal.SIGQUIT)
        asked |= orphans
        time.sleep(0.02)
