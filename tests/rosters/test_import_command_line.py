"""`guitu import`: the same door as a click, with a report that a program can read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from guitu.cli import main as command_line
from guitu.kit.database import acting, rows
from tests import make
from tests.rosters.batches import book, person
from tests.rosters.test_import_commands import ERRORS, ninety

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_environment")]


def run(world: make.World, path: Path, *more: str, post: str = "encheng_head", area: str = make.ENCHENG) -> int:
    return command_line.main(
        ["import", str(path), "--area", area, "--as", str(world.posts[post]), "--today", "2026-03-16", *more]
    )


def test_the_report_has_the_lines_of_excel_and_the_rest_goes_in(
    world: make.World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = book(tmp_path / "a.xlsx", ninety())

    def said() -> dict[str, object]:
        found: dict[str, object] = json.loads(capsys.readouterr().out)
        questions = found.pop("questions")
        assert isinstance(questions, list) and [(one["word"], one["lines"]) for one in questions] == [("什么也不是", [71])]
        return found

    expected = {"rows": 90, "good": 78, "bad": {str(line): codes for line, (_, codes) in ERRORS.items()}}
    assert run(world, path, "--dry-run", "--json") == 0
    assert said() == expected
    with acting(world.actor("encheng_head")):
        assert rows("SELECT count(*) FROM people_person") == [(0,)]
    for _ in range(2):
        assert run(world, path, "--json") == 0
        assert said() == expected
    with acting(world.actor("encheng_head")):
        assert rows("SELECT count(*) FROM people_person") == [(78,)]
        assert rows("SELECT count(*) FROM casework_current") == [(78,)]


def test_in_words_each_bad_line_says_what_to_do(
    world: make.World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(world, book(tmp_path / "a.xlsx", [person(1, 决定日期="2025-02-30")]), "--dry-run") == 1
    assert "第 2 行：决定日期里的“2025-02-30”没有这一天" in capsys.readouterr().out


@pytest.mark.parametrize(("post", "area"), [("hengpi_head", make.ENCHENG), ("village", make.ENCHENG), ("auditor", make.ENPING)])
def test_another_area_and_another_role_find_nothing(world: make.World, tmp_path: Path, post: str, area: str) -> None:
    assert run(world, book(tmp_path / "a.xlsx", [person(1)]), post=post, area=area) == 1
    with acting(world.actor("director")):
        assert rows("SELECT count(*) FROM people_person") == [(0,)]


def test_what_is_no_spreadsheet_is_refused(world: make.World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    assert run(world, tmp_path / "a.pdf", "--json") == 1
    assert json.loads(capsys.readouterr().out)["refused"] == ["workbook_not_a_spreadsheet"]
    assert run(world, tmp_path / "nothing.xlsx") == 1
