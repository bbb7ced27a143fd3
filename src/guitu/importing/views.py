"""表格导入: choose a file, say what its columns are, answer what is asked once, see what is new and what differs."""

from __future__ import annotations

from contextlib import suppress
from math import ceil
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from guitu.grid.areas import units_inside
from guitu.importing import batches, columns_page, commands, lines, pipeline, questions, telling, uploads
from guitu.importing.files import Batch
from guitu.importing.known import remembered
from guitu.importing.places import EVERY_LEVEL, Places
from guitu.importing.registry import STORE, sheet_of
from guitu.importing.sentences import sentence_of
from guitu.importing.staged import plan_in
from guitu.importing.staging import words_of
from guitu.importing.ways import Ways
from guitu.kit import clock
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import Refused
from guitu.kit.pages import render
from guitu.kit.sheets import Sheet
from guitu.kit.web import page_number
from guitu.kit.workbooks import WorkbookRefused
from guitu.rules.verdict import Reason

WAITING = ("importing", "undoing")


@door(may="expect_sheet")
def home(request: Request, sheet: str) -> HttpResponse:
    """GET: the form, the template and the files so far. POST: a file, for the readers."""
    if request.method != "POST":
        return _home(request, sheet_of(request.actor, sheet), [])
    with reading(request):
        kind = sheet_of(request.actor, sheet)
    file = request.FILES.get("file")
    if file is None:
        return _home_again(request, kind, _("请先选一个文件。"))
    try:
        arrived = uploads.keep(file, request.actor.path)
    except WorkbookRefused as refusal:
        return _home_again(request, kind, refusal.sentence)
    try:
        mark = arrived.digest.hex() + sheet
        answer = commands.expect_sheet(
            request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), sheet=sheet,
            file=pipeline.Opaque(arrived, mark),
        )
    except Refused as refusal:
        return _home_again(request, kind, sentence_of(refusal.reasons[0]))
    finally:
        arrived.path.unlink(missing_ok=True)  # it bears the name of its batch now, or there is one already
    return redirect("sheet-batch", sheet=sheet, batch_id=answer["batch"])


def _home_again(request: Request, kind: Sheet, text: str) -> HttpResponse:
    with reading(request):
        return _home(request, kind, [{"name": "file", "text": text, "clause": None}])


def _home(request: Request, kind: Sheet, errors: list[dict[str, Any]]) -> HttpResponse:
    found = batches.batches(request.actor, kind.code)
    context = {
        "active": "settings", "sheet": kind, "back": reverse(kind.page), "errors": errors, "request_id": new_request_id(),
        "batches": [
            {"batch": one, "label": telling.state_label(one.state), "url": Ways("sheet", one.id, kind.code).batch} for one in found
        ],
        "known": [word for _field, word in remembered(request.actor, kind.code).answers], "way": Ways("sheet", None, kind.code),
    }
    return render(request, "importing/home.html", context, status=422 if errors else 200)


@door(may="expect_sheet")
def batch(request: Request, sheet: str, batch_id: UUID) -> HttpResponse:
    """One file, at the step where it is."""
    waits = uploads.place(batch_id).exists()  # asked before the state: a file goes after what was read of it is kept
    kind, found = sheet_of(request.actor, sheet), batches.batch(sheet, batch_id)
    if found.state == "mapping":
        return redirect("sheet-columns", sheet=sheet, batch_id=batch_id)
    if found.state in WAITING:
        return render(request, "importing/progress.html", _progress(kind, found))
    if found.state == "reading" and not waits:  # who sent it was not at the post any more when its turn came
        told = {**_basics(kind, found), "refusals": [sentence_of(Reason("workbook_lost"))]}
        return render(request, "importing/unreadable.html", told)
    if found.state in ("reading", "unreadable"):
        return render(request, f"importing/{found.state}.html", _basics(kind, found))
    return _batch_page(request, kind, found)


def _batch_page(request: Request, kind: Sheet, found: Batch, errors: list[dict[str, Any]] | None = None) -> HttpResponse:
    tabs = ("wrong", "differs", "good", "same") if found.state == "parsed" else ("wrong", "differs", "added", "same")
    first = next((tab for tab in tabs if found.count(_OUTCOME[tab])), tabs[2])
    tab = request.GET.get("tab", first)
    tab = tab if tab in batches.TABS else first
    page = page_number(request, 99_999)
    today = clock.today()
    shown, total = batches.page_of(request.actor, found.id, tab, page)
    words, places = words_of(request.actor, kind, today), Places(units_inside(request.actor.path, *EVERY_LEVEL))
    if tab == "differs":
        filed = {one.id: one for one in kind.on_file(request.actor, today)}
        told = telling.told_differences(kind, found, shown, filed, words, places)
    else:
        told = telling.told_lines(kind, found, shown, tab)
    asked = batches.asked(request.actor, found.id) if found.count("asked") else []
    context = {
        **_basics(kind, found), "plan": plan_in(found.mapping), "tab": tab, "lines": told, "total": total, "page": page,
        "pages": max(1, ceil(total / batches.PER_PAGE)), "errors": errors or [], "request_id": new_request_id(),
        "questions": telling.told_questions(kind, asked, words, places, found, today),
        "unread_parts": telling.unread_parts(found), "label": telling.state_label(found.state),
        "may_undo": "undo_sheet" in request.actor.may and found.count("added", "changed"), "outcome_of": _OUTCOME,
    }
    return render(request, "importing/preview.html", context, status=422 if errors else 200)


