"""成批打印: which kinds, for whom, how far, and the file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import orjson
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.telling import said, sentence
from guitu.papers import offers
from guitu.papers.forms import PaperForm
from guitu.papers.kinds import Kind
from guitu.papers.prints import queries
from guitu.papers.prints.commands import MOST, start_print, take_pages
from guitu.papers.sources import source_of
from guitu.papers.views import attachment
from guitu.people import access
from guitu.rules.verdict import Reason


def _kinds(request: Request) -> dict[str, Kind]:
    found = offers.may_issue(request.actor, request.actor.path, source_of(offers.PEOPLE))
    return {code: kind for code, kind in found.items() if kind.duty}


@door(may="start_print")
@require_safe
def choose(request: Request) -> HttpResponse:
    """The kinds that are printed for many, each with how many it is due for."""
    today = clock.today()
    lines = [
        {"title": said(kind.title), "code": kind.code, "count": len(queries.due(request.actor, kind.duty, today, MOST))}
        for kind in _kinds(request).values()
    ]
    return pages.render(request, "papers/prints/choose.html", {"active": "papers", "kinds": lines})


@door(may="start_print", many=("whom",))
def start(request: Request, kind: str) -> HttpResponse:
    """For whom: everybody of whom it is due is chosen; what is typed once stands on all of them."""
    found = _kinds(request).get(kind)
    if found is None:
        raise NotVisible
    if request.method != "POST":
        return _page(request, found, PaperForm(None, found, (), {}, many=True))
    form = PaperForm(request.POST, found, (), {}, many=True)
    if not form.is_valid():
        return _page(request, found, form, [])
    whom = [tuple(one.split("|", 1)) for one in request.POST.getlist("whom") if "|" in one]
    try:
        answer = start_print(
            request.actor, at=clock.now(), request_id=request.POST["request_id"], door="web", kind=kind,
            whom=[(matter, f"duty:{key}") for matter, key in whom], typed=form.typed(),
        )
    except Refused as refusal:
        return _page(request, found, form, [sentence(reason) for reason in refusal.reasons])
    return redirect("print", print_id=answer["print"])


def _page(request: Request, kind: Kind, form: PaperForm, wrong: list[str] | None = None) -> HttpResponse:
    chosen = set(request.POST.getlist("whom"))
    with reading(request):
        due = queries.due(request.actor, kind.duty, clock.today(), MOST)
        access.note_list(request.actor, f"print:{kind.code}", len(due), clock.now(), request.number)
    rows = [{**one, "value": f"{one['matter']}|{one['key']}"} for one in due]
    context = {
        "active": "papers", "title": said(kind.title), "form": form,
        "errors": [{"name": name, "text": text} for name, texts in form.errors.items() for text in texts]
        + [{"name": "", "text": text} for text in wrong or ()],
        "rows": [{**one, "chosen": one["value"] in chosen or not chosen} for one in rows], "today": clock.today(),
        "request_id": request.POST.get("request_id") or new_request_id(),
    }
    return pages.render(request, "papers/prints/new.html", context, status=200 if wrong is None else 422)


@door(may="start_print")
@require_safe
def progress(request: Request, print_id: UUID) -> HttpResponse:
    """How far it is; asked again by itself until it is done."""
    found = queries.progress(print_id)
    kind = _kinds(request).get(found.kind)
    refused = [
        {"label": one["label"], "url": pages.url("person", one["matter_id"]), "why": _why(one["reason"])} for one in found.refused
    ]
    context: dict[str, Any] = {
        "active": "papers", "print": found, "title": said(kind.title) if kind else found.kind, "refused": refused,
        "issued": found.done - len(refused),
    }
    is_asked_again = request.htmx and request.htmx.target == "progress"
    if is_asked_again and found.state == "done":
        return HttpResponseClientRefresh()  # the page as it is now, with the file and what was refused
    return pages.render(request, "papers/prints/progress.html", context, block="bar" if is_asked_again else None)


def _why(text: str) -> str:
    stored = orjson.loads(text)
    return sentence(Reason(stored.get("code", ""), stored.get("values", {})))


@door(may="take_pages")
@require_POST
def download(request: Request, print_id: UUID) -> HttpResponse:
    """All letters as one file."""
    answer = take_pages(request.actor, at=clock.now(), door="web", print_id=print_id)
    return attachment(answer.beside, "application/pdf", f"{answer['kind']}-{str(print_id)[:6]}.pdf")  # type: ignore[attr-defined]
