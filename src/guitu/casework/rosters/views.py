"""导入: choose a file, say what its columns are, see what is wrong with which line, take in the rest."""

from __future__ import annotations

from math import ceil
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guitu.casework.rosters import pipeline, queries, telling
from guitu.casework.rosters.commands import SMALL
from guitu.casework.rosters.sentences import sentence_of
from guitu.casework.rosters.store import SHEET, STORE
from guitu.duties import doors
from guitu.importing import columns_page, lines, uploads
from guitu.importing.files import Batch
from guitu.importing.known import remembered
from guitu.importing.staged import parts_in, plan_in
from guitu.importing.ways import Ways
from guitu.importing.where import line_of
from guitu.kit import clock
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import Refused
from guitu.kit.pages import PersonLine, render
from guitu.kit.telling import shown as spoken
from guitu.kit.web import page_number
from guitu.kit.workbooks import WorkbookRefused
from guitu.people import access

FOLDER = "casework/rosters"


@door(may="import_roster")
def home(request: Request) -> HttpResponse:
    """GET: the form and the rosters so far. POST: a file, for the readers; nothing of it is kept but its rows."""
    if request.method != "POST":
        return _home(request, [])
    file = request.FILES.get("file")
    if file is None:
        return _home_again(request, _("请先选一个文件。"))
    try:
        answer = pipeline.expect(request.actor, uploads.keep(file, request.actor.path), at=clock.now(), door="web",
            request_id=request.POST.get("request_id", ""))
    except WorkbookRefused as refusal:
        return _home_again(request, refusal.sentence)
    except Refused as refusal:
        return _home_again(request, sentence_of(refusal.reasons[0]))
    return redirect("roster-batch", batch_id=answer["batch"])


def _home_again(request: Request, text: str) -> HttpResponse:
    with reading(request):
        return _home(request, [{"name": "file", "text": text, "clause": None}])


def _home(request: Request, errors: list[dict[str, Any]]) -> HttpResponse:
    shown = [{"batch": batch, "label": telling.state_label(batch.state)} for batch in queries.batches(request.actor)]
    context = {"batches": shown, "errors": errors, "request_id": new_request_id(), "active": "roster",
               "known": remembered(request.actor, SHEET).answers}
    return render(request, f"{FOLDER}/home.html", context, status=422 if errors else 200)


@door(may="import_roster")
def batch(request: Request, batch_id: UUID) -> HttpResponse:
    """One roster, at the step where it is."""
    found = queries.batch(batch_id)
    if found.state == "mapping":
        return redirect("roster-columns", batch_id=batch_id)
    if found.state in ("importing", "undoing"):
        return render(request, "importing/progress.html", _progress(found))
    if found.state in ("reading", "unreadable"):
        return render(request, f"importing/{found.state}.html", _arriving(found))
    first = "wrong" if found.state == "parsed" and found.count("refused") else "good" if found.state == "parsed" else "added"
    tab = request.GET.get("tab", first)
    tab = tab if tab in queries.TABS else first
    page = page_number(request, 99_999)
    return _batch_page(request, found, _lines(request, found, tab, request.GET.get("code", "")[:60], page))


@door(may="import_roster")
def answers(request: Request, batch_id: UUID) -> HttpResponse:
    """What the words mean that nobody knows: one answer for all rows of the file."""
    if request.method != "POST":
        return redirect("roster-batch", batch_id=batch_id)
    given = _sent(request, "answer-")
    said = {int(number): text for number, text in given.items() if number.isascii() and number.isdecimal() and len(number) < 6}
    try:
        pipeline.answer(
            request.actor, batch_id, lambda _asked: said, at=clock.now(), on=clock.today(), door="web", demo=settings.DEMO
        )
    except Refused as refusal:
        with reading(request):
            found = queries.batch(batch_id)
            if found.state not in ("parsed", "stopped", "imported"):
                return redirect("roster-batch", batch_id=batch_id)
            context = _lines(request, found, "good", "", 1)
            context["errors"] = [{"name": "", "text": sentence_of(reason), "clause": None} for reason in refusal.reasons]
            return _batch_page(request, found, context, status=422)
    return redirect("roster-batch", batch_id=batch_id)


def _sent(request: Request, prefix: str) -> dict[str, str]:
    """Fields that a form has as many of as the file asks for, by what stands after their common beginning."""
    return {name.removeprefix(prefix): request.POST.get(name, "") for name in request.POST if name.startswith(prefix)}


def _batch_page(request: Request, found: Batch, context: dict[str, Any], status: int = 200) -> HttpResponse:
    name = "preview" if found.state == "parsed" else "result"
    return render(request, f"{FOLDER}/{name}.html", context, status=status)


