"""Columns and cells that would lead to nothing stop and ask; nothing is dropped without a word."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from guitu.casework.rosters.headings import field_of
from tests import make
from tests.rosters.offices import SINCE, by_command, line, screen, state_list, table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_environment")]
DATES = {name: SINCE[name] for name in ("决定日期", "收到日期", "报到日期")}


def test_dates_without_a_measure_column_stop_and_ask_above_the_button(
    client: Client, world: make.World, tmp_path: Path
) -> None:
    there = screen(client, world)
    headings = [*line(1), *DATES]
    people = [line(n, **DATES) for n in (1, 2)]
    place = there.send(table(tmp_path / "a.xlsx", people, headings, "恩城街道社区戒毒人员花名册"))
    page = there.page(place)
    assert "能导入 0 行，有问题 0 行" in page and "没有措施类型" in page
    there.start(place)
    assert state_list(world) == []
    assert "能导入 2 行" in there.answer(place, "社区戒毒").content.decode()
    there.start(place)
    assert state_list(world) == ["community_detox"] * 2


@pytest.mark.parametrize("dates", [{"决定日期": "2025-03-01"}, {"报到日期": "2025-03-05"}, {"起始日期": "2025-03-05"},
                                   {"协议签订日期": "2025-03-05"}, {"决定书文号": "恩公（社）字〔2025〕1号"}])
def test_any_of_a_measures_own_data_without_a_measure_is_asked(
    world: make.World, tmp_path: Path, capsys: pytest.CaptureFixture[str], dates: dict[str, str]
) -> None:
    path = table(tmp_path / "a.xlsx", [line(1, **dates)], [*line(1), *dates])
    said = by_command(world, capsys, path)
    assert said["good"] == 0 and said["bad"] == {}
    assert [one["heading"] for one in said["questions"]] == ["措施类型"]
    assert state_list(world) == []


def test_one_empty_measure_beside_dates_is_asked_and_the_others_go_in(
    world: make.World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = by_command(
        world, capsys, table(tmp_path / "a.xlsx", [line(1, **SINCE), line(2, **{**SINCE, "措施类型": ""})])
    )
    assert (said["good"], [one["rows"] for one in said["questions"]]) == (1, [1])
    assert state_list(world) == ["community_detox"]


@pytest.mark.parametrize(
    ("heading", "field"),
    [("执行期限（起）", "starts_on"), ("执行期限（止）", "ends_on"), ("戒毒期限(起)", "starts_on"), ("戒毒期限(止)", "ends_on"),
     ("执行期限起", "starts_on"), ("执行期限止", "ends_on"), ("起止日期（起）", "starts_on"), ("社区戒毒期限（开始）", "starts_on"),
     ("期限【止】", "ends_on"), ("执行期限（自）", "starts_on"), ("执行期限（至）", "ends_on"), ("执行期限", "period"),
     ("执行期限（起止）", "period"), ("处置起始时间", "starts_on"), ("处置截止时间", "ends_on")],
)
def test_beginning_and_end_in_brackets_are_two_columns(heading: str, field: str) -> None:
    assert field_of(heading) == field


@pytest.mark.parametrize("value", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"])
@pytest.mark.parametrize(
    "heading", ["姓名", "身份证号", "决定日期", "报到日期", "措施类型", "所属镇街", "所属村居", "管控现状"]
)
def test_an_error_value_of_excel_is_an_error_of_its_cell(
    world: make.World, tmp_path: Path, capsys: pytest.CaptureFixture[str], value: str, heading: str
) -> None:
    said = by_command(
        world, capsys, table(tmp_path / "a.xlsx", [{**line(1, **SINCE), heading: value}, line(2, **SINCE)])
    )
    assert said["bad"] == {"2": ["cell_is_error"]}
    assert len(state_list(world)) == 1


def test_the_words_of_error_values_in_a_csv_are_errors_too(
    world: make.World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "姓名,身份证号,所属镇街,决定日期\n林一,#N/A,恩城街道,\n林二,110101199003070,恩城街道,#VALUE!\n",
        encoding="utf-8",
    )
    said = by_command(world, capsys, path)
    assert said["bad"]["2"] == ["cell_is_error"] and "cell_is_error" in said["bad"]["3"]


def test_who_has_neither_state_nor_measure_is_told_to_become_somebody_in_society(
    client: Client, world: make.World, tmp_path: Path
) -> None:
    there = screen(client, world)
    place = there.send(table(tmp_path / "a.xlsx", [line(1)], list(line(1))))
    assert "社会面" in there.page(f"{place}?tab=warned")
