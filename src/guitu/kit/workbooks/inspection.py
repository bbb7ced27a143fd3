"""What kind of file this really is, and whether it carries anything but cells.

Runs in the child: the parent never unpacks a stranger's bytes.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator

from guitu.kit.workbooks.dimensions import Look
from guitu.kit.workbooks.limits import MEGABYTE, Limits
from guitu.kit.workbooks.refusals import WorkbookRefused

CHUNK = 1 << 18
OVERLAP = 256  # bytes kept from the chunk before, so that a mark cut in two is still seen
LOCAL_HEADER = struct.Struct("<4s22xHH")
ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
EXTERNAL = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", re.I)
HYPERLINK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']")

# parts of the archive that hold something other than cells
FORBIDDEN_PARTS: tuple[tuple[str, str], ...] = (
    (r"vbaproject|vbadata|macrosheets/|intlmacrosheets/|/dialogsheets/", "workbook_has_macro"),
    (r"externallinks/|connections\.xml|querytables/", "workbook_has_external_link"),
    (r"/embeddings/|activex/|ctrlprops/|oleobject", "workbook_has_embedded_object"),
    (r"\.(exe|dll|js|vbs|bat|cmd|ps1|html?)$", "workbook_has_embedded_object"),
    (r"\.(zip|7z|rar|gz|tar|xls[xmb]?|doc[xm]?|ppt[xm]?|ods)$", "workbook_has_embedded_object"),
    (r"encryptedpackage|encryptioninfo", "workbook_encrypted"),
)
NEEDED = {"[content_types].xml", "xl/workbook.xml"}
NOT_OURS = {"mimetype", "content.xml", "xl/workbook.bin"}  # a reader may take the file for something else than we looked at
OLE_MARKS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "workbook_encrypted"),
    ("_VBA_PROJECT", "workbook_has_macro"),
    ("Macros", "workbook_has_macro"),
)


def kind_of(data: bytes) -> str:
    """`xlsx`, `xls` or `csv`, by what the bytes are and never by the name of the file."""
    if data.startswith(ZIP_MAGIC):
        return "xlsx"
    if data.startswith(OLE_MAGIC):
        return "xls"
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise WorkbookRefused("workbook_not_a_spreadsheet")
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")[:16].lower()
    if head.startswith((b"<", b"%pdf", b"{\\rtf", b"\x89png", b"gif8", b"rar!", b"7z\xbc\xaf")):
        raise WorkbookRefused("workbook_not_a_spreadsheet")
    return "csv"


def inspect(data: bytes, limits: Limits) -> str:
    """The kind of the file; refuses whatever S-10.1 does not let in."""
    kind = kind_of(data)
    if kind == "xlsx":
        _inspect_archive(data, limits)
    elif kind == "xls":
        for mark, code in OLE_MARKS:
            if mark.encode("utf-16-le") in data:
                raise WorkbookRefused(code)
    elif any(b"\n" not in data[at : at + CHUNK] and b"\r" not in data[at : at + CHUNK] for at in _whole_chunks(data)):
        raise WorkbookRefused("workbook_text_too_long")  # a line that is no row of a table
    return kind


def _whole_chunks(data: bytes) -> range:
    return range(0, len(data) - CHUNK + 1, CHUNK)


def _inspect_archive(data: bytes, limits: Limits) -> None:
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, struct.error, ValueError, EOFError, NotImplementedError) as error:
        raise WorkbookRefused("workbook_broken") from error
    if len(members) > limits.members:
        raise WorkbookRefused("workbook_too_many_parts", count=len(members), limit=limits.members)
    names = [member.filename.replace("\\", "/").lower() for member in members]
    for member, name in zip(members, names, strict=True):
        _refuse_by_name(member, name)
    if not set(names) >= NEEDED or NOT_OURS & set(names):
        raise WorkbookRefused("workbook_not_a_spreadsheet")
    if len(set(names)) < len(names):
        raise WorkbookRefused("workbook_broken")  # two parts of one name: readers disagree on which counts
    if sum(member.file_size for member in members) > limits.inflated_bytes:  # by its own word; whether it lies is seen below
        raise WorkbookRefused("workbook_inflates_too_much", limit=limits.inflated_bytes // MEGABYTE)
    for member, name in zip(members, names, strict=True):
        _inspect_member(data, member, name, limits)


def _refuse_by_name(member: zipfile.ZipInfo, name: str) -> None:
    if member.flag_bits & 0x1:
        raise WorkbookRefused("workbook_encrypted")
    if name.startswith("/") or ".." in name.split("/") or stat.S_ISLNK(member.external_attr >> 16):
        raise WorkbookRefused("workbook_broken")  # nothing is ever unpacked to a place; no spreadsheet program writes such
    for pattern, code in FORBIDDEN_PARTS:
        if re.search(pattern, name):
            raise WorkbookRefused(code)


def _inspect_member(data: bytes, member: zipfile.ZipInfo, name: str, limits: Limits) -> None:
    is_markup = name.endswith((".xml", ".rels", ".vml"))
    look = Look(name, limits)
    tail = b""
    size = 0
    for piece in _inflate(data, member):
        size += len(piece)
        if size > member.file_size:
            raise WorkbookRefused("workbook_broken")  # the archive lies about what it holds
        if is_markup:
            _inspect_markup(tail + piece, name, is_first=size == len(piece))
            look.at(tail, piece, size)
            # relations are short; keep a whole one in view
            tail = piece[-4096 if name.endswith(".rels") else -OVERLAP :]
    if size != member.file_size:
        raise WorkbookRefused("workbook_broken")


def _inspect_markup(text: bytes, name: str, *, is_first: bool) -> None:
    if is_first and (text.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in text[:64]):
        raise WorkbookRefused("workbook_broken")  # UTF-16 would hide what we look for
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text or b"<!doctype" in text:
        raise WorkbookRefused("workbook_has_dtd")
    if name.endswith(".rels"):
        for found in EXTERNAL.finditer(text):
            if not HYPERLINK.search(found.group()):
                raise WorkbookRefused("workbook_has_external_link")
    if name == "[content_types].xml" and b"macroenabled" in text.lower():
        raise WorkbookRefused("workbook_has_macro")


def _inflate(data: bytes, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The member's bytes as they really come out, whatever its header claims."""
    try:
        magic, name_length, extra_length = LOCAL_HEADER.unpack_from(data, member.header_offset)
    except struct.error as error:
        raise WorkbookRefused("workbook_broken") from error
    start = member.header_offset + LOCAL_HEADER.size + name_length + extra_length
    raw = memoryview(data)[start : start + member.compress_size]
    if magic != ZIP_MAGIC or len(raw) != member.compress_size:
        raise WorkbookRefused("workbook_broken")
    if member.compress_type == zipfile.ZIP_STORED:
        for at in range(0, len(raw), CHUNK):
            yield bytes(raw[at : at + CHUNK])
    elif member.compress_type == zipfile.ZIP_DEFLATED:
        yield from _deflated(raw)
    else:
        raise WorkbookRefused("workbook_broken")


def _deflated(raw: memoryview) -> Iterator[bytes]:
    machine = zlib.decompressobj(-15)
    try:
        for at in range(0, len(raw), CHUNK):
            left: bytes | memoryview = raw[at : at + CHUNK]
            while left and not machine.eof:
                piece = machine.decompress(left, CHUNK)
                left = machine.unconsumed_tail
                if piece:
                    yield piece
        while piece := machine.decompress(b"", CHUNK):
            yield piece
    except zlib.error as error:
        raise WorkbookRefused("workbook_broken") from error
    if not machine.eof:
        raise WorkbookRefused("workbook_broken")
