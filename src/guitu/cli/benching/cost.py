"""What a stretch of time cost: processor time of the web's processes and of the database's, from /proc."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
TICK = 1000.0 / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of processor time since some beginning."""

    web: float
    database: float


class Meter:
    """Adds up two trees of processes; where there is no /proc it says nothing."""

    def __init__(self, web: int, postmaster: int | None) -> None:
        self.web, self.postmaster = web, postmaster

    def read(self) -> Cost | None:
        if not PROC.is_dir():
            return None
        stats = dict(_stats())
        return Cost(
            _spent(stats, self.web), _spent(stats, self.postmaster) if self.postmaster is not None else 0.0
        )


def postmaster_of(folder: Path) -> int | None:
    """The server's first process, from its own file."""
    try:
        return int((folder / "data" / "postmaster.pid").read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def _stats() -> Iterable[tuple[int, tuple[int, float]]]:
    """Every process: its parent, and what it and its dead children have used."""
    for entry in PROC.iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        yield int(entry.name), (int(fields[1]), sum(int(field) for field in fields[11:15]) * TICK)


def _spent(stats: dict[int, tuple[int, float]], root: int) -> float:
    wanted, total = {root}, 0.0
    while wanted:
        total += sum(stats[pid][1] for pid in wanted if pid in stats)
        wanted = {pid for pid, (parent, _) in stats.items() if parent in wanted and pid not in wanted}
    return total
