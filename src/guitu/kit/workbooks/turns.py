"""At most two strangers' files are read at once, whichever processes ask: each takes a turn and lets go of it."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from guitu.kit.workbooks.refusals import WorkbookRefused

TURNS = 2
TICK = 0.02


@contextmanager
def turn(seconds: int) -> Iterator[None]:
    """Waits until fewer than two are being read; the system lets go of the turn of whoever is killed."""
    folder = Path(os.environ.get("GUITU_VAR", "")) / "uploads"
    if not folder.is_dir():
        yield  # a bare process that reads a file of its own
        return
    held = [os.open(folder / f"turn-{number}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600) for number in range(TURNS)]
    try:
        _take(held, seconds)
        yield
    finally:
        for one in held:
            os.close(one)


def _take(held: list[int], seconds: int) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for one in held:
            try:
                fcntl.flock(one, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            return
        time.sleep(TICK)
    raise WorkbookRefused("workbook_takes_too_long", seconds=seconds)
