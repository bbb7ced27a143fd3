"""No legal fact of a roster is made up: a date that is not there is asked, and the fifteen days run."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from guitu.kit.database import acting, rows
from tests import make
from tests.rosters.offices import SINCE, by_command, line, state_list, table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_environment")]


def facts(world: make.World) -> dict[str, date]:
    with acting(world.actor("director")):
        return dict(rows("SELECT kind, happened_on FROM ledger_fact"))


@pytest.mark.parametrize("word", ["", "未报到", "社区戒毒", "社区戒毒中"])
def test_who_was_served_ten_days_ago_and_has_not_reported_has_the_rest_of_fifteen_days(
    world: make.World, tmp_path: Path, capsys: pytest.CaptureFixture[str], word: str
) -> None:
    cells = {"措施类型": "社区戒毒", "决定日期": "2026-03-01", "收到日期": "2026-03-06", "管控现状": word}
    assert by_command(world, capsys, table(tmp_path / "a.xlsx", [line(1, **cells)]))["good"] == 1
    assert "reported_in" not in facts(world) and facts(world)["decision_served"] == date(2026, 3, 6)
    with acting(world.actor("director")):
        found = rows("SELECT due_on FROM duties_duty WHERE kind = 'report_in' AND state = 'open'")
    assert found == [(date(2026, 3, 23),)]  # the 21st is a Saturday


@pytest.mark.parametrize(
    "cells",
    [{"收到日期": "2025-03-02"}, {"收到日期": "2025-03-02", "管控现状": "执行中"}, {"管控现状": "已报到"},
     {"协议签订日期": "2025-03-06"}, {"收到日期": "2025-03-02", "管控现状": "社区戒毒中"}],
)
def test_after_the_fifteen_days_the_day_of_reporting_in_is_asked(
    world: make.World, tmp_path: Path, capsys: pytest.CaptureFixture[str], cells: dict[str, str]
) -> None:
    given = {"措施类型": "社区戒毒", "决定日期": "2025-03-01", **cells}
    said = by_command(world, capsys, table(tmp_path / "a.xlsx", [line(1, **given)], [*line(1), "措施类型", "决定日期", "收到日期",
                                                                                     "协议签订日期", "管控现状"]))
    assert said["bad"] == {"2": ["report_date_needed"]}
    assert facts(world) == {}


def test_a_decision_that_nobody_says_was_served_is_not_served(
    world: make.World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = {"措施类型": "社区戒毒", "决定日期": "2026-03-10", "管控现状": "未报到"}
    assert by_command(world, capsys, table(tmp_path / "a.xlsx", [line(1, **cells)]))["good"] == 1
    assert set(facts(world)) == {"registered", "measure_decided"}


ASKED: list[tuple[str, dict[str, Any]]] = [
    ("已死亡", {}), ("死亡", SINCE), ("病故", SINCE), ("已迁出", SINCE), ("已出国", {}), ("已注销", {}), ("服刑", SINCE), ("服刑中", {}),
    ("拘留中", SINCE), ("逮捕", SINCE), ("强制隔离戒毒", SINCE), ("终止", SINCE), ("已死亡（2024年）", {}),
]


@pytest.mark.parametrize(("word", "cells"), ASKED)
def test_death_custody_and_leaving_without_their_day_are_asked(
    world: make.World, tmp_path: Path, capsys: pytest.CaptureFixture[str], word: str, cells: dict[str, Any]
) -> None:
    said = by_command(world, capsys, table(tmp_path / "a.xlsx", [line(1, **{**cells, "管控现状": word})]))
    assert said["bad"] == {"2": ["state_date_needed"]}
    assert state_list(world) == []


@pytest.mark.parametrize(
    ("heading", "word", "kind"),
    [("现状日期", "已死亡", "died"), ("死亡日期", "死亡", "died"), ("现状起始日期", "服刑中", "taken_into_custody"),
     ("迁出日期", "已迁出", "moved_out"), ("现状时间", "已出国", "went_abroad")],
)
def test_the_day_of_a_state_has_a_column_of_its_own(
    world: make.World, tmp_path: Path, capsys: pytest.CaptureFixture[str], heading: str, word: str, kind: str
) -> None:
    path = table(
        tmp_path / "a.xlsx", [line(1, 管控现状=word, **{heading: "2025-12-01"})], [*line(1), "管控现状", heading]
    )
    assert by_command(world, capsys, path)["good"] == 1
    assert facts(world)[kind] == date(2025, 12, 1)


def test_no_fact_but_the_entry_in_the_book_is_dated_on_the_day_of_import(
    world: make.World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [
        "已死亡",
        "服刑中",
        "拘留",
        "已迁出",
        "社区戒毒中",
        "执行中",
        "已解除",
        "终止",
        "未报到",
        "强戒",
        "已出国",
        "期满",
    ]
    people = [line(n, **{**SINCE, "管控现状": word}) for n, word in enumerate(words, start=1)]
    by_command(world, capsys, table(tmp_path / "a.xlsx", people))
    with acting(world.actor("director")):
        assert rows("SELECT DISTINCT kind FROM ledger_fact WHERE happened_on >= '2026-03-16'") == [("registered",)]