def _lines(request: Request, found: Batch, tab: str, code: str, page: int) -> dict[str, Any]:
    shown = queries.page_of(request.actor, found.id, tab, code, page)
    access.note_sheet(request.actor, found.scope_path, found.id, len(shown.lines), clock.now(), request.number)
    plan, parts = plan_in(found.mapping), parts_in(found.mapping)
    if tab in ("wrong", "warned"):
        told = telling.told_lines(shown.lines, plan, warnings=tab == "warned", parts=parts)
        _note_look(request, [person for one in told for person in one["people"]])
    elif tab in ("differs", "on_file"):
        told = telling.told_differences(request.actor, shown.lines, plan, parts)
        _note_look(request, [line.became for line in shown.lines if line.became])
    else:
        told = telling.told_people(shown.lines, plan, parts)
    return {
        "active": "roster", "batch": found, "way": Ways("roster", found.id), "plan": plan, "tab": tab, "code": code, "lines": told, "total": shown.total,
        "page": page, "pages": max(1, ceil(shown.total / queries.PER_PAGE)), "request_id": new_request_id(),
        "kinds": telling.told_kinds(found, "warnings" if tab == "warned" else "errors"), "small": SMALL,
        "questions": telling.told_questions(queries.asked(request.actor, found, clock.today()), parts),
        "unread_parts": [part.name for part in parts if not part.is_read],
        "first_line": "、".join(str(line_of(line)) for line in plan.heading_lines),
        "errors": [], "refusals": telling.told_refusals(found), "on_file": queries.waiting_on_file(found.id) if found.state in ("parsed", "stopped") else 0,
        "may_take": "correct_person" in request.actor.may, "unsettled": len(queries.unsettled(found.id)) if found.state in ("imported", "stopped", "undone") else 0,
        "label": telling.state_label(found.state), "may_undo": "undo_import" in request.actor.may,
    }


def _note_look(request: Request, people: list[UUID]) -> None:
    """Who is on file, or may be, stands beside what the sheet says: a look at each of these files."""
    if people:
        access.note_opened_all(request.actor, people, clock.now(), request.number)


@door(may="import_roster")
def progress(request: Request, batch_id: UUID) -> HttpResponse:
    """The bar alone, asked for every second; when it is full the whole page comes anew."""
    found = queries.batch(batch_id)
    if found.state in ("importing", "undoing"):
        return render(request, "importing/progress.html", _progress(found), block="bar")
    if found.state == "reading":
        return render(request, "importing/reading.html", _arriving(found), block="bar")
    answer = HttpResponse()
    answer["HX-Redirect"] = reverse("roster-batch", args=[batch_id])
    return answer


def _arriving(found: Batch) -> dict[str, Any]:
    return {"active": "roster", "batch": found, "way": Ways("roster", found.id), "refusals": telling.told_refusals(found)}


def _progress(found: Batch) -> dict[str, Any]:
    total = found.rows - found.count("refused")
    left = found.count("waiting") if found.state == "importing" else found.count("added")
    undoing = found.state == "undoing"
    return {
        "active": "roster", "batch": found, "way": Ways("roster", found.id), "done": total - left, "total": total, "undoing": undoing,
        "unit": _("已撤回的人") if undoing else _("已写入的人"),
    }


@door(may="import_roster")
def columns(request: Request, batch_id: UUID) -> HttpResponse:
    """What each column means. A column without a meaning is named and not read."""
    if request.method != "POST":
        return _columns(request, queries.batch(batch_id), {}, [])
    with reading(request):
        found = queries.batch(batch_id)
    fields = _sent(request, "column-")
    part, heading = columns_page.chosen(request.POST, found.mapping)
    try:
        pipeline.reread(
            request.actor, batch_id, fields, within=found.scope_path, at=clock.now(), on=clock.today(), door="web",
            demo=settings.DEMO, part=part, heading=heading,
        )
    except Refused as refusal:
        with reading(request):
            errors = [{"name": "", "text": sentence_of(reason), "clause": None} for reason in refusal.reasons]
            return _columns(request, found, fields, errors)
    return redirect("roster-batch", batch_id=batch_id)


def _columns(request: Request, found: Batch, fields: dict[str, str], errors: list[dict[str, Any]]) -> HttpResponse:
    context = {
        "active": "roster", "batch": found, "way": Ways("roster", found.id), "choices": telling.CHOICES, "errors": errors,
        "refusals": telling.told_refusals(found), "request_id": new_request_id(),
        **columns_page.shown(found.mapping, fields, lines.first(STORE, request.actor.county_id, found.id)),
    }
    return render(request, "importing/columns.html", context, status=422 if errors else 200)


@door(may="import_roster")
@require_safe
def without_worker(request: Request) -> HttpResponse:
    """还没有责任社工: whoever is on the book and in nobody's care."""
    page = page_number(request, 99_999)
    found, total = queries.without_worker(request.actor, page, clock.today())
    access.note_list(request.actor, "without_worker", len(found), clock.now(), request.number)
    people = [
        PersonLine(name=one["masked"], url=doors.person_url(one["id"]), state=spoken(f"standing.{one['state']}"), place=one["place"])
        for one in found
    ]
    context = {"active": "roster", "people": people, "total": total, "page": page,
               "pages": max(1, ceil(total / queries.PER_PAGE))}
    return render(request, f"{FOLDER}/without_worker.html", context)
