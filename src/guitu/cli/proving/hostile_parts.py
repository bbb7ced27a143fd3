"""How files that mean harm are made: archives, sheets and parts of them, written to a path."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from guitu.cli.proving import archives
from guitu.cli.proving.archives import MAIN, ONE_ROW, Member, archive, cell, grid, member, packed, sheet_xml

SHEET = "xl/worksheets/s.xml"
READ = "read"  # taken as what it is: nothing in it does harm


@dataclass(frozen=True)
class Hostile:
    """How it is made, and which answers are right."""

    make: Callable[[Path], Path]
    answers: tuple[str, ...]


def of_bytes(content: bytes) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return make


def sheet_of(text: str) -> Callable[[Path], Path]:
    return lambda path: archive(path, sheet=text)


def raw(text: str) -> Callable[[Path], Path]:
    return lambda path: archive(path, raw_sheet=text)


def with_parts(*extra: Member, sheet: Member | None = None) -> Callable[[Path], Path]:
    one = sheet or member(SHEET, sheet_xml(ONE_ROW).encode())
    return lambda path: packed(path, [*archives.workbook_members(), one, *extra])


def part(name: str, content: bytes = b"x") -> Callable[[Path], Path]:
    return with_parts(member(name, content))


def sparse(megabytes: int) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        with path.open("wb") as file:
            file.write("姓名".encode())
            file.truncate(megabytes * 1_048_576)
        return path

    return make


def made_later(what: Callable[[], Callable[[Path], Path]]) -> Callable[[Path], Path]:
    """What is large is made when it is asked for."""

    def make(path: Path) -> Path:
        return what()(path)

    return make


def cut_short(path: Path) -> Path:
    data = grid(path, 500, 3).read_bytes()
    path.write_bytes(data[: len(data) // 2])
    return path


def zip_of(*names: str) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
            for name in names:
                book.writestr(name, ODS if name == "content.xml" else "x")
        return path

    return make


def external(kind: str, target: str = "file:///c:/a") -> bytes:
    return (
        f'<Relationships><Relationship Id="r" Type="http://x/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    ).encode()


def ole_in_circles(path: Path) -> Path:
    """A compound file whose table of sectors leads back to itself."""
    head = bytearray(512)
    struct.pack_into("<8s16sHHHHH", head, 0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", head, 40, 0, 1, 1, 0, 4096, 2, 1, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", head, 76, 0, *[0xFFFFFFFF] * 108)
    circle = struct.pack("<128I", 1, 2, 1, *[1] * 125)
    path.write_bytes(bytes(head) + circle * 3)
    return path


def many_sheets(many: int) -> Callable[[Path], Path]:
    named = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, many + 1))
    book = archives.WORKBOOK.replace('<sheet name="S" sheetId="1" r:id="rId1"/>', named)
    return lambda path: archive(path, sheet="", extra={"xl/workbook.xml": book.encode()})


def shared(content: bytes) -> Callable[[Path], Path]:
    return part("xl/sharedStrings.xml", content)


def columns(*headings: str) -> Callable[[Path], Path]:
    row = "".join(cell(f"{chr(65 + n)}1", heading) for n, heading in enumerate(headings))
    return sheet_of(f'<row r="1">{row}</row>')


LAUGHS = '<!DOCTYPE a [<!ENTITY l0 "哈">' + "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)
) + "]>"
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
