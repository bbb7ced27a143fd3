"""Sheets as offices send them, and how a test takes one in: by the screen, and by the command line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from guitu.cli import main as command_line
from guitu.kit.database import acting, rows
from guitu.kit.doors import new_request_id
from guitu.people.basics import opened
from tests import make
from tests.rosters.batches import number
from tests.worker import run_jobs

HEADINGS = ("姓名", "身份证号", "所属镇街", "所属村居", "措施类型", "决定日期", "收到日期", "报到日期", "管控现状")
SINCE = {"措施类型": "社区戒毒", "决定日期": "2025-03-01", "收到日期": "2025-03-02", "报到日期": "2025-03-05"}


def line(n: int = 1, **cells: Any) -> dict[str, Any]:
    """Somebody of whom only this much is written."""
    return {
        "姓名": f"林{chr(0x4E00 + n)}",
        "身份证号": number(n),
        "所属镇街": "恩城街道",
        "所属村居": "青云社区",
        **cells,
    }


def table(path: Path, lines: Sequence[dict[str, Any]], headings: Sequence[str] = HEADINGS, title: str = "") -> Path:
    """An xlsx of these columns; the first person stands in line 2, or in line 3 under a title."""
    workbook = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    sheet = workbook.add_worksheet("名册")
    top = [[title]] if title else []
    table: list[list[Any]] = [
        *top,
        list(headings),
        *([cells.get(heading, "") for heading in headings] for cells in lines),
    ]
    for row, cells in enumerate(table):
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and cell.startswith("#"):
                sheet.write_formula(row, column, "=NA()", None, cell)
            else:
                sheet.write(row, column, cell)
    workbook.close()
    return path


@dataclass
class Screen:
    """One post at the import pages."""

    client: Client

    def send(self, path: Path) -> str:
        """Upload; gives the address of the batch."""
        file = SimpleUploadedFile(path.name, path.read_bytes())
        answer = self.client.post("/casework/rosters/", {"file": file, "request_id": new_request_id()})
        assert answer.status_code == 302, answer.content.decode()
        run_jobs("read")
        return str(answer["Location"])

    def page(self, place: str) -> str:
        return str(self.client.get(place, follow=True).content.decode())

    def start(self, place: str) -> str:
        answer = self.client.post(f"{place}start/", {"request_id": new_request_id()}, follow=True)
        return str(answer.content.decode())

    def undo(self, place: str) -> str:
        answer = self.client.post(f"{place}undo/", {"request_id": new_request_id()}, follow=True)
        return str(answer.content.decode())

    def answer(self, place: str, *chosen: str) -> Any:
        """Answer the questions of a batch in their order."""
        said = {f"answer-{n}": word for n, word in enumerate(chosen)}
        return self.client.post(f"{place}answers/", {**said, "request_id": new_request_id()}, follow=True)


def screen(client: Client, world: make.World, post: str = "encheng_head") -> Screen:
    make.enter(client, world, post)
    return Screen(client)


def by_command(
    world: make.World, capsys: pytest.CaptureFixture[str], path: Path, *more: str, post: str = "encheng_head"
) -> dict[str, Any]:
    """`guitu import … --json`: what it says."""
    capsys.readouterr()
    command_line.main(
        [
            "import",
            str(path),
            "--area",
            make.ENCHENG,
            "--as",
            str(world.posts[post]),
            "--today",
            "2026-03-16",
            "--json",
            *more,
        ]
    )
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def states(world: make.World) -> dict[str, str]:
    """The state of everybody on file, by masked name."""
    return dict(_states(world))


def state_list(world: make.World) -> list[str]:
    """The states alone, in the order of the masked names."""
    return [state for _name, state in _states(world)]


def _states(world: make.World) -> list[tuple[str, str]]:
    with acting(world.actor("director")):
        found = rows(
            "SELECT p.id, p.basics, CASE WHEN c.next_on <= %s THEN c.next_state ELSE c.state END FROM people_person p"
            " JOIN casework_current c ON c.person_id = p.id WHERE p.sealed_at IS NULL",
            [date(2026, 3, 16)],
        )
    return sorted((opened(person, basics).masked, state) for person, basics, state in found)
