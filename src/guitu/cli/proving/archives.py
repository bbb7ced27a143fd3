"""How workbooks that mean harm are put together: parts, archives and old compound files."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORKBOOK = (
    f'<?xml version="1.0"?><workbook xmlns="{MAIN}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
WORKBOOK_RELS = RELS.replace('officeDocument" Target="xl/workbook.xml', 'worksheet" Target="worksheets/s.xml')


def sheet_xml(cells: str) -> str:
    return f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'


def cell(at: str, text: str) -> str:
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'


ONE_ROW = f'<row r="1">{cell("A1", "姓名")}</row>'


def archive(path: Path, *, sheet: str = ONE_ROW, extra: dict[str, bytes] | None = None, raw_sheet: str = "") -> Path:
    parts: dict[str, bytes] = {
        "[Content_Types].xml": CONTENT_TYPES.encode(),
        "_rels/.rels": RELS.encode(),
        "xl/workbook.xml": WORKBOOK.encode(),
        "xl/_rels/workbook.xml.rels": WORKBOOK_RELS.encode(),
        "xl/worksheets/s.xml": (raw_sheet or sheet_xml(sheet)).encode(),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in (parts | (extra or {})).items():
            book.writestr(name, content)
    return path


def amplified(path: Path, *, rows: int, length: int) -> Path:
    """One long text, which every cell names."""
    cells = "".join(
        f'<row r="{row}">' + "".join(f'<c r="{letter}{row}" t="s"><v>0</v></c>' for letter in "ABCDEFGH") + "</row>"
        for row in range(1, rows + 1)
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    rels = WORKBOOK_RELS.replace(
        "</Relationships>",
        f'<Relationship Id="rId2" Type="{kind}" Target="sharedStrings.xml"/></Relationships>',
    )
    shared = f'<sst xmlns="{MAIN}"><si><t>{"长" * length}</t></si></sst>'
    return archive(
        path,
        sheet=cells,
        extra={"xl/_rels/workbook.xml.rels": rels.encode(), "xl/sharedStrings.xml": shared.encode()},
    )


@dataclass(frozen=True)
class Member:
    """One part as the archive shall tell of it, which need not be true."""

    name: str
    packed: bytes
    size: int  # as the directory says
    method: int = zipfile.ZIP_DEFLATED
    local_size: int | None = None  # as its own header says
    crc: int = 0
    mode: int = 0o100644


def member(name: str, content: bytes, **lies: Any) -> Member:
    packing = zlib.compressobj(6, zlib.DEFLATED, -15)
    return Member(
        name, packing.compress(content) + packing.flush(), **{"size": len(content), "crc": zlib.crc32(content), **lies}
    )


def blown_up(
    name: str, megabytes: int, filling: bytes = b" ", before: bytes = b"", after: bytes = b"", **lies: Any
) -> Member:
    """A part that is small packed and many megabytes unpacked, made at once: one packed piece, repeated."""
    head = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = head.compress(before) + head.flush(zlib.Z_FULL_FLUSH)
    whole = filling * (1_048_576 // len(filling))
    packing = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = packing.compress(whole) + packing.flush(zlib.Z_FULL_FLUSH)
    end = zlib.compressobj(9, zlib.DEFLATED, -15)
    last = end.compress(after) + end.flush()
    size = len(before) + megabytes * len(whole) + len(after)
    crc = zlib.crc32(before)
    for _ in range(megabytes):
        crc = zlib.crc32(whole, crc)
    lies = {"crc": zlib.crc32(after, crc), **lies}
    return Member(name, first + piece * megabytes + last, **{"size": size, **lies})


def workbook_members() -> list[Member]:
    """All parts of a workbook but the sheet."""
    parts = {"[Content_Types].xml": CONTENT_TYPES, "_rels/.rels": RELS, "xl/workbook.xml": WORKBOOK,
             "xl/_rels/workbook.xml.rels": WORKBOOK_RELS}
    return [member(name, text.encode()) for name, text in parts.items()]


def packed(path: Path, members: list[Member]) -> Path:
    """An archive as told, byte by byte: nothing of it is checked."""
    directory: list[bytes] = []
    with path.open("wb") as file:
        for one in members:
            name, at = one.name.encode(), file.tell()
            local = one.size if one.local_size is None else one.local_size
            kinds = (20, 0, one.method, 0, 0, one.crc, len(one.packed))
            file.write(struct.pack("<4s5HIIIHH", b"PK\x03\x04", *kinds, local, len(name), 0) + name + one.packed)
            ends = (one.size, len(name), 0, 0, 0, 0, one.mode << 16, at)
            directory.append(struct.pack("<4s6H3I5HII", b"PK\x01\x02", 0x0314, *kinds, *ends) + name)
        start, count = file.tell(), min(len(members), 0xFFFF)
        listed = b"".join(directory)
        file.write(listed + struct.pack("<4s4HIIH", b"PK\x05\x06", 0, 0, count, count, len(listed), start, 0))
    return path


def zip_bomb(path: Path, megabytes: int) -> Path:
    """A small archive whose sheet comes out at many megabytes."""
    return packed(path, [*workbook_members(), blown_up("xl/worksheets/s.xml", megabytes)])


def lying_archive(path: Path) -> Path:
    """The directory says that a part is small; it is not."""
    data = bytearray(archive(path, sheet="<row/>" * 10_000).read_bytes())
    name = b"xl/worksheets/s.xml"
    at = data.rindex(name) - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    struct.pack_into("<I", data, at + 24, 10)
    path.write_bytes(data)
    return path


def overlapping_archive(path: Path) -> Path:
    """Many directory entries over one and the same compressed part."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", CONTENT_TYPES)
        book.writestr("xl/workbook.xml", WORKBOOK)
        book.writestr("xl/a.xml", b" " * 20_000_000)
        for number in range(100):
            info = zipfile.ZipInfo(f"xl/b{number}.xml")
            first = book.getinfo("xl/a.xml")
            for name in ("header_offset", "compress_size", "file_size", "CRC", "compress_type"):
                setattr(info, name, getattr(first, name))
            book.filelist.append(info)
            book.NameToInfo[info.filename] = info
        setattr(book, "_didModify", True)  # noqa: B010  a member that the stubs do not know
    path.write_bytes(body.getvalue())
    return path


def encrypted_archive(path: Path) -> Path:
    """An archive with the mark of a password on every part."""
    data = bytearray(archive(path).read_bytes())
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(magic)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(magic, at + 4)
    path.write_bytes(data)
    return path


def ole(path: Path, *names: str) -> Path:
    """The beginning of an old compound file that has streams of these names."""
    directory = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in names)
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + directory + b"\0" * 2048)
    return path


def grid(path: Path, rows: int, columns: int) -> Path:
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet()
    for row in range(rows):
        for column in range(columns):
            sheet.write_string(row, column, "x")
    book.close()
    return path
