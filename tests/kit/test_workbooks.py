"""Reading strangers' spreadsheets, and writing inert ones."""

from __future__ import annotations

import dataclasses
import io
import resource
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from guitu.cli.proving import archives as hostile
from guitu.kit.workbooks import LIMITS, SENTENCES, WorkbookRefused, inert, opened, read, without_apostrophe
from guitu.kit.workbooks.writing import Column, Page, write


def _dtd(path: Path) -> Path:
    sheet = hostile.sheet_xml(hostile.ONE_ROW)
    return hostile.archive(path, raw_sheet=sheet.replace("?>", '?><!DOCTYPE a [<!ENTITY b "c">]>', 1))


def _dtd_cut_in_two(path: Path) -> Path:
    sheet = hostile.sheet_xml(hostile.ONE_ROW)
    return hostile.archive(path, raw_sheet=sheet.replace("?>", "?>" + " " * (2**18 - 25) + "<!DOCTYPE a>", 1))


def _truncated(path: Path) -> Path:
    data = hostile.grid(path, 50, 3).read_bytes()
    path.write_bytes(data[: len(data) // 2])
    return path


def _bytes(content: bytes) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return make


def _other_archive(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("a.txt", "a")
    return path


def _part(name: str, content: bytes = b"x") -> Callable[[Path], Path]:
    return lambda path: hostile.archive(path, extra={name: content})


def _external(kind: str) -> bytes:
    return (
        f'<Relationships><Relationship Id="r" Type="http://x/{kind}" Target="file:///c:/a" '
        'TargetMode="External"/></Relationships>'
    ).encode()


HOSTILE: dict[str, tuple[Callable[[Path], Path], str]] = {
    "zip bomb": (lambda path: hostile.zip_bomb(path, 450), "workbook_inflates_too_much"),
    "overlapping parts": (hostile.overlapping_archive, "workbook_inflates_too_much"),
    "cell in the last corner": (
        lambda path: hostile.archive(
            path, sheet=hostile.ONE_ROW + f'<row r="1048576">{hostile.cell("XFD1048576", "x")}</row>'
        ),
        "workbook_too_many_columns",
    ),
    "directory lies": (hostile.lying_archive, "workbook_broken"),
    "document type": (_dtd, "workbook_has_dtd"),
    "document type across pieces": (_dtd_cut_in_two, "workbook_has_dtd"),
    "document type in utf-16": (
        _part("xl/sharedStrings.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode("utf-16")),
        "workbook_broken",
    ),
    "macro": (_part("xl/vbaProject.bin"), "workbook_has_macro"),
    "old macro sheet": (_part("xl/macrosheets/sheet1.xml"), "workbook_has_macro"),
    "external link": (_part("xl/externalLinks/externalLink1.xml"), "workbook_has_external_link"),
    "external target": (
        _part("xl/worksheets/_rels/s.xml.rels", _external("image")),
        "workbook_has_external_link",
    ),
    "embedded object": (_part("xl/embeddings/oleObject1.bin"), "workbook_has_embedded_object"),
    "program inside": (_part("xl/media/setup.exe"), "workbook_has_embedded_object"),
    "control": (_part("xl/activeX/activeX1.xml"), "workbook_has_embedded_object"),
    "password on the parts": (hostile.encrypted_archive, "workbook_encrypted"),
    "password of Excel": (
        lambda path: hostile.ole(path, "EncryptionInfo", "EncryptedPackage"),
        "workbook_encrypted",
    ),
    "macro in an old book": (
        lambda path: hostile.ole(path, "Workbook", "_VBA_PROJECT"),
        "workbook_has_macro",
    ),
    "broken old book": (lambda path: hostile.ole(path, "Workbook"), "workbook_broken"),
    "cut off": (_truncated, "workbook_broken"),
    "too many parts": (
        lambda path: hostile.archive(path, extra={f"xl/p{n}.xml": b"" for n in range(200)}),
        "workbook_too_many_parts",
    ),
    "same part twice": (_part("XL/workbook.xml"), "workbook_broken"),
    "another archive": (_other_archive, "workbook_not_a_spreadsheet"),
    "a picture": (_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100), "workbook_not_a_spreadsheet"),
    "a page": (_bytes(b"<html><table><tr><td>1</td></tr></table>"), "workbook_not_a_spreadsheet"),
    "a PDF": (_bytes(b"%PDF-1.7\n"), "workbook_not_a_spreadsheet"),
    "a program": (_bytes(b"MZ\0\0" + b"\0" * 100), "workbook_not_a_spreadsheet"),
    "nothing": (_bytes(b""), "workbook_empty"),
    "a file of neither code": (_bytes(b"a,\xff\xff\xfe,b\n"), "workbook_encoding_unknown"),
    "too many columns": (lambda path: hostile.grid(path, 2, 65), "workbook_too_many_columns"),
    "a cell like a book": (
        lambda path: hostile.archive(path, sheet=f'<row r="1">{hostile.cell("A1", "长" * 5000)}</row>'),
        "workbook_cell_too_long",
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_by_name_soon_and_in_little_memory(case: str, tmp_path: Path) -> None:
    make, code = HOSTILE[case]
    path = make(tmp_path / "upload.xlsx")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.monotonic()
    with pytest.raises(WorkbookRefused) as refusal:
        read(path)
    assert refusal.value.reason.code == code
    assert refusal.value.sentence.endswith("。")
    assert time.monotonic() - began < 20  # five on a quiet machine
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024


def test_a_file_over_the_size_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        file.truncate(LIMITS.file_bytes + 1)
    with pytest.raises(WorkbookRefused) as refusal:
        read(path)
    assert refusal.value.reason.values == {"megabytes": 33, "limit": 32}


def test_more_rows_than_the_limit_are_refused(tmp_path: Path) -> None:
    few = dataclasses.replace(LIMITS, rows=100)
    assert len(list(read(hostile.grid(tmp_path / "a.xlsx", 100, 1), limits=few).rows)) == 100
    with pytest.raises(WorkbookRefused) as refusal:
        read(hostile.grid(tmp_path / "b.xlsx", 101, 1), limits=few)
    assert refusal.value.reason.code == "workbook_too_many_rows"


def test_a_reader_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    path = hostile.grid(tmp_path / "a.xlsx", 20_000, 20)
    with pytest.raises(WorkbookRefused) as refusal:
        read(path, limits=dataclasses.replace(LIMITS, wall_seconds=0))
    assert refusal.value.reason.code == "workbook_takes_too_long"


def test_cells_that_all_repeat_one_long_text_are_bounded_as_what_they_come_to(tmp_path: Path) -> None:
    path = hostile.amplified(tmp_path / "a.xlsx", rows=2000, length=3900)
    assert path.stat().st_size < 100_000
    few = dataclasses.replace(LIMITS, answer_bytes=40_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(WorkbookRefused) as refusal, opened(path, limits=few) as sheet:
        for _ in sheet.rows:
            pass
    assert refusal.value.reason.code == "workbook_needs_too_much"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024


def test_the_process_that_reads_can_open_nothing_and_start_nothing() -> None:
    attempts = """
import os, socket, sys
from guitu.kit.workbooks.child import confine
from guitu.kit.workbooks.limits import LIMITS
confine(LIMITS)
for attempt in (lambda: open("/etc/hostname"), socket.socket, os.pipe, lambda: bytearray(700_000_000)):
    try:
        attempt()
    except (OSError, MemoryError):
        continue
    sys.exit(1)
"""
    source = Path(__file__).parents[2] / "src"
    done = subprocess.run([sys.executable, "-c", attempts], env={"PYTHONPATH": str(source)}, check=False)
    assert done.returncode == 0


def test_a_link_in_a_cell_is_no_reason_to_refuse(tmp_path: Path) -> None:
    path = hostile.archive(
        tmp_path / "a.xlsx", extra={"xl/worksheets/_rels/s.xml.rels": _external("relationships/hyperlink")}
    )
    assert read(path).rows == [(1, ["姓名"])]


def test_cells_keep_their_kind_and_rows_their_number(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("名册")
    sheet.merge_range(1, 1, 1, 2, "措施信息")
    sheet.write_string(4, 1, "007")
    sheet.write_number(4, 2, 440799199001011234)
    sheet.write_number(4, 3, 15400000001)
    sheet.write_number(4, 4, 1.5)
    sheet.write_boolean(4, 5, True)
    sheet.write_datetime(4, 6, datetime(2023, 3, 5), book.add_format({"num_format": "yyyy-mm-dd"}))
    sheet.write_datetime(
        4, 7, datetime(2023, 3, 5, 9, 30), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    )
    book.add_worksheet("隐藏").hide()
    book.close()
    found = read(path)
    assert (found.name, found.names, found.merged) == ("名册", ("名册",), (((2, 1), (2, 2)),))
    (first, _), (line, cells) = found.rows
    assert (first, line) == (2, 5)
    assert cells == [
        "", "007", pytest.approx(4.40799199001011e17), 15400000001, 1.5, True,
        date(2023, 3, 5), datetime(2023, 3, 5, 9, 30),
    ]
    assert [type(cell) for cell in cells[2:5]] == [float, int, float]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_table_is_read_in_the_codes_that_offices_use(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes('姓名,备注\n"王\n小明",好\n\n李四,\n'.encode(encoding))
    assert read(path).rows == [(1, ["姓名", "备注"]), (2, ["王\n小明", "好"]), (4, ["李四", ""])]


def test_another_sheet_is_read_when_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write(path, [Page("空", []), Page("甲", [["1"]]), Page("乙", [["2"]])])
    assert read(path).name == "甲"
    assert read(path, sheet="乙").rows == [(1, ["2"])]
    with pytest.raises(WorkbookRefused):
        read(path, sheet="丙")


def test_the_sheet_can_be_read_while_it_comes(tmp_path: Path) -> None:
    path = hostile.grid(tmp_path / "a.xlsx", 3000, 2)
    with opened(path) as sheet:
        assert next(iter(sheet.rows)) == (1, ["x", "x"])
    # the rest was never asked for; the child is gone all the same


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "  =1",
        "\u200b=1",
        "＝1",
        "＋1",
        "－1",
        "＠a",
        "\ufeff@a",
    ],
)
def test_text_that_begins_like_a_formula_is_written_inert_and_read_back(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write(path, [Page("甲", [[text, "末"]])])
    written = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in written and 't="s"' in written
    ((_, cells),) = read(path).rows
    assert cells[0].startswith("'")
    assert without_apostrophe(inert(text)) == text


@given(st.text(max_size=30))
def test_inert_text_never_begins_a_formula_and_can_be_undone(text: str) -> None:
    assert inert(text).lstrip()[:1] not in {"=", "+", "-", "@", "＝", "＋", "－", "＠"}
    assert without_apostrophe(inert(text)) == text or text.startswith("'")


@settings(max_examples=10, deadline=None)
@given(
    st.lists(
        st.lists(st.one_of(st.text(max_size=8), st.integers(-99, 99), st.dates()), max_size=4), max_size=4
    )
)
def test_whatever_is_written_can_be_read(rows: list[list[object]]) -> None:
    target = io.BytesIO()
    write(
        target,
        [Page("甲", rows, [Column("一"), Column("二", choices=tuple("长" * 60 + str(n) for n in range(9)))])],
    )
    assert target.getvalue().startswith(b"PK")


def test_every_refusal_has_a_sentence_that_says_what_to_do() -> None:
    assert all(sentence.endswith("。") for sentence in SENTENCES.values())
