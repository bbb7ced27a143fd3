"""文书样式: which Word template each kind of paper is printed from, and sending in one of the office's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from guitu.approvals.commands import ask_approval
from guitu.kit import clock, pages
from guitu.kit.database import dicts
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.telling import filled, said, sentence
from guitu.papers import held, word
from guitu.papers.forms import FileForm
from guitu.papers.kinds import Kind, kinds_of
from guitu.papers.office_templates.asking import shown_to_decide
from guitu.papers.office_templates.commands import Looked, drop_template, upload_template
from guitu.papers.sources import examples, source_of
from guitu.papers.views import attachment
from guitu.papers.word import Fault
from guitu.papers.words import FAULTS, FORMS

_OWN = (
    "SELECT t.id, t.kind, t.at, t.used_from, t.used_until, coalesce(h.name, '') AS who FROM papers_template t"
    " LEFT JOIN grid_holding h ON h.post_id = t.post_id AND h.from_on <= t.at::date"
    "  AND (h.until_on IS NULL OR h.until_on > t.at::date)"
    " WHERE t.county_id = %s AND t.origin = 'office' ORDER BY t.at DESC"
)


@door(may="upload_template")
@require_safe
def overview(request: Request) -> HttpResponse:
    """Every kind of paper with the template in use."""
    own = {one["kind"]: one for one in dicts(_OWN, [request.actor.county_id]) if _in_use(one)}
    lines = [
        {"title": said(kind.title), "form": said(FORMS[kind.form]), "code": kind.code, "own": own.get(kind.code)}
        for kind in kinds_of(request.actor.path).values()
    ]
    return pages.render(request, "papers/office_templates/overview.html", {"active": "papers", "kinds": lines})


def _in_use(one: dict[str, Any]) -> bool:
    return one["used_from"] is not None and one["used_until"] is None


def _kind(request: Request, code: str) -> Kind:
    found = kinds_of(request.actor.path).get(code)
    if found is None:
        raise NotVisible
    return found


@door(may="upload_template")
def upload(request: Request, kind: str) -> HttpResponse:
    """The templates of one kind; one sent in is looked through, and every fault is named at once."""
    found = _kind(request, kind)
    if request.method != "POST":
        return _page(request, found, FileForm())
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, form, [str(text) for texts in form.errors.values() for text in texts])
    data = form.cleaned_data["file"].read(word.MOST_BYTES + 1)
    faults = word.check(data, found, examples(found, source_of(found.of)))
    return _do(request, found, lambda told: upload_template(**told, template=Looked(data, faults)), faults)


@door(may="use_template")
@require_POST
def use(request: Request, kind: str, template_id: UUID) -> HttpResponse:
    """Ask that it be printed from: another person reads what it says otherwise, and decides."""
    with reading(request):
        seen = shown_to_decide(request.actor, _kind(request, kind), template_id)
    ask_approval(
        request.actor, at=clock.now(), request_id=request.POST["request_id"], name="use_template",
        arguments={"kind": kind, "template_id": template_id}, shown=seen,
    )
    return redirect("approvals")


@door(may="drop_template")
@require_POST
def drop(request: Request, kind: str, template_id: UUID) -> HttpResponse:
    return _do(request, _kind(request, kind), lambda told: drop_template(**told, template_id=template_id))


def _do(
    request: Request, kind: Kind, command: Callable[[dict[str, Any]], Any], faults: list[Fault] | None = None
) -> HttpResponse:
    told = {"actor": request.actor, "at": clock.now(), "request_id": request.POST["request_id"], "kind": kind.code}
    try:
        command(told)
    except Refused as refusal:
        wrong = [filled(FAULTS[fault.code], {"about": said(fault.about)}) for fault in faults or ()]
        return _page(request, kind, FileForm(), wrong or [sentence(reason) for reason in refusal.reasons])
    return redirect("paper-template", kind=kind.code)


@door(may="upload_template")
@require_safe
def download(request: Request, kind: str) -> HttpResponse:
    """The template of the pack, to be changed in Word and sent in again. It holds no data of anybody."""
    found = _kind(request, kind)
    return attachment(word.template_of(found.title, found.body), held.MEDIA["word"], f"{found.title}.docx")


def _page(request: Request, kind: Kind, form: FileForm, wrong: list[str] | None = None) -> HttpResponse:
    with reading(request):
        own = [one for one in dicts(_OWN, [request.actor.county_id]) if one["kind"] == kind.code]
    needed = set(kind.needed)
    fields = examples(kind, source_of(kind.of))
    context = {
        "active": "papers", "title": said(kind.title), "code": kind.code, "form": form, "most": word.MOST_BYTES // 1024 // 1024,
        "own": [{**one, "is_used": _in_use(one)} for one in own], "new_request_id": new_request_id,
        "errors": [{"name": "file", "text": text} for text in wrong or ()],
        "fields": sorted(({"name": name, "needed": name in needed} for name in fields), key=lambda one: not one["needed"]),
    }
    return pages.render(request, "papers/office_templates/page.html", context, status=422 if wrong else 200)
