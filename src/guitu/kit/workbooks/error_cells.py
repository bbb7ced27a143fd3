"""Cells in which a formula failed: #N/A, #REF!, and rows that are hidden. The reader gives the ones as empty and the others
like any; here they are found again."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from xml.sax.saxutils import unescape

Errors = dict[int, dict[int, str]]  # line from 1 → column from 0 → what Excel shows

MOST = 100_000  # of one sheet; a sheet with more of them is nothing but errors
_PIECE = 1 << 20
_OVERLAP = 1 << 16  # a formula is at most 8,192 characters; every part is bounded, so that no file takes long
_MARK = b't="e"'
_CELL = re.compile(
    rb'<(?:\w{1,20}:)?c\s([^<>]{0,200}\bt="e"[^<>]{0,200})>\s{0,20}'
    rb"(?:<(?:\w{1,20}:)?f[^<>]{0,200}(?:/>|>[^<]{0,9000}</(?:\w{1,20}:)?f>))?\s{0,20}"
    rb"<(?:\w{1,20}:)?v>([^<]{1,30})</"
)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_HIDDEN = b'hidden="1"'
_ROW = re.compile(rb"<(?:\w{1,20}:)?row\s([^<>]{0,400})>")
_LINE = re.compile(rb'\br="([0-9]{1,7})"')
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')


class Looked(NamedTuple):
    """What the reader does not give: cells in which a formula failed, and how many rows are hidden."""

    errors: Errors
    hidden: int


def errors_in(data: bytes, sheet: str) -> Errors:
    """The error cells of one sheet of an xlsx that was inspected before; nothing for any other kind of file."""
    return looked_at(data, sheet).errors


def looked_at(data: bytes, sheet: str) -> Looked:
    """One sheet of an xlsx, looked through once."""
    if not data.startswith(b"PK\x03\x04"):
        return Looked({}, 0)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = _part_of(archive, sheet)
        if part is None:
            return Looked({}, 0)
        with archive.open(part) as file:
            return _found(iter(lambda: file.read(_PIECE), b""))


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return None
    sheets = [_attributes(tag) for tag in _SHEET.findall(archive.read("xl/workbook.xml"))]
    relations = [_attributes(tag) for tag in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels"))]
    wanted = next((one for one in sheets if one.get("name") == sheet), {})
    relation = next((text for name, text in wanted.items() if name == "id" or name.endswith(":id")), None)
    target = next((one.get("Target", "") for one in relations if one.get("Id") == relation), "")
    part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return part if part in names else None


def _attributes(tag: bytes) -> dict[str, str]:
    return {
        name.decode("utf-8", "replace"): unescape(text.decode("utf-8", "replace"), {"&quot;": '"', "&apos;": "'"})
        for name, text in _ATTRIBUTE.findall(tag)
    }


def _found(pieces: Iterable[bytes]) -> Looked:
    errors: Errors = {}
    hidden: set[bytes] = set()
    count, tail = 0, b""
    for piece in pieces:
        text = tail + piece
        if _MARK in text:
            for attributes, value in _CELL.findall(text):
                place = _PLACE.search(attributes)
                if place and count < MOST:
                    errors.setdefault(int(place[2]), {})[_column(place[1])] = value.decode("utf-8", "replace")
                    count += 1
        if _HIDDEN in text and len(hidden) < MOST:
            hidden.update(place[1] for row in _ROW.findall(text) if _HIDDEN in row and (place := _LINE.search(row)))
        tail = text[-_OVERLAP:]
    return Looked(errors, len(hidden))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def shown(rows: Iterable[list[Any]], errors: Errors) -> Iterator[list[Any]]:
    """The rows with what Excel shows in those cells."""
    for line, row in enumerate(rows, start=1):
        for column, text in errors.get(line, {}).items():
            if column < len(row) and row[column] == "":
                row[column] = text
        yield row
