"""Sixty files that mean harm, each with the answers that are right. Made here, so that none has to be kept."""

from __future__ import annotations

import random

from guitu.cli.proving import archives
from guitu.cli.proving.archives import MAIN, ONE_ROW, archive, blown_up, cell, grid, member, sheet_xml
from guitu.cli.proving.hostile_parts import (
    FAR,
    LAUGHS,
    NO_SPREADSHEET,
    OUT_OF_REACH,
    OUTSIDE,
    READ,
    ROSTER,
    SHEET,
    STRANGE,
    STYLES,
    TOO_BIG,
    Hostile,
    columns,
    cut_short,
    external,
    made_later,
    many_sheets,
    of_bytes,
    ole_in_circles,
    part,
    raw,
    shared,
    sheet_of,
    sparse,
    with_parts,
    zip_of,
)

__all__ = ["FILES", "READ", "Hostile", "grid"]

FILES: dict[str, Hostile] = {
    # -- archives that are more than they seem
    "zip bomb, one big member": Hostile(lambda path: archives.zip_bomb(path, 1024), TOO_BIG),
    "zip bomb under every limit": Hostile(lambda path: archives.zip_bomb(path, 399), (*TOO_BIG, "workbook_empty")),
    "zip bomb of 60,000 members": Hostile(
        made_later(lambda: with_parts(*[member(f"xl/p{n}.xml", b"") for n in range(60_000)])), ("workbook_too_many_parts",)
    ),
    "zip bomb that says it is small": Hostile(made_later(lambda: with_parts(sheet=blown_up(SHEET, 1024, size=200))), TOO_BIG),
    "zip bomb that says it is nothing in its own header": Hostile(
        made_later(lambda: with_parts(sheet=blown_up(SHEET, 1024, local_size=0))), TOO_BIG
    ),
    "zip bomb of 190 members": Hostile(
        made_later(lambda: with_parts(*[blown_up(f"xl/p{n}.xml", 100) for n in range(190)])), TOO_BIG
    ),
    "member larger than said": Hostile(archives.lying_archive, ("workbook_broken",)),
    "members that overlap": Hostile(archives.overlapping_archive, TOO_BIG),
    "member larger than four gigabytes": Hostile(with_parts(sheet=member(SHEET, b"x", size=0xFFFFFFF0)), TOO_BIG),
    "member packed in an unknown way": Hostile(with_parts(sheet=member(SHEET, b"x", method=14)), ("workbook_broken",)),
    "zip within a zip": Hostile(part("xl/inner.zip", b"PK\x03\x04"), ("workbook_has_embedded_object",)),
    "workbook within a workbook": Hostile(part("xl/inner.xlsx", b"PK\x03\x04"), ("workbook_has_embedded_object",)),
    "member that is a link": Hostile(with_parts(member("xl/link", b"/etc/passwd", mode=0o120777)), ("workbook_broken",)),
    "member with an absolute path": Hostile(part("/etc/cron.d/x"), ("workbook_broken",)),
    "member that climbs out": Hostile(part("xl/../../../etc/x"), ("workbook_broken",)),
    "same member twice": Hostile(part("XL/workbook.xml"), ("workbook_broken",)),
    # -- markup
    "entities that multiply": Hostile(raw(sheet_xml(ONE_ROW).replace("?>", "?>" + LAUGHS, 1)), ("workbook_has_dtd",)),
    "entity from outside": Hostile(raw(sheet_xml(ONE_ROW).replace("?>", "?>" + OUTSIDE, 1)), ("workbook_has_dtd",)),
    "entity in UTF-16": Hostile(shared(f"{OUTSIDE}<a/>".encode("utf-16")), ("workbook_broken", "workbook_has_dtd")),
    "entity in the shared strings": Hostile(
        shared(f'<?xml version="1.0"?>{LAUGHS}<sst/>'.encode()), ("workbook_has_dtd",)
    ),
    "tags nested a million deep": Hostile(
        made_later(lambda: sheet_of("<a>" * 1_000_000)), ("workbook_broken", "workbook_empty")
    ),
    "tag with a million attributes": Hostile(
        made_later(lambda: sheet_of("<row " + " ".join(f'a{n}="1"' for n in range(1_000_000)) + "/>")),
        ("workbook_broken", "workbook_empty", "workbook_text_too_long"),
    ),
    "one text of 100 MB in one line": Hostile(
        made_later(
            lambda: with_parts(
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
        made_later(
            lambda: with_parts(
                sheet=blown_up(SHEET, 100, b"x", f'<worksheet xmlns="{MAIN}"><!--'.encode(), b"--></worksheet>")
            )
        ),
        ("workbook_text_too_long", "workbook_broken", "workbook_empty"),
    ),
    # -- cells
    "one cell in the last corner": Hostile(sheet_of(FAR), OUT_OF_REACH),
    "a cell here and one in the last corner": Hostile(sheet_of(ONE_ROW + FAR), OUT_OF_REACH),
    "a cell in the last column": Hostile(
        sheet_of(f'<row r="1">{cell("A1", "x")}{cell("XFD1", "x")}</row>'), OUT_OF_REACH
    ),
    "a cell in the last line": Hostile(
        sheet_of(ONE_ROW + f'<row r="1048576">{cell("A1048576", "x")}</row>'), OUT_OF_REACH
    ),
    "a dimension that lies": Hostile(
        raw(sheet_xml(ONE_ROW).replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')), (READ,)
    ),
    "a dimension that overflows": Hostile(
        raw(sheet_xml(ONE_ROW).replace("<sheetData>", '<dimension ref="A1:ZZZZZZZZ99999999999"/><sheetData>')),
        (READ, "workbook_broken"),
    ),
    "a cell with a line that overflows": Hostile(
        sheet_of(f'<row r="1">{cell("A99999999999999999999", "x")}</row>'), OUT_OF_REACH
    ),
    "a cell with a column that overflows": Hostile(
        sheet_of(f'<row r="1">{cell("ZZZZZZZZZZZZZZ1", "x")}</row>'), OUT_OF_REACH
    ),
    "a line number that overflows": Hostile(sheet_of('<row r="4294967297"><c><v>1</v></c></row>'), (*OUT_OF_REACH, READ)),
    "cells without a name, 30,000 in a line": Hostile(
        made_later(lambda: sheet_of('<row r="1">' + "<c><v>1</v></c>" * 30_000 + "</row>")), ("workbook_too_many_columns",)
    ),
    "a million lines without a number": Hostile(
        made_later(lambda: sheet_of("<row><c><v>1</v></c></row>" * 1_000_000)), ("workbook_too_many_rows",)
    ),
    "a million empty lines": Hostile(sheet_of("<row/>" * 1_048_576), ("workbook_empty", "workbook_too_many_rows")),
    "two million cells of form only": Hostile(
        made_later(
            lambda: sheet_of(
                "".join(f'<row r="{n}">' + f'<c r="A{n}" s="1"/>' * 20 + "</row>" for n in range(1, 100_000))
            )
        ),
        ("workbook_empty", READ),
    ),
    "a shared string of many numbers": Hostile(
        sheet_of(f'<row r="1"><c r="A1" t="s"><v>99999999999</v></c></row>{ONE_ROW}'),
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
        made_later(lambda: shared(f'<sst xmlns="{MAIN}">{"<si><t>x</t></si>" * 1_000_000}</sst>'.encode())),
        (READ, "workbook_inflates_too_much"),
    ),
    "a million styles": Hostile(
        made_later(
            lambda: part(
                "xl/styles.xml",
                STYLES.replace("*", '<xf numFmtId="14"/>' * 1_000_000).encode(),
            )
        ),
        (READ, "workbook_inflates_too_much"),
    ),
    "a million merged cells": Hostile(
        made_later(
            lambda: raw(
                sheet_xml(ONE_ROW).replace(
                    "</sheetData>",
                    "</sheetData><mergeCells>" + '<mergeCell ref="A1:B2"/>' * 1_000_000 + "</mergeCells>",
                )
            )
        ),
        (READ, "workbook_needs_too_much"),
    ),
    "merged over the whole sheet": Hostile(
        raw(
            sheet_xml(ONE_ROW).replace(
                "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
            )
        ),
        (READ,),
    ),
    "fifty thousand sheets of one part": Hostile(made_later(lambda: many_sheets(50_000)), ("workbook_too_many_parts",)),
    "a coloured column in the last corner": Hostile(
        sheet_of(ONE_ROW + '<row r="1048576"><c r="XFD1048576" s="1"/></row>'), (READ, "workbook_too_many_rows")
    ),
    "empty lines under every limit": Hostile(
        made_later(
            lambda: with_parts(sheet=blown_up(SHEET, 150, b"<row/>", b"<worksheet><sheetData>", b"</sheetData></worksheet>"))
        ),
        ("workbook_empty", "workbook_broken", "workbook_too_many_rows", "workbook_takes_too_long"),
    ),
    "cells of one number under every limit": Hostile(
        made_later(
            lambda: with_parts(
                sheet=blown_up(
                    SHEET, 150, b"<row><c><v>1</v></c></row>", b"<worksheet><sheetData>", b"</sheetData></worksheet>"
                )
            )
        ),
        ("workbook_broken", "workbook_too_many_rows", "workbook_needs_too_much"),
    ),
    "65 columns": Hostile(lambda path: grid(path, 2, 65), ("workbook_too_many_columns",)),
    # -- more than cells
    "macro": Hostile(part("xl/vbaProject.bin"), ("workbook_has_macro",)),
    "old macro sheet": Hostile(part("xl/macrosheets/sheet1.xml"), ("workbook_has_macro",)),
    "macro by its content type": Hostile(
        lambda path: archive(
            path,
            extra={
                "[Content_Types].xml": archives.CONTENT_TYPES.replace("sheet.main", "sheet.macroEnabled.main").encode()
            },
        ),
        ("workbook_has_macro",),
    ),
    "link to another file": Hostile(part("xl/externalLinks/externalLink1.xml"), ("workbook_has_external_link",)),
    "picture from the net": Hostile(
        part("xl/worksheets/_rels/s.xml.rels", external("image", "http://x/a.png")), ("workbook_has_external_link",)
    ),
    "connection to a database": Hostile(part("xl/connections.xml"), ("workbook_has_external_link",)),
    "embedded object": Hostile(part("xl/embeddings/oleObject1.bin"), ("workbook_has_embedded_object",)),
    "program inside": Hostile(part("xl/media/setup.exe"), ("workbook_has_embedded_object",)),
    "control": Hostile(part("xl/activeX/activeX1.xml"), ("workbook_has_embedded_object",)),
    "password on the parts": Hostile(archives.encrypted_archive, ("workbook_encrypted",)),
    "password of Excel": Hostile(
        lambda path: archives.ole(path, "EncryptionInfo", "EncryptedPackage"), ("workbook_encrypted",)
    ),
    "macro in an old book": Hostile(
        lambda path: archives.ole(path, "Workbook", "_VBA_PROJECT"), ("workbook_has_macro",)
    ),
    "old book that is broken": Hostile(lambda path: archives.ole(path, "Workbook"), ("workbook_broken",)),
    "old book in circles": Hostile(
        ole_in_circles, ("workbook_broken", "workbook_takes_too_long", "workbook_needs_too_much")
    ),
    # -- no workbook at all
    "page named .xls": Hostile(of_bytes(b"<html><table><tr><td>1</td></tr></table>"), NO_SPREADSHEET),
    "page with a mark before": Hostile(of_bytes(b"\xef\xbb\xbf\r\n <!DOCTYPE html><table>"), NO_SPREADSHEET),
    "mail archive named .xls": Hostile(
        of_bytes(b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<html>"), (*NO_SPREADSHEET, READ)
    ),
    "workbook of 2003 in markup": Hostile(of_bytes(b'<?xml version="1.0"?><Workbook xmlns="urn:x"/>'), NO_SPREADSHEET),
    "ODS": Hostile(zip_of("mimetype", "content.xml"), NO_SPREADSHEET),
    "ODS dressed as a workbook": Hostile(
        zip_of("[Content_Types].xml", "xl/x.xml", "mimetype", "content.xml"), (*NO_SPREADSHEET, "workbook_broken")
    ),
    "XLSB": Hostile(zip_of("[Content_Types].xml", "xl/workbook.bin"), NO_SPREADSHEET),
    "document of Word": Hostile(zip_of("[Content_Types].xml", "word/document.xml"), NO_SPREADSHEET),
    "picture": Hostile(of_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100), NO_SPREADSHEET),
    "PDF": Hostile(of_bytes(b"%PDF-1.7\n"), NO_SPREADSHEET),
    "program": Hostile(of_bytes(b"MZ\0\0" + b"\0" * 100), NO_SPREADSHEET),
    "gzip": Hostile(of_bytes(b"\x1f\x8b\x08\x00" + b"\0" * 100), NO_SPREADSHEET),
    "cut in the middle": Hostile(cut_short, ("workbook_broken",)),
    "empty": Hostile(of_bytes(b""), ("workbook_empty",)),
    "noise": Hostile(made_later(lambda: of_bytes(random.Random(7).randbytes(200_000))), STRANGE),  # noqa: S311  the same noise each time
    # -- text
    "100 MB in one line": Hostile(sparse(100), ("workbook_too_big",)),
    "30 MB in one line": Hostile(made_later(lambda: of_bytes(b"a" * 30_000_000)), ("workbook_text_too_long",)),
    "30 million columns": Hostile(
        made_later(lambda: of_bytes(b"," * 30_000_000)), ("workbook_too_many_columns", "workbook_text_too_long")
    ),
    "30 million lines": Hostile(
        made_later(lambda: of_bytes(b"\n" * 30_000_000)), ("workbook_too_many_rows", "workbook_empty")
    ),
    "15 million lines of a cell": Hostile(made_later(lambda: of_bytes(b"x\n" * 15_000_000)), ("workbook_too_many_rows",)),
    "a quotation mark that never ends": Hostile(
        made_later(lambda: of_bytes(b'a,"' + b"x\n" * 5_000_000)), ("workbook_text_too_long", "workbook_broken")
    ),
    "UTF-16": Hostile(of_bytes(ROSTER.encode("utf-16")), (READ,)),
    "UTF-16 without a mark": Hostile(of_bytes(ROSTER.encode("utf-16-le")), STRANGE),
    "GBK": Hostile(of_bytes(ROSTER.encode("gb18030")), (READ,)),
    "neither code": Hostile(of_bytes(b"a,\xff\xff\xfe,b\n"), ("workbook_encoding_unknown",)),
    "formulas": Hostile(of_bytes(b"=cmd|' /C calc'!A0,@SUM(1),+1,-1\n"), (READ,)),
    "control signs": Hostile(of_bytes("姓\x07名,\x1b[31m号,\u202e倒\n".encode()), (READ,)),
    "zero characters": Hostile(of_bytes("姓名\0,号\n".encode()), STRANGE),
    "columns twice": Hostile(columns("姓名", "姓名", "身份证号", "身份证号"), (READ,)),
    "columns that name rights": Hostile(
        columns("姓名", "身份证号", "role", "is_superuser", "post_id", "county_id"), (READ,)
    ),
}
