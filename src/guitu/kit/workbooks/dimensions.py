"""How far a sheet reaches, seen while it is unpacked and before anybody makes room for it.

A reader makes room for the whole rectangle between the first cell and the last: two cells in two corners are seventeen
thousand million. Cells of form only are nobody's: a whole column may be coloured.
"""

from __future__ import annotations

import re

from guitu.kit.workbooks.limits import Limits
from guitu.kit.workbooks.refusals import WorkbookRefused

WHOLE = 1 << 18  # bytes of markup without a mark in them: a text that no cell of a table has
EXCEL_LINES = 1_048_576  # with those of form only
HOLDS = rb'"[^>]*(?<!/)>\s*<(?:\w+:)?(?:v|is|f)\b'  # what follows the name of a cell that holds something
FAR_RIGHT = re.compile(rb' r="([A-Z]{3,})[0-9]+' + HOLDS)  # past column ZZ
FAR_DOWN = re.compile(rb' r="[A-Z]+([0-9]{6,})' + HOLDS)


class Look:
    """Over one part of the archive, piece by piece."""

    def __init__(self, name: str, limits: Limits) -> None:
        self._name, self._limits = name, limits
        self._is_sheet = name.startswith("xl/worksheets/")
        self._is_bounded = not self._is_sheet and name != "xl/sharedstrings.xml"
        self._lines = self._cells = self._merged = self._sheets = 0

    def at(self, tail: bytes, piece: bytes, size: int) -> None:
        """The next piece; `tail` is the end of the one before, `size` what there was in all."""
        limits = self._limits
        if len(piece) >= WHOLE and b"<" not in piece:
            raise WorkbookRefused("workbook_text_too_long")
        if self._is_bounded and size > limits.other_part_bytes:
            raise WorkbookRefused("workbook_needs_too_much")
        if self._is_sheet:
            self._look_at_cells(tail + piece)
            self._lines += piece.count(b"<row")
            if self._lines > EXCEL_LINES:
                raise WorkbookRefused("workbook_too_many_rows", limit=limits.rows)
            self._cells += piece.count(b"<c ") + piece.count(b"<c>") + piece.count(b"<c/")
            self._merged += piece.count(b"<mergeCell ")
            if self._merged > limits.merged_cells or self._cells > limits.cells:
                raise WorkbookRefused("workbook_needs_too_much")
        elif self._name == "xl/workbook.xml":
            self._sheets += piece.count(b"<sheet ")
            if self._sheets > limits.members:
                raise WorkbookRefused("workbook_too_many_parts", count=self._sheets, limit=limits.members)

    def _look_at_cells(self, text: bytes) -> None:
        limits = self._limits
        if found := FAR_RIGHT.search(text):
            raise WorkbookRefused("workbook_too_many_columns", count=_number(found[1]), limit=limits.columns)
        if any(len(found[1]) > 7 or int(found[1]) > limits.rows for found in FAR_DOWN.finditer(text)):
            raise WorkbookRefused("workbook_too_many_rows", limit=limits.rows)


def _number(letters: bytes) -> int:
    """The column that letters name, as far as anybody counts."""
    number = 0
    for letter in letters[:4]:
        number = number * 26 + letter - 64
    return number
