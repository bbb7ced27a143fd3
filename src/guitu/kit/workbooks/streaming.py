"""One sheet of inert cells written row by row into what takes bytes: nothing lies in clear in a temporary file.

XlsxWriter holds a large sheet in memory whole or lays its rows down in a file of the disk; a list of people may do
neither. Every cell here is text or a number, so that the format comes to a few lines.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from guitu.kit.workbooks.inert import inert, storable

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_OFFICE}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_OFFICE}/worksheet"'
        f' Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
    # styles: 0 general, 1 text, 2 heading
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}
_LONG_NUMBER = re.compile(r"\d{12,}")  # a spreadsheet program that opens a text file would round it
_ROWS = 500  # written at a time


def write_book(
    target: BinaryIO, sheet: str, headings: Sequence[str], rows: Iterable[Sequence[Any]], *,
    widths: Sequence[int] = (), footer: str = "",
) -> None:
    """A workbook of one sheet. `footer` stands under each page that is printed."""
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=4) as book:
        for name, text in _PARTS.items():
            book.writestr(name, _XML + text)
        book.writestr(
            "xl/workbook.xml",
            f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="{_quoted(sheet)}" sheetId="1" r:id="r1"/>'
            "</sheets></workbook>",
        )
        with book.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write((_head(widths) + _row(headings, 2)).encode())
            for piece in _pieces(rows):
                part.write(piece.encode())
            marked = escape(storable(footer).replace("&", "&&")[:250])
            part.write(f"</sheetData><headerFooter><oddFooter>&amp;C{marked}</oddFooter></headerFooter></worksheet>".encode())


def write_text(target: BinaryIO, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """The same as text with commas, marked as UTF-8 for Excel."""
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="")
    out = csv.writer(text)
    out.writerow([_plain(cell) for cell in headings])
    out.writerows([_plain(cell) for cell in row] for row in rows)
    text.detach()  # what was written goes out; the target stays open


def _head(widths: Sequence[int]) -> str:
    columns = "".join(f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(widths, 1))
    views = '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews>'
    return f'{_XML}<worksheet xmlns="{_MAIN}">{views}{f"<cols>{columns}</cols>" if columns else ""}<sheetData>'


def _pieces(rows: Iterable[Sequence[Any]]) -> Iterable[str]:
    held: list[str] = []
    for row in rows:
        held.append(_row(row, 1))
        if len(held) >= _ROWS:
            yield "".join(held)
            held.clear()
    yield "".join(held)


def _row(cells: Sequence[Any], style: int) -> str:
    return f"<row>{''.join([_cell(cell, style) for cell in cells])}</row>"


def _cell(value: Any, style: int) -> str:
    if value is None or value == "":
        return "<c/>"
    if type(value) is int:
        return f"<c><v>{value}</v></c>"
    text = escape(inert(storable(str(value))))
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _plain(value: Any) -> Any:
    if value is None or type(value) is int:
        return value
    text = inert(storable(str(value)))
    return f"'{text}" if _LONG_NUMBER.fullmatch(text) else text


def _quoted(text: str) -> str:
    return escape(text, {'"': "&quot;"})
