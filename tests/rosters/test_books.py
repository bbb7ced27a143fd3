"""The template that is downloaded, and the book of errors that comes back."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from guitu.casework.rosters.fields import FIELDS
from guitu.casework.rosters.headings import HEADINGS
from guitu.casework.rosters.sentences import sentence_of
from guitu.casework.rosters.sheet import Roster, parse_roster, report
from guitu.casework.rosters.template import CHOICES, EXAMPLE_SHEET, GUIDE_SHEET, write_template
from guitu.importing.errors_book import write_errors_book
from guitu.kit.workbooks import Sheet, WorkbookRefused, read
from guitu.kit.workbooks.writing import Page, write
from tests.rosters.sheets import MESSY_BAD, TODAY, demo_id, messy_file


def errors_book(target: Any, sheet: Sheet, roster: Roster) -> int:
    cells = dict(sheet.rows)
    wrong = [(row.line, cells[row.line], row.errors) for row in roster.rows if row.errors]
    return write_errors_book(target, wrong, roster.plan, HEADINGS, CHOICES, sentence_of)


def test_the_example_of_the_template_is_taken_without_a_word(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_template(path)
    roster = parse_roster(read(path, sheet=EXAMPLE_SHEET), today=TODAY, demo=True)
    assert report(roster) == {"rows": 1, "good": 1, "bad": {}}
    assert not roster.rows[0].warnings and not roster.plan.unread


def test_the_template_has_text_columns_drop_downs_and_a_guide(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_template(path)
    book = zipfile.ZipFile(path)
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count('type="list"') == len(CHOICES)
    assert 'numFmtId="49"' in book.read("xl/styles.xml").decode()
    column = [field.name for field in FIELDS if field.is_in_template].index("id_number") + 1
    assert re.search(rf'<col min="{column}" max="{column}" width="[^"]+" style="[1-9]', sheet)
    assert "<pane " in sheet
    assert len(list(read(path, sheet=GUIDE_SHEET).rows)) > 5
    assert next(iter(read(path).rows))[1][1] == "姓名"


def test_the_errors_book_has_the_bad_lines_in_their_order_red_and_in_words(tmp_path: Path) -> None:
    sheet = read(messy_file(tmp_path / "a.xlsx"))
    roster = parse_roster(sheet, today=TODAY, demo=True)
    path = tmp_path / "b.xlsx"
    assert errors_book(path, sheet, roster) == len(MESSY_BAD)
    back = list(read(path).rows)
    assert back[0][1][-2:] == ["原表行号", "错误说明"]
    assert [cells[-2] for _, cells in back[1:]] == list(MESSY_BAD)
    assert back[1][1][-1] == "性别与身份证号里的不一样。"
    original = dict(sheet.rows)
    for _, cells in back[1:]:
        assert cells[:12] == [*original[cells[-2]], *[""] * 12][:12]
    assert 's="' in zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml").decode()


def test_the_errors_book_can_be_sent_in_again_and_says_the_same(tmp_path: Path) -> None:
    sheet = read(messy_file(tmp_path / "a.xlsx"))
    roster = parse_roster(sheet, today=TODAY, demo=True)
    errors_book(tmp_path / "b.xlsx", sheet, roster)
    again = parse_roster(read(tmp_path / "b.xlsx"), today=TODAY, demo=True)
    told = list(report(again)["bad"].values())
    assert told == [codes for codes in MESSY_BAD.values() if codes != ["repeats_id_number"]]
    assert {column.heading for column in again.plan.unread} >= {"原表行号", "错误说明"}


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@x", "＝1", "\u200b=1"])
def test_a_formula_in_a_roster_stays_text_on_the_way_in_and_out(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write(path, [Page("甲", [["姓名", "身份证号", "备注"], ["", demo_id(), text]])])
    sheet = read(path)
    roster = parse_roster(sheet, today=TODAY, demo=True)
    target = io.BytesIO()
    errors_book(target, sheet, roster)
    assert "<f>" not in zipfile.ZipFile(target).read("xl/worksheets/sheet1.xml").decode()
    assert roster.rows[0].values["remark"].strip("\u200b") == text.strip("\u200b")


def test_a_book_that_is_no_roster_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"MZ\0\0")
    with pytest.raises(WorkbookRefused):
        read(tmp_path / "a.xlsx")
