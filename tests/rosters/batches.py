"""Rosters for tests of the whole way: files made here, with lines that are known to be good or bad."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import xlsxwriter

from guitu.casework.rosters import pipeline
from guitu.kit.actor import Actor
from guitu.rules.identifiers import make_demo_id

ON = date(2026, 3, 16)
HEADINGS = ["序号", "姓名", "身份证号", "所属镇街", "所属村居", "管控现状", "措施类型", "决定日期", "收到日期", "报到日期",
            "协议签订日期", "首次查获时间", "风险等级", "责任社工", "联系电话", "现住址", "自用列"]


def number(n: int) -> str:
    return make_demo_id(date(1985 + n // 400, 1 + n // 40 % 12, 1 + n % 28), "male", n % 500)


def person(n: int, **cells: Any) -> dict[str, Any]:
    """Somebody in community detox since last year, cell by heading; whatever is named is different."""
    base = {
        "序号": n, "姓名": f"林{chr(0x4E00 + n % 5000)}", "身份证号": number(n), "所属镇街": "恩城街道", "所属村居": "青云社区",
        "管控现状": "社区戒毒中", "措施类型": "社区戒毒", "决定日期": "2025-03-01", "收到日期": "2025.3.2",
        "报到日期": "2025年3月5日", "协议签订日期": "2025/3/5", "首次查获时间": "2025-02-20", "风险等级": "中",
        "责任社工": "", "联系电话": "15400000001", "现住址": "青云路 1 号", "自用列": "x",
    }
    return {**base, **cells}


def book(path: Path, people: list[dict[str, Any]]) -> Path:
    """An xlsx with one heading row; the first person stands in line 2."""
    workbook = xlsxwriter.Workbook(str(path))
    sheet = workbook.add_worksheet("名册")
    sheet.write_row(0, 0, HEADINGS)
    for line, cells in enumerate(people, start=1):
        sheet.write_row(line, 0, [cells[heading] for heading in HEADINGS])
    workbook.close()
    return path


def receive(actor: Actor, path: Path, at: datetime, within: str | None = None) -> UUID:
    answer = pipeline.receive(
        actor, path, path.name, within=within or actor.path, at=at, on=ON, door="test", demo=True
    )
    return UUID(answer["batch"])


def commit(actor: Actor, batch: UUID, at: datetime, **more: Any) -> dict[str, Any]:
    return pipeline.commit_batch(actor, batch, at=at, door="test", **more)
