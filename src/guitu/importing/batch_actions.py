"""What one does with a file that has been read: take it in, take over what differs, stop, take it back."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from guitu.importing import batches, commands, pipeline
from guitu.importing.registry import sheet_of
from guitu.importing.ways import Ways
from guitu.kit import clock
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import Refused
from guitu.kit.pages import render


@door(may="start_sheet")
def start(request: Request, sheet: str, batch_id: UUID) -> HttpResponse:
    """A few rows are taken over while one waits; many by the worker, with a bar to watch."""
    if request.method == "POST":
        with reading(request):
            kind = sheet_of(request.actor, sheet)
            found = batches.batch(sheet, batch_id)
        is_small = found.count("waiting") <= pipeline.SMALL
        with suppress(Refused):  # begun already, by a second tap: its page says how far it is
            commands.start_sheet(request.actor, at=clock.now(), batch_id=batch_id, in_background=not is_small)
            if is_small:
                pipeline.take(request.actor, kind, batch_id, at=clock.now(), on=clock.today(), door="web")
    return redirect("sheet-batch", sheet=sheet, batch_id=batch_id)


@door(may="note_rows", many=("row",))
def take(request: Request, sheet: str, batch_id: UUID) -> HttpResponse:
    """What the sheet says otherwise than what is on file, for the rows that were ticked."""
    if request.method == "POST":
        with reading(request):
            kind = sheet_of(request.actor, sheet)
            batches.batch(sheet, batch_id)
        ticked = [UUID(text) for text in request.POST.getlist("row") if _is_id(text)]
        pipeline.take_over(request.actor, kind, batch_id, ticked, at=clock.now(), on=clock.today(), door="web")
    return redirect(Ways("sheet", batch_id, sheet).batch + "?tab=differs")


@door(may="stop_sheet")
def stop(request: Request, sheet: str, batch_id: UUID) -> HttpResponse:
    if request.method == "POST":
        with suppress(Refused):  # it may just have come to its end
            commands.stop_sheet(request.actor, at=clock.now(), batch_id=batch_id)
    return redirect("sheet-batch", sheet=sheet, batch_id=batch_id)


@door(may="undo_sheet")
def undo(request: Request, sheet: str, batch_id: UUID) -> HttpResponse:
    """GET: what would be taken back, to be checked. POST: it is."""
    if request.method != "POST":
        kind, found = sheet_of(request.actor, sheet), batches.batch(sheet, batch_id)
        if found.state not in ("imported", "stopped", "parsed"):
            return redirect("sheet-batch", sheet=sheet, batch_id=batch_id)
        context = {"active": "settings", "sheet": kind, "batch": found, "way": Ways("sheet", batch_id, sheet), "request_id": new_request_id()}
        return render(request, "importing/undo.html", context)
    with reading(request):
        kind, found = sheet_of(request.actor, sheet), batches.batch(sheet, batch_id)
    is_small = found.count("added", "changed") <= pipeline.SMALL
    with suppress(Refused):  # taken back already, by a second tap
        commands.undo_sheet(request.actor, at=clock.now(), batch_id=batch_id, in_background=not is_small)
        if is_small:
            pipeline.undo(request.actor, kind, batch_id, at=clock.now(), on=clock.today(), door="web")
    return redirect("sheet-batch", sheet=sheet, batch_id=batch_id)


@door(may="forget_words")
def forget(request: Request, sheet: str) -> HttpResponse:
    """What the office said of words is asked anew with the next file."""
    if request.method == "POST":
        with reading(request):
            sheet_of(request.actor, sheet)
        commands.forget_words(request.actor, at=clock.now(), sheet=sheet)
    return redirect("sheet", sheet=sheet)


def _is_id(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False