_OUTCOME = {
    "wrong": "refused", "differs": "differs", "good": "waiting", "same": "same", "added": "added", "changed": "changed",
    "undone": "undone", "kept": "kept", "skipped": "skipped",
}


@door(may="answer_sheet")
def answers(request: Request, sheet: str, batch_id: UUID) -> HttpResponse:
    """What words mean and what is not written: one answer for all rows of the file."""
    if request.method != "POST":
        return redirect("sheet-batch", sheet=sheet, batch_id=batch_id)
    given = {name.removeprefix("answer-"): request.POST.get(name, "") for name in request.POST if name.startswith("answer-")}
    said = {int(number): text for number, text in given.items() if number.isascii() and number.isdecimal() and len(number) < 6}
    today = clock.today()
    with reading(request):
        kind, found = sheet_of(request.actor, sheet), batches.batch(sheet, batch_id)
        asked = batches.asked(request.actor, batch_id)
        words, places = words_of(request.actor, kind, today), Places(units_inside(request.actor.path, *EVERY_LEVEL))
        try:
            chosen = questions.chosen(asked, said, telling.offers(kind, asked, words, places), today)
        except Refused as refusal:
            told = [{"name": refusal.field or "", "text": sentence_of(reason), "clause": None} for reason in refusal.reasons]
            return _batch_page(request, kind, found, told)
        setting = pipeline.setting_again(request.actor, kind, batch_id, today, chosen)
    mark = f"{batch_id} {sorted(chosen.items())}"
    with suppress(Refused):  # under way, or taken back meanwhile: its page says so
        commands.answer_sheet(
            request.actor, at=clock.now(), batch_id=batch_id, answers=pipeline.Opaque(chosen, mark),
            setting=pipeline.Opaque(setting, mark),
        )
    return redirect("sheet-batch", sheet=sheet, batch_id=batch_id)


@door(may="expect_sheet")
def progress(request: Request, sheet: str, batch_id: UUID) -> HttpResponse:
    """The bar alone, asked for every second; when it is full the whole page comes anew."""
    waits = uploads.place(batch_id).exists()
    kind, found = sheet_of(request.actor, sheet), batches.batch(sheet, batch_id)
    if found.state in WAITING:
        return render(request, "importing/progress.html", _progress(kind, found), block="bar")
    if found.state == "reading" and waits:
        return render(request, "importing/reading.html", _basics(kind, found), block="bar")
    answer = HttpResponse()
    answer["HX-Redirect"] = Ways("sheet", batch_id, sheet).batch
    return answer


def _basics(kind: Sheet, found: Batch) -> dict[str, Any]:
    way = Ways("sheet", found.id, kind.code)
    return {"active": "settings", "sheet": kind, "batch": found, "way": way, "refusals": telling.told_refusals(found)}


def _progress(kind: Sheet, found: Batch) -> dict[str, Any]:
    total = found.rows - found.count("refused", "same", "differs", "asked")
    left = found.count("waiting") if found.state == "importing" else found.count("added", "changed")
    told = {"done": max(total - left, 0), "total": total, "undoing": found.state == "undoing"}
    return {**_basics(kind, found), **told, "unit": _("已撤回的行") if told["undoing"] else _("已写入的行")}


@door(may="read_sheet_columns")
def columns(request: Request, sheet: str, batch_id: UUID) -> HttpResponse:
    """Which sheet, which heading line, and what each column means. A column without a meaning is named and not read."""
    today = clock.today()
    with reading(request):
        kind, found = sheet_of(request.actor, sheet), batches.batch(sheet, batch_id)
        if request.method != "POST":
            return _columns(request, kind, found, {}, [])
        setting = pipeline.setting_again(request.actor, kind, batch_id, today)
    sent = request.POST
    fields = {name.removeprefix("column-"): sent.get(name, "") for name in sent if name.startswith("column-")}
    part, heading = columns_page.chosen(sent, found.mapping)
    try:
        commands.read_sheet_columns(
            request.actor, at=clock.now(), batch_id=batch_id, fields=fields, setting=pipeline.Opaque(setting, str(batch_id)),
            part=part, heading=heading,
        )
    except Refused as refusal:
        errors = [{"name": "", "text": sentence_of(reason), "clause": None} for reason in refusal.reasons]
        with reading(request):
            return _columns(request, kind, found, fields, errors)
    return redirect("sheet-batch", sheet=sheet, batch_id=batch_id)


def _columns(
    request: Request, kind: Sheet, found: Batch, fields: dict[str, str], errors: list[dict[str, Any]]
) -> HttpResponse:
    choices = [(field.name, field.heading) for field in kind.fields if field.kind != "ignored"]
    context = {
        **_basics(kind, found), "choices": choices, "errors": errors, "request_id": new_request_id(),
        **columns_page.shown(found.mapping, fields, lines.first(STORE, request.actor.county_id, found.id)),
    }
    return render(request, "importing/columns.html", context, status=422 if errors else 200)
