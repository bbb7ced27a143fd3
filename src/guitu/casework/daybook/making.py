"""A form filled: the values of each record, the pages as PDF, the sheet as a workbook."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from guitu.casework.daybook import queries
from guitu.casework.filled import Filled, layout
from guitu.casework.filled_values import POSTS, Entry, subjects, value
from guitu.kit.actor import Actor
from guitu.kit.workbooks.streaming import write_book
from guitu.lists.pages import Cut
from guitu.papers import kinds, pdf
from guitu.policy.choose import for_area
from guitu.rules import daybook

Line = dict[str, str]


def records(actor: Actor, asked: queries.Asked, form: Filled) -> list[Entry]:
    """The records that stand on a form, by their days, numbered; one more than may be printed, if there are."""
    cut = Cut("f.happened_on, f.recorded_at, f.id", daybook.MOST * 4)
    found, _total = queries.entries(actor, asked, form.facts, cut)
    fitting = [one for one in found if form.takes(one.kind, one.how)]
    return [replace(one, number=number) for number, one in enumerate(fitting, 1)]


def filled(form: Filled, entries: Sequence[Entry], on: date) -> list[Line]:
    """The fields of each record by name: every one that has a source has a value."""
    named = any(slot.source.startswith("person.") for slot in form.fields)
    people = list(dict.fromkeys(one.person_id for one in entries))
    who = subjects(people, on, named=named)
    posts = sorted({str(one.body[name]) for one in entries for name in POSTS if one.body.get(name)})
    holders = queries.holders(posts, on)
    for subject in who.values():
        subject.holders = holders
    return [
        {slot.name: value(slot.source, one, who[one.person_id]) for slot in form.fields}
        for one in entries if one.person_id in who
    ]  # fmt: skip


def pages_of(form: Filled, lines: Sequence[Line], at: datetime, *, path: str, told: str) -> bytes:
    """All records as one PDF: a page each, or lines of one sheet. Refuses a character that no font has, by name."""
    pack = for_area(path)
    if form.look == "page":
        letters: list[dict[str, Any]] = [pdf.letter(form.title, told, form.body, line) for line in lines]
        return pdf.render(kinds.file_of(pack, pdf.LAYOUT).read_text(encoding="utf-8"), letters, at, many=True)
    sheet = {
        "title": form.title, "number": told, "head": [slot.name for slot in form.fields],
        "widths": [slot.width for slot in form.fields],
        "lines": [[line[slot.name] for slot in form.fields] for line in lines], "ends": [],
    }  # fmt: skip
    return pdf.render(layout(pack), [sheet], at, many=True)


def book_of(form: Filled, lines: Sequence[Line], told: str) -> bytes:
    """The sheet as a workbook; who made it stands under each printed page."""
    target = io.BytesIO()
    head = [slot.name for slot in form.fields]
    widths = [slot.width for slot in form.fields]
    blank = {slot.name for slot in form.fields if slot.is_new}
    body = ([None if name in blank else line[name] for name in head] for line in lines)
    write_book(target, form.title, head, body, widths=widths, footer=told)
    return target.getvalue()
