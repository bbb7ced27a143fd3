"""Writing spreadsheets whose cells are only ever text, numbers and days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

from guitu.kit.workbooks.inert import inert, storable

VALIDATED_ROWS = 20_000
EXCEL_LIST_CHARACTERS = 255  # the longest list Excel takes in a rule; others go to a sheet
CHOICES_SHEET = "可选项"

TEXT = 49  # the number of the built-in format 文本
FRAME: dict[str, Any] = {"bold": True, "border": 1, "border_color": "#e3e1da", "text_wrap": True}
STYLES: dict[str, dict[str, Any]] = {
    "text": {"num_format": TEXT, "valign": "top"},
    "number": {"num_format": "General", "valign": "top"},
    "date": {"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"},
    "heading": FRAME | {"bg_color": "#e6f0ee"},
    "required": FRAME | {"bg_color": "#fdf0e3"},
    "wrong": {"num_format": TEXT, "bg_color": "#fbecea", "font_color": "#a8261c", "valign": "top"},
    "note": {"num_format": TEXT, "text_wrap": True, "valign": "top"},
}


@dataclass(frozen=True, slots=True)
class Column:
    heading: str
    width: float = 14
    choices: tuple[str, ...] = ()
    help: str = ""
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet to write: rows from line 1 as given; `styles` of single cells by (row, column) from 0."""

    name: str
    rows: Iterable[Sequence[Any]]
    columns: Sequence[Column] = ()
    heading_line: int = 0  # from 0; where the headings of `columns` are written, rows follow below
    writes_headings: bool = True
    styles: Mapping[tuple[int, int], str] = field(default_factory=dict)
    style: str = "text"


def write(target: Path | BinaryIO, pages: Sequence[Page]) -> None:
    """A workbook with these sheets. Every text is inert: no formula, link or macro comes of it."""
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
        "in_memory": True,  # a killed process leaves no sheet of names in a folder for all
    }
    book = xlsxwriter.Workbook(target if not isinstance(target, Path) else str(target), options)
    book.set_properties({"author": "", "title": "", "comments": ""})
    styles = {name: book.add_format(style) for name, style in STYLES.items()}
    lists: dict[tuple[str, ...], str] = {}
    for page in pages:
        _write_page(book, page, styles, lists)
    _write_choices(book, lists, styles)
    book.close()


def _write_page(book: Any, page: Page, styles: Mapping[str, Any], lists: dict[tuple[str, ...], str]) -> None:
    sheet = book.add_worksheet(page.name)
    line = 0
    if page.columns and page.writes_headings:
        line = page.heading_line
        for index, column in enumerate(page.columns):
            style = "required" if column.is_required else "heading"
            _put(sheet, (line, index), column.heading, style, styles)
        sheet.freeze_panes(line + 1, min(2, len(page.columns)))
        line += 1
    for index, column in enumerate(page.columns):
        sheet.set_column(index, index, column.width, styles[page.style])
        _restrict(sheet, line, index, column, lists)
    for row in page.rows:
        for index, value in enumerate(row):
            _put(sheet, (line, index), value, page.styles.get((line, index), page.style), styles)
        line += 1


def _put(sheet: Any, at: tuple[int, int], value: Any, style: str, styles: Mapping[str, Any]) -> None:
    if value is None or value == "":
        if style == "wrong":
            sheet.write_blank(*at, None, styles[style])
    elif isinstance(value, bool):
        sheet.write_string(*at, "是" if value else "否", styles[style])
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(*at, value, styles[style if style == "wrong" else "number"])
    elif isinstance(value, datetime):
        sheet.write_string(*at, value.isoformat(" ", "minutes"), styles[style])
    elif isinstance(value, date):
        sheet.write_string(*at, value.isoformat(), styles[style])
    else:
        sheet.write_string(*at, inert(storable(str(value))), styles[style])


def _restrict(sheet: Any, line: int, index: int, column: Column, lists: dict[tuple[str, ...], str]) -> None:
    """A drop-down, or a word of help, on the cells below the heading."""
    rule: dict[str, Any] = {"validate": "any"}
    if column.choices:
        rule = {"validate": "list", "source": _source(column.choices, lists), "error_type": "warning"}
        rule |= {"error_title": "不在可选项里", "error_message": "请从下拉框里选。"}
    if column.help:
        rule |= {"input_title": column.heading[:32], "input_message": column.help[:255]}
    if len(rule) > 1:
        sheet.data_validation(line, index, line + VALIDATED_ROWS, index, rule)


def _source(choices: tuple[str, ...], lists: dict[tuple[str, ...], str]) -> Any:
    if sum(map(len, choices)) + len(choices) <= EXCEL_LIST_CHARACTERS and not any(
        "," in text for text in choices
    ):
        return list(choices)
    if choices not in lists:
        letter = xlsxwriter.utility.xl_col_to_name(len(lists))
        lists[choices] = f"='{CHOICES_SHEET}'!${letter}$1:${letter}${len(choices)}"
    return lists[choices]


def _write_choices(book: Any, lists: Mapping[tuple[str, ...], str], styles: Mapping[str, Any]) -> None:
    if not lists:
        return
    sheet = book.add_worksheet(CHOICES_SHEET)
    sheet.hide()
    for index, choices in enumerate(lists):
        for line, text in enumerate(choices):
            sheet.write_string(line, index, inert(storable(text)), styles["text"])
