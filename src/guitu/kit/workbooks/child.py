"""The process that opens a stranger's spreadsheet: little memory, little time, no files, no network.

Standard input is the file; standard output is one JSON value a line: a sheet, then blocks of its rows
`[line of the first row, [row, …]]`, then the next sheet where all are wanted, at last `{"end": true}`; or
`{"refused": code, "values": {…}}`.
"""

from __future__ import annotations

import codecs
import csv
import io
import resource
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import orjson
import python_calamine

from guitu.kit.workbooks import error_cells
from guitu.kit.workbooks.inspection import CHUNK, inspect
from guitu.kit.workbooks.limits import Limits
from guitu.kit.workbooks.refusals import WorkbookRefused

BLOCK = 200  # rows said at once
ENCODINGS = ("utf-8-sig", "gb18030")
HEAD_LINES = 40  # merged cells further down hold no headings
GAP = 4  # so many empty rows are said; where there are more, a new block begins below
LINES = 1 << 20  # as many as a sheet of Excel can have; empty ones are not told
EVERY = "*"  # no sheet can be called so

Write = Callable[[bytes], object]


def confine(limits: Limits, size: int = 0) -> None:
    """From here on this process can open no file, no socket and no child; time and room go by the size of the file."""
    memory = min(limits.memory_bytes + size * limits.memory_per_byte, limits.memory_bytes_at_most)
    seconds = min(limits.cpu_seconds + size // limits.bytes_per_second, limits.cpu_seconds_at_most)
    for encoding in (*ENCODINGS, "utf-16", "utf-16-le", "cp437", "ascii"):
        codecs.lookup(encoding)  # loaded from files, which is not possible later
    if sys.platform != "darwin":  # which knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def tell(data: bytes, wanted: str | None, limits: Limits, write: Write) -> None:
    """Say what the file holds, row by row."""
    if not data:
        raise WorkbookRefused("workbook_empty")
    told = 0
    for head, rows in _csv(data) if inspect(data, limits) == "csv" else _workbook(data, wanted, limits):
        write(orjson.dumps(head) + b"\n")
        told = _tell_rows(rows, limits, write, told)
    write(b'{"end":true}\n')


def _tell_rows(rows: Iterable[list[Any]], limits: Limits, write: Write, told: int) -> int:
    """The rows with anything in them; how many were told so far, of this sheet and those before."""
    block: list[list[Any]] = []
    first = line = 0
    for row in rows:
        line += 1
        if not _is_row(row):
            if line > LINES:
                raise WorkbookRefused("workbook_too_many_rows", limit=limits.rows)
            continue
        if len(row) > limits.columns and any(_is_filled(cell) for cell in row[limits.columns :]):
            raise WorkbookRefused("workbook_too_many_columns", count=len(row), limit=limits.columns)
        gap = line - first - len(block)
        if block and (gap > GAP or len(block) >= BLOCK):
            _say(first, block, limits, write)
            block = []
        if block:
            block += [[] for _ in range(gap)]
        else:
            first = line
        block.append(row[: limits.columns])
        told += 1
        if told > limits.rows:
            raise WorkbookRefused("workbook_too_many_rows", limit=limits.rows)
    if block:
        _say(first, block, limits, write)
    return told


def _is_row(row: list[Any]) -> bool:
    filled = len(row) - row.count("")
    return filled > 2 or (filled > 0 and any(_is_filled(cell) for cell in row))


def _is_filled(cell: Any) -> bool:
    return not isinstance(cell, str) or bool(cell.strip())


def _say(line: int, block: list[list[Any]], limits: Limits, write: Write) -> None:
    """In pieces that the parent is ready to hold: cells may all be as long as is allowed."""
    text = orjson.dumps((line, block), default=_tagged, option=orjson.OPT_PASSTHROUGH_DATETIME)
    if len(text) > limits.cell_characters:
        for at, row in enumerate(block):
            if max(map(_length, row), default=0) > limits.cell_characters:
                raise WorkbookRefused("workbook_cell_too_long", line=line + at, limit=limits.cell_characters)
    if len(text) >= limits.piece_bytes and len(block) > 1:
        half = len(block) // 2
        _say(line, block[:half], limits, write)
        _say(line + half, block[half:], limits, write)
    else:
        write(text + b"\n")


def _length(cell: Any) -> int:
    return len(cell) if isinstance(cell, str) else 0


def _tagged(cell: Any) -> Any:
    if isinstance(cell, datetime):
        return {"t": cell.isoformat()}
    if isinstance(cell, date):
        return {"d": cell.isoformat()}
    if isinstance(cell, time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return cell.total_seconds() / 86_400
    raise TypeError(type(cell).__name__)


def _csv(data: bytes) -> Iterator[tuple[dict[str, Any], Iterator[list[Any]]]]:
    yield {"sheet": "", "sheets": [], "merged": [], "down": [], "hidden": 0}, _csv_rows(data)


def _csv_rows(data: bytes) -> Iterator[list[Any]]:
    """Decoded as it is read: the whole text would take four times the room."""
    text = io.TextIOWrapper(io.BytesIO(data), _encoding(data), newline="")
    head = text.read(4096)
    text.seek(0)
    separator = max(",\t;", key=head.count)  # of as many the first
    # a cell may hold line breaks: the rows of the sheet are counted, as Excel does, and not those of the text
    try:
        yield from csv.reader(text, delimiter=separator)
    except csv.Error as error:
        raise WorkbookRefused("workbook_broken") from error


def _encoding(data: bytes) -> str:
    """The first code that the whole text is good in."""
    is_marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if is_marked else ENCODINGS:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            for at in range(0, len(data), CHUNK):
                if "\0" in decoder.decode(data[at : at + CHUNK], final=at + CHUNK >= len(data)):
                    raise WorkbookRefused("workbook_not_a_spreadsheet")
        except UnicodeDecodeError:
            continue
        return encoding
    raise WorkbookRefused("workbook_encoding_unknown")


def _workbook(data: bytes, wanted: str | None, limits: Limits) -> Iterator[tuple[dict[str, Any], Iterator[list[Any]]]]:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        visible = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.typ is python_calamine.SheetTypeEnum.WorkSheet
            and sheet.visible is python_calamine.SheetVisibleEnum.Visible
        ]
        found = 0
        for sheet in _sheets(book, visible, wanted):
            found += 1
            looked = error_cells.looked_at(data, sheet.name)
            yield {**_head(sheet, visible, limits), "hidden": looked.hidden}, _sheet_rows(sheet, looked.errors)
    except python_calamine.PasswordError as error:
        raise WorkbookRefused("workbook_encrypted") from error
    except python_calamine.CalamineError as error:
        raise WorkbookRefused("workbook_broken") from error
    if not found:
        raise WorkbookRefused("workbook_empty")


def _sheets(book: Any, visible: list[str], wanted: str | None) -> Iterator[Any]:
    """Every sheet that one can see and that holds anything; the one asked for; or else the first."""
    if wanted not in (None, EVERY, *visible):
        raise WorkbookRefused("workbook_no_such_sheet", sheet=wanted)
    for name in visible:
        if wanted in (None, EVERY, name):
            sheet = book.get_sheet_by_name(name)
            if sheet.start is not None:
                yield sheet
                if wanted != EVERY:
                    return


def _head(sheet: Any, visible: list[str], limits: Limits) -> dict[str, Any]:
    if sheet.start[1] >= limits.columns:
        raise WorkbookRefused("workbook_too_many_columns", count=sheet.start[1] + 1, limit=limits.columns)
    spans = sheet.merged_cell_ranges or ()
    merged = [
        [[row + 1, column], [last_row + 1, last_column]]
        for (row, column), (last_row, last_column) in spans
        if row < HEAD_LINES
    ][:1000]
    down = [
        [column, row + 1, last_row + 1]
        for (row, column), (last_row, last_column) in spans
        if column == last_column and last_row > row
    ][: limits.merged_cells]
    return {"sheet": sheet.name, "sheets": visible, "merged": merged, "down": down}


def _sheet_rows(sheet: Any, errors: error_cells.Errors) -> Iterator[list[Any]]:
    pad = [""] * sheet.start[1]  # rows come from the first line on, but columns from the first used one
    rows = (pad + row for row in sheet.iter_rows()) if pad else sheet.iter_rows()
    if errors:
        rows = error_cells.shown(rows, errors)
    return iter(rows)


def main(arguments: list[str]) -> int:
    numbers = orjson.loads(arguments[0])
    limits = Limits(**numbers["limits"])
    data = sys.stdin.buffer.read(limits.file_bytes + 1)
    write = sys.stdout.buffer.write
    confine(limits, len(data))
    try:
        tell(data, numbers["sheet"], limits, write)
    except WorkbookRefused as refusal:
        write(orjson.dumps({"refused": refusal.reason.code, "values": dict(refusal.reason.values)}) + b"\n")
    except BaseException:  # the reader, which is no Python, panics where it finds no room
        full = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 > limits.memory_bytes // 2
        write(b'{"refused":"workbook_needs_too_much","values":{}}\n' if full else b'{"refused":"workbook_broken","values":{}}\n')
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
