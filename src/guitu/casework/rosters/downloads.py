"""What is taken away: the template, and the lines that were not taken in with what is wrong with them."""

from __future__ import annotations

import io
from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from guitu.casework.rosters import queries
from guitu.casework.rosters.headings import HEADINGS
from guitu.casework.rosters.sentences import sentence_of
from guitu.casework.rosters.store import STORE
from guitu.casework.rosters.template import CHOICES, write_template
from guitu.importing import lines
from guitu.importing.errors_book import write_errors_book
from guitu.importing.staged import parts_in, plan_in, reason_of
from guitu.kit import clock
from guitu.kit.doors import Request, door
from guitu.people import access

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@door(may="import_roster")
def template(request: Request) -> HttpResponse:
    book = io.BytesIO()
    write_template(book)
    return _file(book, "名册模板.xlsx")


@door(may="import_roster")
def errors(request: Request, batch_id: UUID) -> HttpResponse:
    """The wrong lines as they came, wrong cells red, with what to do; can be put right and sent in again."""
    batch = queries.batch(batch_id)
    found = lines.lines(STORE, request.actor.county_id, batch_id, "AND outcome = 'refused'")
    access.note_sheet(request.actor, batch.scope_path, batch_id, len(found), clock.now(), request.number)
    book = io.BytesIO()
    write_errors_book(
        book, [(line.line, line.cells, [reason_of(kept) for kept in line.errors]) for line in found],
        plan_in(batch.mapping), HEADINGS, CHOICES, sentence_of, parts_in(batch.mapping),
    )
    return _file(book, "错误行.xlsx")


def _file(book: io.BytesIO, name: str) -> HttpResponse:
    answer = HttpResponse(book.getvalue(), content_type=XLSX)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
