"""What is known about a process: alive, dead but unreaped, and whether it works in a folder."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

PROC = Path("/proc")


def is_alive(pid: int) -> bool:
    """A zombie is not: where process 1 reaps nobody, a killed server stays one for ever."""
    _reap(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return not is_zombie(pid)


def is_zombie(pid: int) -> bool:
    if not (PROC / "self").exists():
        return _ps(pid, "stat=").startswith("Z")
    try:
        # The name in parentheses may itself hold spaces and parentheses.
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return False


def works_in(pid: int, folder: Path) -> bool:
    """Every PostgreSQL process works in its data folder; a recycled process number does not."""
    if not (PROC / "self").exists():
        return str(folder) in _ps(pid, "command=")
    try:
        return os.path.samefile(PROC / str(pid) / "cwd", folder)
    except PermissionError:
        return _names_folder(pid, folder)
    except OSError:
        return False


def all_working_in(folder: Path) -> Iterator[int]:
    if not (PROC / "self").exists():
        return
    for entry in PROC.iterdir():
        if entry.name.isdigit() and works_in(int(entry.name), folder) and not is_zombie(int(entry.name)):
            yield int(entry.name)


def _names_folder(pid: int, folder: Path) -> bool:
    # A root without the right to look into others' processes may still read their arguments.
    try:
        return os.fsencode(folder) in (PROC / str(pid) / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return False


def _reap(pid: int) -> None:
    with contextlib.suppress(OSError):
        os.waitpid(pid, os.WNOHANG)


def _ps(pid: int, column: str) -> str:
    command = ["ps", "-o", column, "-p", str(pid)]
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout
