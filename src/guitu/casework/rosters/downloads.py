"""What is taken away: the template, and the lines that were not taken in with what is wrong with them."""

from __future__ import annotations

import io
from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from guitu.casework.rosters import lines, queries
from guitu.casework.rosters.errors_book import write_errors_book
from guitu.casework.rosters.plans import reason_of
from guitu.casework.rosters.sheet import RosterRow
from guitu.casework.rosters.staging import plan_in
from guitu.casework.rosters.template import write_template
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
    found = lines.lines(request.actor.county_id, batch_id, "AND outcome = 'refused'")
    access.note_sheet(request.actor, batch.scope_path, batch_id, len(found), clock.now(), request.number)
    told = [RosterRow(line.line, {}, tuple(reason_of(kept) for kept in line.errors), ()) for line in found]
    book = io.BytesIO()
    write_errors_book(book, [(line.line, line.cells) for line in found], plan_in(batch.mapping), told)
    return _file(book, "错误行.xlsx")


def _file(book: io.BytesIO, name: str) -> HttpResponse:
    answer = HttpResponse(book.getvalue(), content_type=XLSX)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
