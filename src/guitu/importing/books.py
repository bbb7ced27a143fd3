"""Books to take away: an empty sheet with its drop-downs, and what is there now, to be changed and sent in again."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from guitu.grid.areas import units_inside
from guitu.importing.places import EVERY_LEVEL, Places
from guitu.importing.staging import words_of
from guitu.kit.actor import Actor
from guitu.kit.sheets import Field, Sheet, Words
from guitu.kit.workbooks.writing import Column, Page, write

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GUIDE = (
    ("列", "列的次序可以改，用不到的可以删；多出来的列会告诉您，不会读入。"),
    ("日期", "写成 2023-03-05；2023.3.5、2023年3月5日也认。"),
    ("导入以后", "有错的行不会进去。下载标红的错误表，改好再传，已经进去的不会重复。"),
)


def choices_of(actor: Actor, sheet: Sheet, on: date) -> dict[str, tuple[str, ...]]:
    """The words of each drop-down."""
    places = Places(units_inside(actor.path, *EVERY_LEVEL))
    words = words_of(actor, sheet, on)
    return {
        one.name: tuple(places.labels()) if one.kind == "place" else tuple(dict.fromkeys(label for _, label in words.get(one.name, ())))
        for one in sheet.fields
        if one.kind in ("word", "place")
    }


def template(actor: Actor, sheet: Sheet, on: date) -> io.BytesIO:
    fields = [field for field in sheet.fields if field.is_in_template]
    return _book(sheet, fields, [], choices_of(actor, sheet, on))


def held(actor: Actor, sheet: Sheet, on: date) -> io.BytesIO:
    """Everything of this kind in one's area that is there, each with its mark."""
    fields = [field for field in sheet.fields if field.name != "serial" and field.name not in ("number",)]
    words, places = words_of(actor, sheet, on), Places(units_inside(actor.path, *EVERY_LEVEL))
    names = dict(zip((path for path, _ in places.units), places.labels(), strict=True))
    rows = [
        [one.mark if field.name == "mark" else _called(field, one.values.get(field.name), words, names) for field in fields]
        for one in sheet.on_file(actor, on)
    ]
    return _book(sheet, fields, rows, choices_of(actor, sheet, on))


def _called(field: Field, value: Any, words: Mapping[str, Words], names: Mapping[str, str]) -> Any:
    if value in (None, "") or field.kind not in ("word", "place"):
        return value or ""
    return names.get(value, value) if field.kind == "place" else dict(words.get(field.name, ())).get(value, "")


def _book(sheet: Sheet, fields: list[Field], rows: list[list[Any]], choices: Mapping[str, tuple[str, ...]]) -> io.BytesIO:
    columns = [Column(one.heading, one.width, choices.get(one.name, ()), one.help, one.is_required) for one in fields]
    book = io.BytesIO()
    guide = Page("填写说明", [*sheet.guide, *GUIDE], [Column("事项", 14), Column("说明", 90)], style="note")
    write(book, [Page(sheet.name, rows, columns), guide])
    return book


def answer(book: io.BytesIO, name: str) -> HttpResponse:
    told = HttpResponse(book.getvalue(), content_type=XLSX)
    told["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    told["X-Content-Type-Options"] = "nosniff"
    return told
