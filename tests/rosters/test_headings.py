"""Which column is which."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guitu.casework.rosters.fields import FIELDS
from guitu.casework.rosters.headings import HEADINGS, field_of, plan
from guitu.casework.rosters.synonyms import SYNONYMS
from guitu.importing.headings import heading_key

STANDARD = {
    "序号": "serial",
    "姓名": "name",
    "性别": "sex",
    "身份证号": "id_number",
    "证件号码": "id_number",
    "公民身份号码": "id_number",
    "民族": "ethnicity",
    "出生日期": "born_on",
    "文化程度": "education",
    "婚姻状况": "marital",
    "联系电话": "phone",
    "家属姓名": "relative_name",
    "家属电话": "relative_phone",
    "户籍地址": "registered_address",
    "户籍所在地": "registered_address",
    "现住址": "living_address",
    "居住地": "living_address",
    "所属镇街": "town_name",
    "所属村居": "village_name",
    "所属网格": "grid_name",
    "毒品种类": "drugs",
    "滥用毒品": "drugs",
    "初次吸毒时间": "first_used_on",
    "首次查获时间": "first_caught_on",
    "查获单位": "caught_by_body",
    "查获次数": "caught_count",
    "戒毒次数": "detox_count",
    "管控现状": "state",
    "人员状态": "state",
    "措施类型": "measure_kind",
    "决定机关": "deciding_body",
    "决定书文号": "decision_number",
    "决定日期": "decided_on",
    "收到日期": "received_on",
    "报到日期": "reported_on",
    "起始日期": "starts_on",
    "截止日期": "ends_on",
    "协议签订日期": "agreement_signed_on",
    "风险等级": "risk_level",
    "责任社工": "worker_name",
    "专干": "worker_name",
    "责任民警": "police_name",
    "就业状况": "employment",
    "工作单位": "workplace",
    "是否低保": "has_allowance",
    "是否参保": "is_insured",
    "是否美沙酮": "is_on_methadone",
    "健康状况": "health",
    "驾驶证": "driving_licence",
    "备注": "remark",
    "居住地详址": "living_address",
    "身份证号码": "id_number",
    "出生年月": "born_on",
    "社戒/社康": "measure_kind",
    "措施类型(社戒/社康)": "measure_kind",
    "责任社工(专干)": "worker_name",
    "所属镇（街）": "town_name",
    "所属镇(街道)": "town_name",
}


@pytest.mark.parametrize("heading", STANDARD)
def test_every_heading_that_is_met_means_its_field(heading: str) -> None:
    assert field_of(heading) == STANDARD[heading]


@given(
    st.sampled_from([field for field in FIELDS if len(field.heading) > 2]),
    st.sampled_from(["", " ", "\n", "　", "\r\n"]),
    st.sampled_from(["{}", "{}：", "*{}", "{}（必填）", "{}(填写规范见说明)", "{} "]),
)
def test_spaces_line_breaks_brackets_and_marks_change_no_heading(field: object, gap: str, frame: str) -> None:
    heading = field.heading  # type: ignore[attr-defined]
    written = frame.format(gap.join(heading))
    assert field_of(written) == field.name  # type: ignore[attr-defined]


def test_no_heading_means_two_fields() -> None:
    keys = Counter(
        key
        for field in FIELDS
        for key in {heading_key(text) for text in (field.heading, *SYNONYMS[field.name].split())}
    )
    assert [key for key, count in keys.items() if count > 1] == []


def test_the_table_is_closed_over_the_fields() -> None:
    assert set(SYNONYMS) == {field.name for field in FIELDS}


def test_a_merged_heading_of_two_rows_gives_its_words_to_the_columns_under_it() -> None:
    rows = [
        (1, ["名册", "", "", "", "", ""]),
        (3, ["姓名", "身份证号", "家属", "", "决定", ""]),
        (4, ["", "", "姓名", "电话", "日期", "机关"]),
        (5, ["林一", "x", "", "", "", ""]),
    ]
    found = plan(rows, (((3, 2), (3, 3)), ((3, 4), (3, 5))))
    assert found.heading_lines == (3, 4)
    assert [column.field for column in found.columns] == [
        "name", "id_number", "relative_name", "relative_phone", "decided_on", "deciding_body",
    ]
    assert plan(rows) == found  # the same where a program has dropped the merging


def test_columns_that_nobody_knows_are_named_and_not_read() -> None:
    found = plan([(1, ["姓名", "身份证号", "密级", "姓名"])])
    assert [(column.letter, column.heading, column.is_repeated) for column in found.unread] == [
        ("C", "密级", False),
        ("D", "姓名", True),
    ]


def test_the_user_may_say_what_a_column_is() -> None:
    found = plan([(1, ["甲", "乙", "姓名"])], mapping={0: "name", 1: "id_number", 2: None})
    assert [column.field for column in found.columns] == ["name", "id_number", None]
    odd = plan([(1, ["姓名", "身份证号"])], mapping={1: "no_such_field"})
    assert HEADINGS.missing(odd) == ("id_number",)


def test_without_headings_there_is_no_plan() -> None:
    assert plan([(1, ["林一", "44"]), (2, ["林二", "44"])]).heading_lines == ()


def test_headings_are_looked_for_in_thirty_rows() -> None:
    rows = [(line, ["说明"]) for line in range(1, 30)]
    assert plan([*rows, (30, ["姓名", "身份证号"])]).heading_lines == (30,)
    assert plan([*rows, (30, ["说明"]), (31, ["姓名", "身份证号"])]).heading_lines == ()


def test_the_import_speaks_of_people_with_respect() -> None:
    folder = Path(__file__).parents[2] / "src/guitu/casework/rosters"
    shown = [path for path in folder.glob("*.py") if path.name != "synonyms.py"]
    assert [path.name for path in shown if re.search("吸毒人员|瘾君子", path.read_text())] == []


def test_a_heading_is_shown_without_signs_that_nobody_sees() -> None:
    found = plan([(1, ["\u202e姓名", "身份\u200b证号", "自用\ufeff列"])])
    assert [column.heading for column in found.columns] == ["姓名", "身份证号", "自用列"]
    assert [column.field for column in found.columns] == ["name", "id_number", None]
