"""Sheets as offices send them, and one post at the pages of importing."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from guitu.kit.doors import new_request_id
from guitu.kit.workbooks import read
from tests import make
from tests.casework import steps
from tests.worker import run_jobs

Rows = Sequence[Sequence[Any]]


def book(sheets: Mapping[str, Rows], merged: Sequence[tuple[str, str, str]] = (), hidden: Sequence[int] = ()) -> bytes:
    """An xlsx of these sheets; `merged` are (sheet, range, text), `hidden` lines of each that Excel does not show."""
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"strings_to_formulas": False})
    for name, rows in sheets.items():
        sheet = workbook.add_worksheet(name)
        for line, cells in enumerate(rows):
            sheet.write_row(line, 0, cells)
        for _, where, text in (one for one in merged if one[0] == name):
            sheet.merge_range(where, text)
        for line in hidden:
            sheet.set_row(line - 1, None, None, {"hidden": True})
    workbook.close()
    return target.getvalue()


@dataclass
class Pages:
    """One post at the sheets of a kind."""

    client: Client
    kind: str

    def send(self, content: bytes, name: str = "表.xlsx") -> str:
        """Upload, and have it read; gives the address of the batch."""
        file = SimpleUploadedFile(name, content)
        answer = self.client.post(f"/sheets/{self.kind}/", {"file": file, "request_id": new_request_id()})
        assert answer.status_code == 302, answer.content.decode()
        run_jobs("read")
        return str(answer["Location"])

    def page(self, place: str, **ask: str) -> str:
        return steps.text(self.client.get(place, ask, follow=True))

    def do(self, place: str, step: str, **sent: Any) -> str:
        """Post to a step of a batch; gives the page that follows."""
        return steps.text(self.client.post(f"{place}{step}/", {**sent, "request_id": new_request_id()}, follow=True))

    def answer(self, place: str, *chosen: str) -> str:
        return self.do(place, "answers", **{f"answer-{n}": word for n, word in enumerate(chosen)})

    def taken(self, path: str, folder: Path) -> list[list[Any]]:
        """A workbook that the pages give away, row by row."""
        answer = self.client.get(path)
        assert answer.status_code == 200
        (folder / "taken.xlsx").write_bytes(answer.content)
        return [cells for _, cells in read(folder / "taken.xlsx").rows]


def pages(client: Client, world: make.World, kind: str, post: str = "clerk") -> Pages:
    make.enter(client, world, post)
    return Pages(client, kind)
