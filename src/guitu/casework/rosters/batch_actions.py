"""What one does with a batch that has been read: take it in, stop, take it back."""

from __future__ import annotations

import re
from contextlib import suppress
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from guitu.casework.rosters import commands, on_file, pipeline, queries, undoing
from guitu.casework.rosters.commands import SMALL
from guitu.kit import clock
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import Refused
from guitu.kit.pages import render

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@door(may="start_import")
def start(request: Request, batch_id: UUID) -> HttpResponse:
    """A few rows are taken in while one waits; many by the worker, with a bar to watch."""
    if request.method == "POST":
        with reading(request):
            found = queries.batch(batch_id)
        try:
            if found.state == "imported":
                pipeline.settle_again(request.actor, batch_id)
            elif found.count("waiting") <= SMALL:
                pipeline.commit_batch(request.actor, batch_id, at=clock.now(), door="web")
            else:
                commands.start_import(request.actor, at=clock.now(), door="web", batch_id=batch_id, in_background=True)
        except Refused:
            pass  # begun already, by a second tap: its page says how far it is
    return redirect("roster-batch", batch_id=batch_id)


@door(may="stop_import")
def stop(request: Request, batch_id: UUID) -> HttpResponse:
    if request.method == "POST":
        with suppress(Refused):  # it may just have come to its end
            commands.stop_import(request.actor, at=clock.now(), door="web", batch_id=batch_id)
    return redirect("roster-batch", batch_id=batch_id)


@door(may="forget_answers")
def forget(request: Request) -> HttpResponse:
    """What the office said of words is asked anew with the next file."""
    if request.method == "POST":
        commands.forget_answers(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""))
    return redirect("roster")


@door(may="correct_person", many=("row",))
def take(request: Request, batch_id: UUID) -> HttpResponse:
    """What the roster says otherwise of people on file, for the rows that were ticked."""
    tab = request.POST.get("tab", "")
    tab = tab if tab in ("differs", "on_file") else "differs"
    if request.method == "POST":
        with reading(request):
            queries.batch(batch_id)
        ticked = [UUID(text) for text in request.POST.getlist("row") if ID.fullmatch(text)]
        on_file.take_over(request.actor, batch_id, ticked, at=clock.now(), door="web")
    return redirect(reverse("roster-batch", args=[batch_id], query={"tab": tab}))


@door(may="undo_import")
def undo(request: Request, batch_id: UUID) -> HttpResponse:
    """GET: what would be taken back, to be checked. POST: it is."""
    if request.method != "POST":
        found = queries.batch(batch_id)
        if found.state not in ("imported", "stopped"):
            return redirect("roster-batch", batch_id=batch_id)
        outlook = undoing.outlook(request.actor.county_id, batch_id)
        context = {"active": "roster", "batch": found, "outlook": outlook, "request_id": new_request_id()}
        return render(request, "casework/rosters/undo.html", context)
    with reading(request):
        found = queries.batch(batch_id)
    try:
        if found.count("added") <= SMALL:
            pipeline.undo_batch(request.actor, batch_id, at=clock.now(), door="web")
        else:
            commands.undo_import(request.actor, at=clock.now(), door="web", batch_id=batch_id, in_background=True)
    except Refused:
        pass  # taken back already, by a second tap
    return redirect("roster-batch", batch_id=batch_id)
