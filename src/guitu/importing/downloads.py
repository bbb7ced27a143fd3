"""What is taken away: the template, what is there now, and the lines that were not taken in with what is wrong."""

from __future__ import annotations

import io
from uuid import UUID

from django.http import HttpResponse

from guitu.importing import batches, books, lines
from guitu.importing.errors_book import write_errors_book
from guitu.importing.registry import STORE, sheet_of
from guitu.importing.sentences import sentence_of
from guitu.importing.staged import parts_in, plan_in, reason_of
from guitu.importing.staging import headings_of
from guitu.kit import clock
from guitu.kit.doors import Request, door


@door(may="expect_sheet")
def template(request: Request, sheet: str) -> HttpResponse:
    kind = sheet_of(request.actor, sheet)
    return books.answer(books.template(request.actor, kind, clock.today()), f"{kind.name}模板.xlsx")


@door(may="expect_sheet")
def now(request: Request, sheet: str) -> HttpResponse:
    """What is there, to be changed in Excel and sent in again."""
    kind = sheet_of(request.actor, sheet)
    return books.answer(books.held(request.actor, kind, clock.today()), f"{kind.name}.xlsx")


@door(may="expect_sheet")
def errors(request: Request, sheet: str, batch_id: UUID) -> HttpResponse:
    """The wrong lines as they came, wrong cells red, with what to do; can be put right and sent in again."""
    kind = sheet_of(request.actor, sheet)
    batch = batches.batch(sheet, batch_id)
    found = lines.lines(STORE, request.actor.county_id, batch_id, "AND outcome = 'refused'")
    book = io.BytesIO()
    write_errors_book(
        book, [(line.line, line.cells, [reason_of(kept) for kept in line.errors]) for line in found],
        plan_in(batch.mapping), headings_of(kind), books.choices_of(request.actor, kind, clock.today()), sentence_of,
        parts_in(batch.mapping),
    )
    return books.answer(book, "错误行.xlsx")
