"""A large roster with faults put in on purpose: exactly those lines are bad, for those reasons (P15)."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from guitu.casework.rosters.sheet import begin, roster_rows
from guitu.kit.workbooks import opened
from guitu.kit.workbooks.writing import Column, Page, write
from guitu.rules.identifiers import Sex, make_demo_id, make_demo_phone
from tests.rosters.sheets import TODAY

HEADINGS = {
    "name": "姓名",
    "sex": "性别",
    "number": "公民身份号码",
    "born": "出生年月日",
    "phone": "联系方式",
    "town": "所属镇（街）",
    "kind": "措施类型（社戒/社康）",
    "decided": "决定日期",
    "received": "收到日期",
    "reported": "报到日期",
    "starts": "起始日期",
    "ends": "截止日期",
    "years": "年限",
    "state": "当前管控现状",
    "risk": "风险等级",
}
Person = dict[str, Any]
SPELL: tuple[Callable[[date], Any], ...] = (
    lambda day: day,
    lambda day: f"{day.year}.{day.month}.{day.day}",
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day:%Y%m%d}",
    lambda day: (day - date(1899, 12, 30)).days,
)


def _person(chance: random.Random, number: int) -> Person:
    born = date(1960, 1, 1) + timedelta(days=number % 15_000)
    sex: Sex = chance.choice(["male", "female"])
    decided = date(2023, 1, 1) + timedelta(days=chance.randrange(700))
    spell = chance.choice(SPELL)
    kind = chance.choice(["社戒", "社康"])
    starts = decided + timedelta(days=5)
    begins = starts.replace(day=min(starts.day, 28))  # no leap day: the last day three years on is plain
    return {
        "name": "林" + chr(0x4E00 + number % 20_000),
        "sex": "男" if sex == "male" else "女",
        "number": make_demo_id(born, sex, number // 15_000),
        "born": spell(born),
        "phone": make_demo_phone(number),
        "town": "恩城街道",
        "kind": kind,
        "decided": spell(decided),
        "received": spell(decided + timedelta(days=1)),
        "reported": spell(starts),
        "starts": spell(begins),
        "ends": spell(begins.replace(year=begins.year + 3)),
        "years": "3年",
        "state": f"{kind}中",
        "risk": chance.choice(["高风险", "中", "低"]),
    }


def _other_sex(person: Person) -> None:
    person["sex"] = "女" if person["sex"] == "男" else "男"


def _wrong_check(person: Person) -> None:
    person["number"] = person["number"][:-1] + ("1" if person["number"][-1] != "1" else "2")


def _put(field: str, value: Any) -> Callable[[Person], None]:
    def fault(person: Person) -> None:
        person[field] = value

    return fault


FAULTS: tuple[tuple[Callable[[Person], None], list[str]], ...] = (
    (_other_sex, ["sex_contradicts_id"]),
    (_wrong_check, ["id_number_check"]),
    (lambda person: person.update(number=float(person["number"][:15] + "000")), ["id_number_lost_digits"]),
    (lambda person: person.update(number=person["number"][:-1]), ["id_number_length"]),
    (_put("number", ""), ["id_number_missing"]),
    (_put("name", ""), ["name_missing"]),
    (_put("born", "1950-01-01"), ["birth_contradicts_id"]),
    (_put("phone", "1540000"), ["phone_length"]),
    (_put("decided", ""), ["measure_without_decision"]),
    (_put("decided", "2023.2.30"), ["day_impossible"]),
    (_put("received", "2022年1月1日"), ["days_out_of_order"]),
    (_put("reported", "2027-01-01"), ["day_in_future"]),
    (_put("years", "2年"), ["period_contradicts_years"]),
    (_put("kind", "学习班"), ["word_unknown"]),
    (_put("risk", "很高"), ["word_unknown"]),
    (_put("state", "社区戒毒中/社区康复中？不知"), ["state_contradicts_measure"]),
)


@pytest.mark.parametrize("seed", [1, 2])
def test_exactly_the_faulty_lines_are_bad_for_exactly_their_reasons(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    count = 1500
    truth: dict[int, list[str]] = {}
    rows: list[list[Any]] = []
    for number in range(count):
        person = _person(chance, number)
        if chance.random() < 0.2:
            fault, codes = chance.choice(FAULTS)
            if codes == ["state_contradicts_measure"]:
                person["kind"] = "社戒"
            fault(person)
            truth[number + 3] = codes
        rows.append([person[field] for field in HEADINGS])
    path = tmp_path / "roster.xlsx"
    columns = [Column(heading) for heading in HEADINGS.values()]
    write(path, [Page("名册", rows, columns, heading_line=1)])
    with opened(path) as sheet:
        found, lines = begin(sheet)
        told = {
            row.line: [reason.code for reason in row.errors]
            for row in roster_rows(lines, found, today=TODAY, demo=True)
        }
    assert len(told) == count
    assert {line: codes for line, codes in told.items() if codes} == truth
