"""Sixty files that mean harm, each with the answers that are right. Made here, so that none has to be kept."""

from __future__ import annotations

import random
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from guitu.cli.proving import archives
from guitu.cli.proving.archives import MAIN, ONE_ROW, Member, archive, blown_up, cell, grid, member, packed, sheet_xml

__all__ = ["FILES", "Hostile", "grid"]

SHEET = "xl/worksheets/s.xml"
READ = "read"  # taken as what it is: nothing in it does harm


@dataclass(frozen=True)
class Hostile:
    """How it is made, and which answers are right."""

    make: Callable[[Path], Path]
    answers: tuple[str, ...]


def _bytes(content: bytes) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return make


def _sheet(text: str) -> Callable[[Path], Path]:
    return lambda path: archive(path, sheet=text)


def _raw(text: str) -> Callable[[Path], Path]:
    return lambda path: archive(path, raw_sheet=text)


def _with(*extra: Member, sheet: Member | None = None) -> Callable[[Path], Path]:
    one = sheet or member(SHEET, sheet_xml(ONE_ROW).encode())
    return lambda path: packed(path, [*archives.workbook_members(), one, *extra])


def _part(name: str, content: bytes = b"x") -> Callable[[Path], Path]:
    return _with(member(name, content))


def _sparse(megabytes: int) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        with path.open("wb") as file:
            file.write("姓名".encode())
            file.truncate(megabytes * 1_048_576)
        return path

    return make


def _later(what: Callable[[], Callable[[Path], Path]]) -> Callable[[Path], Path]:
    """What is large is made when it is asked for."""

    def make(path: Path) -> Path:
        return what()(path)

    return make


def _cut(path: Path) -> Path:
    data = grid(path, 500, 3).read_bytes()
    path.write_bytes(data[: len(data) // 2])
    return path


def _zip(*names: str) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
            for name in names:
                book.writestr(name, ODS if name == "content.xml" else "x")
        return path

    return make


def _external(kind: str, target: str = "file:///c:/a") -> bytes:
    return (
        f'<Relationships><Relationship Id="r" Type="http://x/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    ).encode()


def _ole_in_circles(path: Path) -> Path:
    """A compound file whose table of sectors leads back to itself."""
    head = bytearray(512)
    struct.pack_into("<8s16sHHHHH", head, 0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", head, 40, 0, 1, 1, 0, 4096, 2, 1, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", head, 76, 0, *[0xFFFFFFFF] * 108)
    circle = struct.pack("<128I", 1, 2, 1, *[1] * 125)
    path.write_bytes(bytes(head) + circle * 3)
    return path


def _sheets(many: int) -> Callable[[Path], Path]:
    named = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, many + 1))
    book = archives.WORKBOOK.replace('<sheet name="S" sheetId="1" r:id="rId1"/>', named)
    return lambda path: archive(path, sheet="", extra={"xl/workbook.xml": book.encode()})


def _shared(content: bytes) -> Callable[[Path], Path]:
    return _part("xl/sharedStrings.xml", content)


def _columns(*headings: str) -> Callable[[Path], Path]:
    row = "".join(cell(f"{chr(65 + n)}1", heading) for n, heading in enumerate(headings))
    return _sheet(f'<row r="1">{row}</row>')


LAUGHS = '<!DOCTYPE a [<!ENTITY l0 "哈">' + "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)
) + "]>"  # fmt: skip
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:spreadsheet><table:table table:name="S">'
    '<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16000"/>'
    "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
)
ROSTER = "姓名,身份证号,性别\n林一,440799199203070011,男\n"
STYLES = f'<styleSheet xmlns="{MAIN}"><cellXfs>*</cellXfs></styleSheet>'
FAR = f'<row r="1048576">{cell("XFD1048576", "x")}</row>'
TOO_BIG = ("workbook_inflates_too_much", "workbook_broken")
OUT_OF_REACH = ("workbook_too_many_columns", "workbook_too_many_rows", "workbook_broken")
NO_SPREADSHEET = ("workbook_not_a_spreadsheet",)
STRANGE = ("workbook_broken", "workbook_not_a_spreadsheet", "workbook_encoding_unknown")

