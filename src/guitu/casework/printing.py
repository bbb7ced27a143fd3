"""A form filled: the values of each record, the pages as PDF, the sheet as PDF and as a workbook."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from guitu.casework.filled import Filled, layout
from guitu.casework.filled_values import POSTS, Entry, subjects, value
from guitu.grid.held import held
from guitu.kit.arrays import spelled
from guitu.kit.database import Statement, rows
from guitu.kit.workbooks.streaming import write_book
from guitu.papers import kinds, pdf
from guitu.policy.choose import for_area

Line = dict[str, str]
_HOLDERS = Statement(f"SELECT h.post_id, h.name FROM grid_holding h WHERE h.post_id = ANY(%(posts)s) AND {held('h')}")  # noqa: S608  ours


def filled(form: Filled, entries: Sequence[Entry], on: date) -> list[Line]:
    """The fields of each record by name: every one that has a source has a value."""
    named = any(slot.source.startswith("person.") for slot in form.fields)
    people = list(dict.fromkeys(one.person_id for one in entries))
    who = subjects(people, on, named=named)
    posts = sorted({str(one.body[name]) for one in entries for name in POSTS if one.body.get(name)})
    found = rows(_HOLDERS, {"posts": spelled([UUID(post) for post in posts]), "today": on}) if posts else []
    holders = {str(post): name for post, name in found}
    for subject in who.values():
        subject.holders = holders
    return [
        {slot.name: value(slot.source, one, who[one.person_id]) for slot in form.fields}
        for one in entries if one.person_id in who
    ]


def pages_of(form: Filled, lines: Sequence[Line], at: datetime, *, path: str, told: str) -> bytes:
    """All records as one PDF: a page each, or lines of one sheet. Refuses a character that no font has, by name."""
    pack = for_area(path)
    if form.look == "page":
        letters: list[dict[str, Any]] = [pdf.letter(form.title, told, form.body, line) for line in lines]
        return pdf.render(kinds.file_of(pack, pdf.LAYOUT).read_text(encoding="utf-8"), letters, at, many=True)
    return sheet_of(form, lines, at, path=path, told=told)


def sheet_of(form: Filled, lines: Sequence[Line], at: datetime, *, path: str, told: str, ends: Sequence[str] = ()) -> bytes:
    """Lines of one sheet as PDF; `ends` stand below it, to be signed."""
    sheet = {
        "title": form.title, "number": told, "head": [slot.name for slot in form.fields],
        "widths": [slot.width for slot in form.fields],
        "lines": [[line[slot.name] for slot in form.fields] for line in lines], "ends": list(ends),
    }
    return pdf.render(layout(for_area(path)), [sheet], at, many=True)


def book_of(form: Filled, lines: Sequence[Line], told: str) -> bytes:
    """The sheet as a workbook; who made it stands under each printed page."""
    target = io.BytesIO()
    head = [slot.name for slot in form.fields]
    widths = [slot.width for slot in form.fields]
    blank = {slot.name for slot in form.fields if slot.is_new}
    body = ([None if name in blank else line[name] for name in head] for line in lines)
    write_book(target, form.title, head, body, widths=widths, footer=told)
    return target.getvalue()
