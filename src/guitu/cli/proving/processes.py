"""Which processes a server consists of, as the kernel tells."""

from __future__ import annotations

from pathlib import Path

PROC = Path("/proc")


def below(pid: int, word: str = "") -> list[int]:
    """Children and children's children of a process whose command line has the word."""
    children: dict[int, list[int]] = {}
    for entry in PROC.iterdir():
        if entry.name.isdecimal() and (parent := _parent(entry)) is not None:
            children.setdefault(parent, []).append(int(entry.name))
    answer, ahead = [], [pid]
    while ahead:
        for child in sorted(children.get(ahead.pop(), ())):
            ahead.append(child)
            if word in command_of(child):
                answer.append(child)
    return answer


def command_of(pid: int) -> str:
    """The command line; empty for a process that has ended."""
    try:
        return (PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def is_alive(pid: int) -> bool:
    """Whether it runs: one that has ended and waits for its parent does not."""
    try:
        return _status(PROC / str(pid))[0] != "Z"
    except OSError:
        return False


def _parent(entry: Path) -> int | None:
    try:
        return int(_status(entry)[1])
    except OSError:
        return None


def _status(entry: Path) -> list[str]:
    """State and parent stand after the name, which may hold anything, in brackets."""
    return (entry / "stat").read_text(errors="replace").rpartition(")")[2].split()