FILES: dict[str, Hostile] = {
    # -- archives that are more than they seem
    "zip bomb, one big member": Hostile(lambda path: archives.zip_bomb(path, 1024), TOO_BIG),
    "zip bomb under every limit": Hostile(lambda path: archives.zip_bomb(path, 399), (*TOO_BIG, "workbook_empty")),
    "zip bomb of 60,000 members": Hostile(
        _later(lambda: _with(*[member(f"xl/p{n}.xml", b"") for n in range(60_000)])), ("workbook_too_many_parts",)
    ),
    "zip bomb that says it is small": Hostile(_later(lambda: _with(sheet=blown_up(SHEET, 1024, size=200))), TOO_BIG),
    "zip bomb that says it is nothing in its own header": Hostile(
        _later(lambda: _with(sheet=blown_up(SHEET, 1024, local_size=0))), TOO_BIG
    ),
    "zip bomb of 190 members": Hostile(
        _later(lambda: _with(*[blown_up(f"xl/p{n}.xml", 100) for n in range(190)])), TOO_BIG
    ),
    "member larger than said": Hostile(archives.lying_archive, ("workbook_broken",)),
    "members that overlap": Hostile(archives.overlapping_archive, TOO_BIG),
    "member larger than four gigabytes": Hostile(_with(sheet=member(SHEET, b"x", size=0xFFFFFFF0)), TOO_BIG),
    "member packed in an unknown way": Hostile(_with(sheet=member(SHEET, b"x", method=14)), ("workbook_broken",)),
    "zip within a zip": Hostile(_part("xl/inner.zip", b"PK\x03\x04"), ("workbook_has_embedded_object",)),
    "workbook within a workbook": Hostile(_part("xl/inner.xlsx", b"PK\x03\x04"), ("workbook_has_embedded_object",)),
    "member that is a link": Hostile(_with(member("xl/link", b"/etc/passwd", mode=0o120777)), ("workbook_broken",)),
    "member with an absolute path": Hostile(_part("/etc/cron.d/x"), ("workbook_broken",)),
    "member that climbs out": Hostile(_part("xl/../../../etc/x"), ("workbook_broken",)),
    "same member twice": Hostile(_part("XL/workbook.xml"), ("workbook_broken",)),
    # -- markup
    "entities that multiply": Hostile(_raw(sheet_xml(ONE_ROW).replace("?>", "?>" + LAUGHS, 1)), ("workbook_has_dtd",)),
    "entity from outside": Hostile(_raw(sheet_xml(ONE_ROW).replace("?>", "?>" + OUTSIDE, 1)), ("workbook_has_dtd",)),
    "entity in UTF-16": Hostile(_shared(f"{OUTSIDE}<a/>".encode("utf-16")), ("workbook_broken", "workbook_has_dtd")),
    "entity in the shared strings": Hostile(
        _shared(f'<?xml version="1.0"?>{LAUGHS}<sst/>'.encode()), ("workbook_has_dtd",)
    ),
    "tags nested a million deep": Hostile(
        _later(lambda: _sheet("<a>" * 1_000_000)), ("workbook_broken", "workbook_empty")
    ),
    "tag with a million attributes": Hostile(
        _later(lambda: _sheet("<row " + " ".join(f'a{n}="1"' for n in range(1_000_000)) + "/>")),
        ("workbook_broken", "workbook_empty", "workbook_text_too_long"),
    ),
    "one text of 100 MB in one line": Hostile(
        _later(
            lambda: _with(
                sheet=blown_up(
                    SHEET,
                    100,
                    b"x",
                    f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'.encode(),
                    b"</t></is></c></row></sheetData></worksheet>",
                )
            )
        ),
        ("workbook_text_too_long", "workbook_inflates_too_much"),
    ),
    "comment of 100 MB": Hostile(
        _later(
            lambda: _with(
                sheet=blown_up(SHEET, 100, b"x", f'<worksheet xmlns="{MAIN}"><!--'.encode(), b"--></worksheet>")
            )
        ),
        ("workbook_text_too_long", "workbook_broken", "workbook_empty"),
    ),
    # -- cells
    "one cell in the last corner": Hostile(_sheet(FAR), OUT_OF_REACH),
    "a cell here and one in the last corner": Hostile(_sheet(ONE_ROW + FAR), OUT_OF_REACH),
    "a cell in the last column": Hostile(
        _sheet(f'<row r="1">{cell("A1", "x")}{cell("XFD1", "x")}</row>'), OUT_OF_REACH
    ),
    "a cell in the last line": Hostile(
        _sheet(ONE_ROW + f'<row r="1048576">{cell("A1048576", "x")}</row>'), OUT_OF_REACH
    ),
    "a dimension that lies": Hostile(
        _raw(sheet_xml(ONE_ROW).replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')), (READ,)
    ),
    "a dimension that overflows": Hostile(
        _raw(sheet_xml(ONE_ROW).replace("<sheetData>", '<dimension ref="A1:ZZZZZZZZ99999999999"/><sheetData>')),
        (READ, "workbook_broken"),
    ),
    "a cell with a line that overflows": Hostile(
        _sheet(f'<row r="1">{cell("A99999999999999999999", "x")}</row>'), OUT_OF_REACH
    ),
    "a cell with a column that overflows": Hostile(
        _sheet(f'<row r="1">{cell("ZZZZZZZZZZZZZZ1", "x")}</row>'), OUT_OF_REACH
    ),
    "a line number that overflows": Hostile(_sheet('<row r="4294967297"><c><v>1</v></c></row>'), (*OUT_OF_REACH, READ)),
    "cells without a name, 30,000 in a line": Hostile(
        _later(lambda: _sheet('<row r="1">' + "<c><v>1</v></c>" * 30_000 + "</row>")), ("workbook_too_many_columns",)
    ),
    "a million lines without a number": Hostile(
        _later(lambda: _sheet("<row><c><v>1</v></c></row>" * 1_000_000)), ("workbook_too_many_rows",)
    ),
    "a million empty lines": Hostile(_sheet("<row/>" * 1_048_576), ("workbook_empty", "workbook_too_many_rows")),
    "two million cells of form only": Hostile(
        _later(
            lambda: _sheet(
                "".join(f'<row r="{n}">' + f'<c r="A{n}" s="1"/>' * 20 + "</row>" for n in range(1, 100_000))
            )
        ),
        ("workbook_empty", READ),
    ),
    "a shared string of many numbers": Hostile(
        _sheet(f'<row r="1"><c r="A1" t="s"><v>99999999999</v></c></row>{ONE_ROW}'),
        (READ, "workbook_broken", "workbook_empty"),
    ),
    "one long text named by every cell": Hostile(
        lambda path: archives.amplified(path, rows=2000, length=3900), (READ, "workbook_needs_too_much")
    ),
    "one text beyond length named by every cell": Hostile(
        lambda path: archives.amplified(path, rows=2000, length=30_000),
        ("workbook_text_too_long", "workbook_needs_too_much"),
    ),
    "a million shared strings": Hostile(
        _later(lambda: _shared(f'<sst xmlns="{MAIN}">{"<si><t>x</t></si>" * 1_000_000}</sst>'.encode())),
        (READ, "workbook_inflates_too_much"),
    ),
    "a million styles": Hostile(
        _later(
            lambda: _part(
                "xl/styles.xml",
                STYLES.replace("*", '<xf numFmtId="14"/>' * 1_000_000).encode(),
            )
        ),
        (READ, "workbook_inflates_too_much"),
    ),
    "a million merged cells": Hostile(
        _later(
            lambda: _raw(
                sheet_xml(ONE_ROW).replace(
                    "</sheetData>",
                    "</sheetData><mergeCells>" + '<mergeCell ref="A1:B2"/>' * 1_000_000 + "</mergeCells>",
                )
            )
        ),
        (READ, "workbook_needs_too_much"),
    ),
    "merged over the whole sheet": Hostile(
        _raw(
            sheet_xml(ONE_ROW).replace(
                "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
            )
        ),
        (READ,),
    ),
    "fifty thousand sheets of one part": Hostile(_later(lambda: _sheets(50_000)), ("workbook_too_many_parts",)),
    "a coloured column in the last corner": Hostile(
        _sheet(ONE_ROW + '<row r="1048576"><c r="XFD1048576" s="1"/></row>'), (READ, "workbook_too_many_rows")
    ),
    "empty lines under every limit": Hostile(
        _later(
            lambda: _with(sheet=blown_up(SHEET, 150, b"<row/>", b"<worksheet><sheetData>", b"</sheetData></worksheet>"))
        ),
        ("workbook_empty", "workbook_broken", "workbook_too_many_rows", "workbook_takes_too_long"),
    ),
    "cells of one number under every limit": Hostile(
        _later(
            lambda: _with(
                sheet=blown_up(
                    SHEET, 150, b"<row><c><v>1</v></c></row>", b"<worksheet><sheetData>", b"</sheetData></worksheet>"
                )
            )
        ),
        ("workbook_broken", "workbook_too_many_rows", "workbook_needs_too_much"),
    ),
    "65 columns": Hostile(lambda path: grid(path, 2, 65), ("workbook_too_many_columns",)),
    # -- more than cells
    "macro": Hostile(_part("xl/vbaProject.bin"), ("workbook_has_macro",)),
    "old macro sheet": Hostile(_part("xl/macrosheets/sheet1.xml"), ("workbook_has_macro",)),
    "macro by its content type": Hostile(
        lambda path: archive(
            path,
            extra={
                "[Content_Types].xml": archives.CONTENT_TYPES.replace("sheet.main", "sheet.macroEnabled.main").encode()
            },
        ),
        ("workbook_has_macro",),
    ),
    "link to another file": Hostile(_part("xl/externalLinks/externalLink1.xml"), ("workbook_has_external_link",)),
    "picture from the net": Hostile(
        _part("xl/worksheets/_rels/s.xml.rels", _external("image", "http://x/a.png")), ("workbook_has_external_link",)
    ),
    "connection to a database": Hostile(_part("xl/connections.xml"), ("workbook_has_external_link",)),
    "embedded object": Hostile(_part("xl/embeddings/oleObject1.bin"), ("workbook_has_embedded_object",)),
    "program inside": Hostile(_part("xl/media/setup.exe"), ("workbook_has_embedded_object",)),
    "control": Hostile(_part("xl/activeX/activeX1.xml"), ("workbook_has_embedded_object",)),
    "password on the parts": Hostile(archives.encrypted_archive, ("workbook_encrypted",)),
    "password of Excel": Hostile(
        lambda path: archives.ole(path, "EncryptionInfo", "EncryptedPackage"), ("workbook_encrypted",)
    ),
    "macro in an old book": Hostile(
        lambda path: archives.ole(path, "Workbook", "_VBA_PROJECT"), ("workbook_has_macro",)
    ),
    "old book that is broken": Hostile(lambda path: archives.ole(path, "Workbook"), ("workbook_broken",)),
    "old book in circles": Hostile(
        _ole_in_circles, ("workbook_broken", "workbook_takes_too_long", "workbook_needs_too_much")
    ),
    # -- no workbook at all
    "page named .xls": Hostile(_bytes(b"<html><table><tr><td>1</td></tr></table>"), NO_SPREADSHEET),
    "page with a mark before": Hostile(_bytes(b"\xef\xbb\xbf\r\n <!DOCTYPE html><table>"), NO_SPREADSHEET),
    "mail archive named .xls": Hostile(
        _bytes(b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<html>"), (*NO_SPREADSHEET, READ)
    ),
    "workbook of 2003 in markup": Hostile(_bytes(b'<?xml version="1.0"?><Workbook xmlns="urn:x"/>'), NO_SPREADSHEET),
    "ODS": Hostile(_zip("mimetype", "content.xml"), NO_SPREADSHEET),
    "ODS dressed as a workbook": Hostile(
        _zip("[Content_Types].xml", "xl/x.xml", "mimetype", "content.xml"), (*NO_SPREADSHEET, "workbook_broken")
    ),
    "XLSB": Hostile(_zip("[Content_Types].xml", "xl/workbook.bin"), NO_SPREADSHEET),
    "document of Word": Hostile(_zip("[Content_Types].xml", "word/document.xml"), NO_SPREADSHEET),
    "picture": Hostile(_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100), NO_SPREADSHEET),
    "PDF": Hostile(_bytes(b"%PDF-1.7\n"), NO_SPREADSHEET),
    "program": Hostile(_bytes(b"MZ\0\0" + b"\0" * 100), NO_SPREADSHEET),
    "gzip": Hostile(_bytes(b"\x1f\x8b\x08\x00" + b"\0" * 100), NO_SPREADSHEET),
    "cut in the middle": Hostile(_cut, ("workbook_broken",)),
    "empty": Hostile(_bytes(b""), ("workbook_empty",)),
    "noise": Hostile(_later(lambda: _bytes(random.Random(7).randbytes(200_000))), STRANGE),  # noqa: S311  the same noise each time
    # -- text
    "100 MB in one line": Hostile(_sparse(100), ("workbook_too_big",)),
    "30 MB in one line": Hostile(_later(lambda: _bytes(b"a" * 30_000_000)), ("workbook_text_too_long",)),
    "30 million columns": Hostile(
        _later(lambda: _bytes(b"," * 30_000_000)), ("workbook_too_many_columns", "workbook_text_too_long")
    ),
    "30 million lines": Hostile(
        _later(lambda: _bytes(b"\n" * 30_000_000)), ("workbook_too_many_rows", "workbook_empty")
    ),
    "15 million lines of a cell": Hostile(_later(lambda: _bytes(b"x\n" * 15_000_000)), ("workbook_too_many_rows",)),
    "a quotation mark that never ends": Hostile(
        _later(lambda: _bytes(b'a,"' + b"x\n" * 5_000_000)), ("workbook_text_too_long", "workbook_broken")
    ),
    "UTF-16": Hostile(_bytes(ROSTER.encode("utf-16")), (READ,)),
    "UTF-16 without a mark": Hostile(_bytes(ROSTER.encode("utf-16-le")), STRANGE),
    "GBK": Hostile(_bytes(ROSTER.encode("gb18030")), (READ,)),
    "neither code": Hostile(_bytes(b"a,\xff\xff\xfe,b\n"), ("workbook_encoding_unknown",)),
    "formulas": Hostile(_bytes(b"=cmd|' /C calc'!A0,@SUM(1),+1,-1\n"), (READ,)),
    "control signs": Hostile(_bytes("姓\x07名,\x1b[31m号,\u202e倒\n".encode()), (READ,)),
    "zero characters": Hostile(_bytes("姓名\0,号\n".encode()), STRANGE),
    "columns twice": Hostile(_columns("姓名", "姓名", "身份证号", "身份证号"), (READ,)),
    "columns that name rights": Hostile(
        _columns("姓名", "身份证号", "role", "is_superuser", "post_id", "county_id"), (READ,)
    ),
}
