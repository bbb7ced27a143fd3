"""From a sheet to rows that are good or say what is wrong with them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guitu.casework.rosters.fields import FIELDS
from guitu.casework.rosters.sentences import ALL, sentence_of
from guitu.casework.rosters.sheet import begin, parse_roster, report, roster_rows
from guitu.kit.workbooks import opened, read
from tests.rosters.sheets import (
    MESSY_BAD,
    TODAY,
    demo_id,
    errors,
    messy_file,
    one,
    roster_of,
    sheet_of,
    warnings,
)

HEADINGS = [field.heading for field in FIELDS]
CELLS = st.one_of(
    st.just(""), st.text(max_size=12), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes(),
    st.sampled_from(["无", "/", "社戒", "2023.3.5", "是", "男", "冰毒", demo_id(1), "２０２３年３月５日"]),
)


def test_a_messy_roster_gives_exactly_the_bad_lines_and_why(tmp_path: Path) -> None:
    roster = parse_roster(read(messy_file(tmp_path / "a.xlsx")), today=TODAY, demo=True)
    assert report(roster) == {"rows": 11, "good": 3, "bad": MESSY_BAD}
    assert [row.line for row in roster.good] == [6, 7, 18]
    assert [column.heading for column in roster.plan.unread] == ["其它情况（本镇自用）"]
    first = roster.rows[0].values
    assert first == {
        "name": "林一", "id_number": demo_id(1), "sex": "male", "born_on": date(1990, 1, 1),
        "measure_kind": "community_detox", "decided_on": date(2023, 3, 1), "reported_on": date(2023, 3, 5),
        "starts_on": date(2023, 3, 5), "ends_on": date(2026, 3, 5), "relative_name": "林父",
        "relative_phone": "15400000002", "state": "community_detox", "state_text": "社区戒毒中",
    }
    assert roster.rows[1].values["id_number"] == demo_id(2)
    assert roster.rows[-1].values["decided_on"] == date(2023, 3, 1)
    repeated = next(row for row in roster.rows if row.line == 12)
    assert [sentence_of(reason) for reason in repeated.errors] == ["身份证号与第 6 行相同。"]


def test_reading_while_it_comes_gives_the_same_rows(tmp_path: Path) -> None:
    path = messy_file(tmp_path / "a.xlsx")
    with opened(path) as sheet:
        found, rows = begin(sheet)
        streamed = tuple(roster_rows(rows, found, today=TODAY, demo=True))
    assert streamed == parse_roster(read(path), today=TODAY, demo=True).rows


def test_a_sheet_without_headings_or_without_required_columns_is_not_read() -> None:
    assert [r.code for r in parse_roster(sheet_of(["林一", "x"]), today=TODAY).refusals] == [
        "roster_without_headings"
    ]
    lacking = parse_roster(sheet_of(["姓名", "性别"], ["林一", "男"]), today=TODAY)
    assert [sentence_of(reason) for reason in lacking.refusals] == [
        "表里没有这些必需的列：身份证号。请补上，或在下面指定是哪一列。"
    ]
    assert parse_roster(sheet_of(), today=TODAY).refusals


def test_the_users_mapping_is_followed_and_may_not_name_a_field_twice() -> None:
    rows = (["甲", "乙", "姓名"], ["林一", demo_id(), "别名"])
    found = roster_of(*rows, mapping={0: "name", 1: "id_number", 2: "alias"})
    assert found.rows[0].values["alias"] == "别名"
    assert (
        roster_of(*rows, mapping={0: "name", 1: "id_number", 2: "name"}).refusals[0].code
        == "roster_maps_twice"
    )


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        ({"出生日期": "1990-01-02"}, ["birth_contradicts_id"]),
        ({"出生日期": "1990年2月"}, ["birth_contradicts_id"]),
        ({"性别": "女"}, ["sex_contradicts_id"]),
        ({"性别": "丁"}, ["word_unknown"]),
        ({"决定日期": "2023-03-05", "收到日期": "2023-03-04"}, ["days_out_of_order"]),
        ({"决定日期": "2023-03-05", "报到日期": "2023-03-04"}, ["days_out_of_order"]),
        ({"决定日期": "2023-03-05", "协议签订日期": "2023-03-04"}, ["days_out_of_order"]),
        ({"初次吸毒时间": "1989-01-01"}, ["days_out_of_order"]),
        ({"报到日期": "2026-11-22"}, ["day_in_future"]),
        ({"起始日期": "2023-03-05", "截止日期": "2023-03-05"}, ["period_ends_before_it_starts"]),
        ({"起始日期": "2023-03-05", "截止日期": "2025-03-04", "年限": "3年"}, ["period_contradicts_years"]),
        (
            {"起止日期": "2023-03-05至2025-03-04", "措施类型": "社戒3年", "决定日期": "2023-03-01"},
            ["period_contradicts_years"],
        ),
        ({"措施类型": "社区戒毒"}, ["measure_without_decision"]),
        ({"管控现状": "社区戒毒中"}, ["measure_without_decision"]),
        ({"管控现状": "社戒", "措施类型": "社康", "决定日期": "2023-03-01"}, ["state_contradicts_measure"]),
        ({"管控现状": "三年未复吸", "措施类型": "社戒"}, []),
        ({"措施类型": "教育"}, ["word_unknown"]),
        ({"风险等级": "很高"}, ["word_unknown"]),
        ({"起始日期": "2026-12-01"}, ["measure_asked"]),
        ({"联系电话": "123"}, ["phone_length"]),
        ({"家属电话": "123"}, []),
        ({"姓名": "12345"}, ["name_unreadable"]),
        ({"姓名": 12345}, ["name_unreadable"]),
        ({"备注": "长" * 501}, ["text_too_long"]),
        ({"决定日期": "23.3.5"}, ["day_short_year"]),
        ({"身份证号": datetime(2023, 3, 5)}, ["id_number_characters"]),
    ],
)
def test_what_is_wrong_in_a_row_is_named(cells: dict[str, Any], codes: list[str]) -> None:
    assert errors(one(**cells)) == codes


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        ({"首次查获时间": "2015年"}, ["day_partial"]),
        ({"家属电话": "123"}, ["phone_length"]),
        ({"联系电话": "15400000001/15400000002"}, ["phone_second_not_read"]),
        ({"文化程度": "私塾"}, ["word_unknown"]),
        ({"毒品种类": "冰毒、某粉"}, ["word_unknown"]),
        ({"管控现状": "脱失"}, ["state_needs_a_look"]),
        ({"措施类型": "社戒", "决定日期": "2026-11-01", "起始日期": "2026-12-01"}, ["starts_in_future"]),
        ({"查获次数": "很多"}, ["count_unreadable"]),
        ({"所属镇街": ""}, ["place_missing"]),
        ({"管控现状": "已死亡", "措施类型": "社戒"}, ["past_measure_without_decision"]),
        ({"管控现状": "强戒", "措施类型": "社戒", "决定日期": "2023-03-01"}, ["state_beside_measure"]),
        ({"出生日期": "1990年1月"}, ["day_partial"]),
    ],
)
def test_what_is_doubtful_is_a_warning_and_the_row_is_taken(cells: dict[str, Any], codes: list[str]) -> None:
    roster = one(**cells)
    assert (errors(roster), warnings(roster)) == ([], codes)


@pytest.mark.parametrize(
    ("ends", "after"),
    [("2026-03-04", date(2026, 3, 5)), ("2026-03-05", date(2026, 3, 5)), ("2026-01-31", date(2026, 2, 1))],
)
def test_the_end_of_a_period_is_kept_as_the_day_after_the_last(ends: str, after: date) -> None:
    assert one(起始日期="2023-03-05", 截止日期=ends).rows[0].values["ends_on"] == after


def test_a_leap_day_and_three_years_end_on_the_first_of_march() -> None:
    roster = one(措施类型="社戒", 决定日期="2024-02-20", 起始日期="2024-02-29", 截止日期="2027-02-28", 年限=3)
    assert errors(roster) == []
    assert roster.rows[0].values["ends_on"] == date(2027, 3, 1)


def test_birthday_sex_and_measure_are_filled_in_from_what_is_known() -> None:
    values = one(管控现状="社区康复中", 决定日期="2023.3.1", 出生日期="", 性别="/").rows[0].values
    assert (values["born_on"], values["sex"]) == (date(1990, 1, 1), "male")
    assert values["measure_kind"] == "community_rehabilitation"


def test_the_same_person_twice_is_told_on_the_second_line() -> None:
    headings = ["姓名", "身份证号", "出生日期"]
    roster = roster_of(
        headings,
        ["林一", demo_id(1), ""],
        ["林一", demo_id(1), ""],
        ["林一", "", "1990-01-01"],
        ["林一", demo_id(2), ""],
        ["林一", demo_id(1), ""],
    )
    told = [[(reason.code, reason.values.get("first")) for reason in (*row.errors, *row.warnings)
             if "first" in reason.values] for row in roster.rows]
    assert told == [
        [], [("repeats_id_number", 2)], [("repeats_name_and_birth", 2)], [("same_name_and_birth", 2)],
        [("repeats_id_number", 2)],
    ]


def test_names_are_put_right_but_not_changed() -> None:
    assert one(姓名="王　伟").rows[0].values["name"] == "王伟"
    assert one(姓名=" 买买提•艾合买提\u200b ").rows[0].values["name"] == "买买提·艾合买提"
    assert one(姓名="Maria Garcia").rows[0].values["name"] == "Maria Garcia"


def test_blank_lines_totals_and_signatures_are_no_people() -> None:
    roster = roster_of(
        ["序号", "姓名", "身份证号"],
        ["", " ", ""],
        [1, "林一", demo_id()],
        ["合 计", 1, ""],
        ["填表人：某", "", ""],
    )
    assert [row.line for row in roster.rows] == [3]


def test_a_person_of_whom_only_the_name_is_written_is_not_passed_over() -> None:
    assert errors(roster_of(["姓名", "身份证号"], ["林一", ""])) == ["id_number_missing"]


def test_demo_identities_pass_without_a_word_in_a_demo_only() -> None:
    sheet = sheet_of(["姓名", "身份证号", "联系电话", "现住址"], ["林一", demo_id(), "15400000001", "某路"])
    assert parse_roster(sheet, today=TODAY, demo=True).rows[0].warnings == ()
    told = parse_roster(sheet, today=TODAY).rows[0]
    assert told.is_good
    assert [reason.code for reason in told.warnings] == ["id_number_demo", "phone_segment_free"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=len(HEADINGS), max_size=len(HEADINGS)), min_size=1, max_size=6))
def test_no_cells_make_the_reading_fall_over_and_every_reason_has_its_words(rows: list[list[Any]]) -> None:
    roster = roster_of(HEADINGS, *rows)
    again = roster_of(HEADINGS, *rows)
    assert report(roster) == report(again)
    for row in roster.rows:
        for reason in (*row.errors, *row.warnings):
            assert sentence_of(reason).endswith("。")
            assert set(reason.values["fields"]) <= {field.name for field in FIELDS}  # type: ignore[call-overload]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=8), max_size=8))
def test_any_sheet_at_all_is_read_or_refused(rows: list[list[Any]]) -> None:
    roster = parse_roster(sheet_of(*rows), today=TODAY)
    assert roster.refusals or roster.plan.heading_lines


def test_every_code_has_its_sentence_once() -> None:
    assert all(sentence.endswith("。") for sentence in ALL.values())
