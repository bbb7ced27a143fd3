"""Offices' own words for state and measure: understood without a question, or one question for the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from tests import make
from tests.rosters.offices import SINCE, by_command, line, screen, state_list, table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_environment")]


GOING_ON = (
    "执行中", "在管", "在册", "正常", "在册管控", "管控中", "已报到", "已签协议", "帮教中", "正常管控", "在帮教", "社戒执行",
    "社戒执行中", "社区戒毒执行中", "社区戒毒（执行中）", "执行中（在管）", "执 行 中", "执行中 ", "在册（管控中）", "正在执行",
    "在管在控", "已报到/帮教中", "在执行", "正常执行", "管控", "已报到，已签协议", "列管", "在控", "见面管控", "１执行中".lstrip("１"),
)


def test_beside_a_community_measure_real_words_are_the_state_of_that_measure(
    client: Client, world: make.World, tmp_path: Path
) -> None:
    there = screen(client, world)
    people = [line(n, **{**SINCE, "管控现状": word}) for n, word in enumerate(GOING_ON, start=1)]
    place = there.send(table(tmp_path / "a.xlsx", people))
    page = there.page(place)
    assert f"能导入 {len(GOING_ON)} 行，有问题 0 行" in page
    there.start(place)
    assert state_list(world) == ["community_detox"] * len(GOING_ON)


def test_the_same_words_by_the_command_line_and_of_rehabilitation(
    world: make.World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = [
        line(n, **{**SINCE, "措施类型": "社康", "管控现状": word})
        for n, word in enumerate(GOING_ON, start=1)
        if "社" not in word
    ]
    said = by_command(world, capsys, table(tmp_path / "a.xlsx", people))
    assert (said["good"], said["bad"], said["questions"]) == (len(people), {}, [])
    assert state_list(world) == ["community_rehabilitation"] * len(people)


OLD = {"措施类型": "社区戒毒", "决定日期": "2022-03-01", "收到日期": "2022-03-02", "报到日期": "2022-03-05"}


@pytest.mark.parametrize("word", ["期满", "已期满", "执行期满", "到期", "期满未解除"])
def test_whose_term_is_full_is_expired_and_not_released(
    world: make.World, tmp_path: Path, capsys: pytest.CaptureFixture[str], word: str
) -> None:
    said = by_command(world, capsys, table(tmp_path / "a.xlsx", [line(1, **OLD, 管控现状=word)]))
    assert (said["good"], said["questions"]) == (1, [])
    assert state_list(world) == ["in_society"]


@pytest.mark.parametrize("column", ["管控现状", "措施类型"])
@pytest.mark.parametrize(
    "word", ["三年未复吸", "戒断三年", "戒断三年未复吸", "3年未复吸", "戒断三年以上", "三年未复吸人员"]
)
def test_three_clean_years_in_either_column_are_abstinent_without_a_measure(
    world: make.World, tmp_path: Path, capsys: pytest.CaptureFixture[str], word: str, column: str
) -> None:
    said = by_command(world, capsys, table(tmp_path / "a.xlsx", [line(1, **{column: word})]))
    assert (said["good"], said["questions"]) == (1, [])
    assert state_list(world) == ["abstinent"]


@pytest.mark.parametrize(
    ("word", "offered"),
    [("外出", "请假"), ("外出", "迁出"), ("外出务工", "请假"), ("出所", "强制隔离戒毒"), ("出所", "看守所"), ("关押", "拘留"),
     ("关押", "逮捕"), ("关押", "服刑"), ("羁押", "服刑"), ("在押", "拘留"), ("在外", "请假")],
)
def test_a_word_of_several_meanings_is_asked_with_its_meanings(
    client: Client, world: make.World, tmp_path: Path, word: str, offered: str
) -> None:
    there = screen(client, world)
    page = there.page(there.send(table(tmp_path / "a.xlsx", [line(1, **{**SINCE, "管控现状": word})])))
    assert f"“{word}”" in page and offered in page.split(f"“{word}”", 1)[1]
    assert "有问题 0 行" in page


def test_what_is_unknown_is_one_question_for_the_file_and_its_answer_is_for_all_its_rows(
    client: Client, world: make.World, tmp_path: Path
) -> None:
    there = screen(client, world)
    people = [line(n, **{**SINCE, "管控现状": "Ｘ类" if n % 2 else "x 类"}) for n in range(1, 9)]
    place = there.send(table(tmp_path / "a.xlsx", [*people, line(9, **SINCE)]))
    page = there.page(place)
    assert page.count("answer-0") > 0 and "answer-1" not in page
    assert "8 行" in page and "有问题 0 行" in page
    answered = there.answer(place, "社区戒毒中")
    assert "能导入 9 行" in answered.content.decode()
    there.start(place)
    assert state_list(world) == ["community_detox"] * 9


def test_the_command_line_asks_once_and_takes_the_answer_as_an_argument(
    world: make.World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = table(tmp_path / "a.xlsx", [line(n, **{**SINCE, "管控现状": "X类"}) for n in range(1, 4)])
    said = by_command(world, capsys, path)
    assert (said["rows"], said["good"], said["bad"]) == (3, 0, {})
    assert [(one["heading"], one["word"], one["rows"]) for one in said["questions"]] == [("管控现状", "X类", 3)]
    said = by_command(world, capsys, path, "--answer", "管控现状:X类=社区戒毒中")
    assert (said["good"], said["questions"]) == (3, [])
    assert state_list(world) == ["community_detox"] * 3


def test_rows_that_are_understood_need_not_wait_for_the_question(
    client: Client, world: make.World, tmp_path: Path
) -> None:
    there = screen(client, world)
    place = there.send(table(tmp_path / "a.xlsx", [line(1, **SINCE), line(2, **{**SINCE, "管控现状": "X类"})]))
    there.start(place)
    assert len(state_list(world)) == 1
    there.answer(place, "社区戒毒中")
    there.start(place)
    assert state_list(world) == ["community_detox"] * 2


def test_an_answer_may_leave_the_rows_out(client: Client, world: make.World, tmp_path: Path) -> None:
    there = screen(client, world)
    place = there.send(table(tmp_path / "a.xlsx", [line(1, **SINCE), line(2, **{**SINCE, "管控现状": "X类"})]))
    page = there.answer(place, "-").content.decode()
    assert "能导入 1 行，有问题 1 行" in page


def test_an_answer_that_is_not_offered_is_refused_with_a_sentence(
    client: Client, world: make.World, tmp_path: Path
) -> None:
    there = screen(client, world)
    place = there.send(table(tmp_path / "a.xlsx", [line(2, **{**SINCE, "管控现状": "X类"})]))
    assert there.answer(place, "什么都行").status_code == 422


@pytest.mark.parametrize(
    ("heading", "cell"),
    [("文化程度", "博士后"), ("婚姻状况", "同居"), ("民族", "穿青人"), ("就业状况", "网约车"), ("毒品种类", "开心水"), ("查获次数", "三四次"),
     ("戒毒次数", "多次"), ("是否低保", "申请中"), ("与本人关系", "远房亲戚"), ("家属电话", "同本人"), ("初次吸毒时间", "记不清"), ("证件种类", "某某证")],
)
def test_a_soft_field_never_refuses_a_person(
    world: make.World, tmp_path: Path, capsys: pytest.CaptureFixture[str], heading: str, cell: str
) -> None:
    path = table(tmp_path / "a.xlsx", [line(1, **SINCE, **{heading: cell})], headings=[*line(1, **SINCE), heading])
    said = by_command(world, capsys, path)
    assert (said["good"], said["bad"], said["questions"]) == (1, {}, [])
