"""暂不, in the row of the list or on a page of its own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from guitu.casework.postponements.commands import postpone_duty, resume_duty
from guitu.casework.postponements.forms import Postponement
from guitu.casework.telling import told
from guitu.duties import gate, queries, rows
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.packs import timeline_of
from guitu.people import access

PAGE = "casework/postponements/page.html"


@door(may="postpone_duty")
def postpone(request: Request, person_id: UUID) -> HttpResponse:
    """The form in the place of the row; saved, what happened stands there, with a way back."""
    if request.method != "POST":
        key = request.GET.get("duty", "")
        return _form(request, person_id, key, Postponement(initial=Postponement.started(clock.today())), [])
    key, form = request.POST.get("duty", ""), Postponement(request.POST)
    errors: list[dict[str, Any]] = []
    if form.is_valid():
        try:
            answer = postpone_duty(
                request.actor, at=clock.now(), request_id=request.POST.get("request_id", "")[:64], door="web",
                person_id=person_id, duty=key, **form.cleaned_data,
            )
        except Refused as refusal:
            said = told(refusal.reasons, _timeline(request), year=clock.today().year)
            errors = [{"name": refusal.field, **one} for one in said]
            if refusal.field:
                form.add_error(refusal.field, said[0]["text"])
        else:
            return _done(request, person_id, key, form, answer["facts"][0])
    else:
        errors = [{"name": name, "text": texts[0]} for name, texts in form.errors.items()]
    with reading(request):
        return _form(request, person_id, key, form, errors, status=422)


def _timeline(request: Request) -> Any:
    with reading(request):
        return timeline_of(request.actor.county_id, request.actor.path)


def _found(request: Request, person_id: UUID, key: str, *, to_do: bool = True) -> dict[str, Any]:
    """The duty as the list has it; `to_do`: only one that is this post's to do."""
    actor = request.actor
    found = queries.duty(actor, person_id, key[:200], clock.today())
    if found is None or (to_do and not gate.may_do(actor.may, actor.classes, found["kind"], found["key"])):
        raise NotVisible
    return found


def _row(request: Request, found: dict[str, Any]) -> pages.DutyLine:
    """The row, and the look at the person that it is."""
    access.note_opened(request.actor, found["matter_id"], clock.now(), request.number)
    timeline = timeline_of(request.actor.county_id, request.actor.path)
    return rows.shown(found, timeline, request.actor, clock.now())


def _form(
    request: Request,
    person_id: UUID,
    key: str,
    form: Postponement,
    errors: list[dict[str, Any]],
    *,
    status: int = 200,
) -> HttpResponse:
    found = _found(request, person_id, key)
    context = {
        "active": "today",
        "d": _row(request, found),
        "deadline": rows.short(found["due_on"], clock.today()),
        "duty": key,
        "form": form,
        "errors": errors,
        "action": reverse("postpone-duty", args=[person_id]),
        "row_url": reverse("duty-row", args=[person_id], query={"duty": key}),
        "request_id": request.POST.get("request_id", "")[:64] or new_request_id(),
        "inline": _is_inline(request),
    }
    return pages.render(request, PAGE, context, block="row" if _is_inline(request) else None, status=status)


def _is_inline(request: Request) -> bool:
    """In the place of the row: asked for from the list; its form says so. Sent by a script is every form."""
    return bool(request.htmx) if request.method != "POST" else request.POST.get("inline") == "1"


def _done(request: Request, person_id: UUID, key: str, form: Postponement, fact_id: str) -> HttpResponse:
    if not _is_inline(request):
        return redirect("today")
    with reading(request):
        found = _found(request, person_id, key)
        context = {
            "d": _row(request, found),
            "until": rows.short(form.cleaned_data["until"], clock.today()),
            "deadline": rows.short(found["due_on"], clock.today()),
            "undo_url": reverse("resume-duty", args=[person_id, fact_id], query={"duty": key}),
            "request_id": new_request_id(),
        }
        return pages.render(request, PAGE, context, block="done")


@door(may="resume_duty")
@require_POST
def resume(request: Request, person_id: UUID, fact_id: UUID) -> HttpResponse:
    """撤销: the row stands in its place again."""
    resume_duty(
        request.actor, at=clock.now(), request_id=request.POST.get("request_id", "")[:64], door="web",
        person_id=person_id, postponement=fact_id,
    )
    if not request.htmx:
        return redirect("today")
    with reading(request):
        return row(request, person_id)


@door(may="postpone_duty")
def row(request: Request, person_id: UUID) -> HttpResponse:
    """One row of the list as it stands now."""
    found = _found(request, person_id, request.GET.get("duty", ""), to_do=False)
    return pages.render(request, "duties/row.html", {"d": _row(request, found)})
