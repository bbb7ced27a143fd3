"""Reading a stranger's spreadsheet through a bounded child process.

The parent looks at the size and nothing else; what the child says is data, checked and bounded as well.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

import orjson

import guitu
from guitu.kit.workbooks.limits import LIMITS, MEGABYTE, Limits
from guitu.kit.workbooks.refusals import SENTENCES, WorkbookRefused
from guitu.kit.workbooks.turns import turn

Cell = str | int | float | bool | date | datetime | None
Row = tuple[int, list[Any]]  # the row's number as Excel shows it, and its cells
EVERY = "*"  # as the child is asked for all sheets
Merged = tuple[tuple[int, int], tuple[int, int]]  # (row from 1, column from 0) to (row, column), inclusive


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows with the numbers that Excel shows. Empty cells are ''; blank rows are left out.

    From `read` the rows are a list; from `opened` they come once, as the child reads them.
    """

    name: str
    names: tuple[str, ...]
    merged: tuple[Merged, ...]
    rows: list[Row] | Iterator[Row]
    down: tuple[tuple[int, int, int], ...] = ()  # cells merged downwards: column, first and last line
    hidden: int = 0  # rows that Excel does not show; they are read like any


def read(path: Path, *, limits: Limits = LIMITS, sheet: str | None = None) -> Sheet:
    """The whole sheet at once; for a few thousand rows."""
    with opened(path, limits=limits, sheet=sheet) as found:
        return Sheet(found.name, found.names, found.merged, list(found.rows))


@contextmanager
def opened(path: Path, *, limits: Limits = LIMITS, sheet: str | None = None) -> Iterator[Sheet]:
    """The sheet while it is being read, so that a large one never stands in memory whole."""
    with begun(path, limits=limits, sheet=sheet) as head:
        yield head()


@contextmanager
def begun(path: Path, *, limits: Limits = LIMITS, sheet: str | None = None) -> Iterator[Callable[[], Sheet]]:
    """The same for who has something to do while the child begins: the sheet is what the answer gives."""
    with _begun(path, limits, sheet) as lines:
        yield lambda: next(_sheets(lines(), limits))


@contextmanager
def all_begun(path: Path, *, limits: Limits = LIMITS) -> Iterator[Callable[[], Iterator[Sheet]]]:
    """Every sheet of the file that holds anything, one after the other; the rows of one are read before the next."""
    with _begun(path, limits, EVERY) as lines:
        yield lambda: _sheets(lines(), limits)


@contextmanager
def _begun(path: Path, limits: Limits, sheet: str | None) -> Iterator[Callable[[], Iterator[Any]]]:
    size = path.stat().st_size
    if size == 0:
        raise WorkbookRefused("workbook_empty")
    if size > limits.file_bytes:
        megabytes = -(-size // MEGABYTE)
        raise WorkbookRefused("workbook_too_big", megabytes=megabytes, limit=limits.file_bytes // MEGABYTE)
    with turn(limits.turn_seconds), path.open("rb") as file, _child(file, limits, sheet) as child:
        yield lambda: _lines(child, limits)


def _sheets(lines: Iterator[Any], limits: Limits) -> Iterator[Sheet]:
    following: list[Any] = [next(lines, None)]

    def blocks() -> Iterator[Any]:
        for value in lines:
            if isinstance(value, dict):
                following.append(value)
                return
            yield value

    while following:
        head = following.pop()
        if not isinstance(head, dict):
            raise WorkbookRefused("workbook_broken")
        rows = _rows(blocks(), limits)
        yield Sheet(
            name=str(head["sheet"]),
            names=tuple(map(str, head["sheets"])),
            merged=tuple(((a[0], a[1]), (b[0], b[1])) for a, b in head["merged"]),
            rows=rows,
            down=tuple((int(column), int(first), int(last)) for column, first, last in head["down"]),
            hidden=int(head["hidden"]),
        )
        for _ in rows:  # what nobody read of it
            pass


class _Child:
    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.is_late = False

    def stop(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def stop_late(self) -> None:
        self.is_late = True
        self.stop()


@contextmanager
def _child(file: BinaryIO, limits: Limits, sheet: str | None) -> Iterator[_Child]:
    source = str(Path(guitu.__path__[0]).parent)
    order = orjson.dumps({"limits": asdict(limits), "sheet": sheet}).decode()
    process = subprocess.Popen(
        [sys.executable, "-P", "-s", "-m", "guitu.kit.workbooks.child", order],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a parser's complaint may quote the file
        cwd="/",
        env={"PYTHONPATH": source, "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"},
        start_new_session=True,
        close_fds=True,
    )
    child = _Child(process)
    watch = threading.Timer(limits.wall_seconds, child.stop_late)
    watch.daemon = True
    watch.start()
    try:
        yield child
    finally:
        watch.cancel()
        if process.poll() is None:
            child.stop()
        if process.stdout:
            process.stdout.close()
        process.wait()


def _lines(child: _Child, limits: Limits) -> Iterator[Any]:
    assert child.process.stdout is not None
    said = 0
    while text := child.process.stdout.readline(limits.piece_bytes + 1):
        said += len(text)
        if said > limits.answer_bytes or len(text) > limits.piece_bytes:
            raise WorkbookRefused("workbook_needs_too_much")
        if not text.endswith(b"\n"):
            break  # cut off in the middle: it died
        value = orjson.loads(text)
        if isinstance(value, dict):
            if "end" in value:
                return
            if value.get("refused") in SENTENCES:
                raise WorkbookRefused(value["refused"], **value["values"])
        yield value
    raise _death(child, limits)


def _death(child: _Child, limits: Limits) -> WorkbookRefused:
    """Why it stopped without an answer."""
    code = child.process.wait()
    if child.is_late:
        return WorkbookRefused("workbook_takes_too_long", seconds=limits.wall_seconds)
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return WorkbookRefused("workbook_takes_too_long", seconds=limits.cpu_seconds_at_most)
    if code in (-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGBUS):
        return WorkbookRefused("workbook_needs_too_much")
    return WorkbookRefused("workbook_broken")


def _rows(lines: Iterator[Any], limits: Limits) -> Iterator[Row]:
    known: dict[str, str] = {}  # towns, kinds and days repeat: one string each
    for line, block in lines:
        number = line
        for row in block:
            cells = [
                known.setdefault(cell, cell) if type(cell) is str and len(cell) < 24 else _cell(cell) for cell in row
            ]
            if any(cell != "" for cell in cells):
                yield number, cells
            number += 1
        if len(known) > 50_000:
            known.clear()


def _cell(cell: Any) -> Any:
    if type(cell) is str:
        return cell
    if type(cell) is dict:
        if "d" in cell:
            return date.fromisoformat(cell["d"])
        return datetime.fromisoformat(cell["t"])
    if type(cell) is float and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)  # Excel knows no whole numbers; from sixteen digits on they are no longer sure
    return "" if cell is None else cell
