"""Rosters made here, as sheets of cells or as files."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from guitu.casework.rosters.sheet import Roster, parse_roster
from guitu.kit.workbooks import Sheet
from guitu.rules.identifiers import make_demo_id

TODAY = date(2026, 11, 21)
BORN = date(1990, 1, 1)


def demo_id(number: int = 0, born_on: date = BORN, sex: str = "male") -> str:
    return make_demo_id(born_on, sex, number)  # type: ignore[arg-type]


def sheet_of(*rows: list[Any], first: int = 1, merged: tuple[Any, ...] = ()) -> Sheet:
    """Rows under one another; None leaves a line out."""
    return Sheet(
        "名册", ("名册",), merged, [(first + at, row) for at, row in enumerate(rows) if row is not None]
    )


def roster_of(headings: list[str], *rows: list[Any], **mapping: Any) -> Roster:
    return parse_roster(sheet_of(headings, *rows), today=TODAY, demo=True, **mapping)


def one(**cells: Any) -> Roster:
    """One person of whom only this much is written, heading by heading; name and number are added."""
    given = {"姓名": "林一", "身份证号": demo_id(), "所属镇街": "恩城街道"} | cells
    return roster_of(list(given), list(given.values()))


def errors(roster: Roster) -> list[str]:
    return [reason.code for reason in roster.rows[0].errors]


def warnings(roster: Roster) -> list[str]:
    return [reason.code for reason in roster.rows[0].warnings]


def messy_file(path: Path) -> Path:
    """A roster as towns really send them: a title, merged headings, notes, doubles, totals."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("恩城")
    day = book.add_format({"num_format": "yyyy/m/d"})
    sheet.merge_range("A1:L1", "恩城街道社区戒毒社区康复人员名册")
    sheet.write("A2", "填表单位：恩城街道")
    single = {
        "A": "序号",
        "B": "姓　名",
        "C": "公民身份\n号码",
        "D": "性别",
        "K": "当前管控现状",
        "L": "其它情况（本镇自用）",
    }
    for letter, heading in single.items():
        sheet.merge_range(f"{letter}4:{letter}5", heading)
    sheet.merge_range("E4:H4", "措施信息")
    for letter, heading in zip(
        "EFGH", ["措施类型（社戒/社康）", "决定日期", "报到日期", "起止时间"], strict=True
    ):
        sheet.write(f"{letter}5", heading)
    sheet.merge_range("I4:J4", "家属")
    sheet.write("I5", "姓名")
    sheet.write("J5", "电话")
    good = [
        "社戒",
        "2023.3.1",
        "2023年3月5日",
        "2023.3.5—2026.3.4",
        "林父",
        "15400000002",
        "社区戒毒中",
        "甲",
    ]
    people: dict[int, list[Any]] = {
        6: [1, "林一", demo_id(1), "男", *good],
        7: [2, "林　二", demo_id(2).lower(), "男", *good],
        9: [3, "林三", demo_id(3), "女", *good],
        10: [4, "林四", float(demo_id(4)[:17] + "0"), "男", *good],
        12: [5, "林五", demo_id(1), "男", *good],
        13: [6, "", demo_id(6), "男", *good],
        14: [7, "林七", "", "男", *good],
        15: [8, "林八", demo_id(8), "男", "社康", "2023.2.30", *good[2:]],
        16: [9, "林九", demo_id(9), "男", "社戒", "2023.3", *good[2:6], "社区康复中", ""],
        17: [10, "林十", demo_id(10), "男", "社戒", "", *good[2:]],
    }
    for line, cells in people.items():
        for column, cell in enumerate(cells):
            sheet.write(line - 1, column, cell)
    sheet.write_row(17, 0, [11, "林十一", demo_id(11), "男", "社戒", 44986])
    sheet.write_datetime(17, 6, datetime(2023, 3, 5), day)
    sheet.write("A20", "合计")
    sheet.write("B20", 11)
    sheet.write("A21", "填表人：某某")
    book.close()
    return path


MESSY_BAD = {
    9: ["sex_contradicts_id"],
    10: ["id_number_lost_digits"],
    12: ["repeats_id_number"],
    13: ["name_missing"],
    14: ["id_number_missing"],
    15: ["day_impossible", "state_contradicts_measure"],
    16: ["day_partial", "state_contradicts_measure"],
    17: ["measure_without_decision"],
}
