"""Sending a file into the file of a matter, and taking one away again."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.telling import said, sentence
from guitu.kit.waiting import receipt
from guitu.papers import held, listing, templates
from guitu.papers.files.commands import Sent, attach_file, take_file
from guitu.papers.files.remaking import MOST_BYTES, SUFFIXES, remake
from guitu.papers.forms import FileForm
from guitu.papers.queries import items_of
from guitu.papers.sources import Place, place_of
from guitu.papers.views import attachment
from guitu.people import access
from guitu.rules.verdict import Reason

Where = tuple[Place, str, str, UUID | None, str]  # the matter, what the file is of, the page to go back to, paper, item


@door(may="attach_file")
def of_paper(request: Request, paper_id: UUID) -> HttpResponse:
    """The signed copy of a paper."""
    with reading(request):
        found = held.held(paper_id)
        title = said(templates.kept(found.template_id).title)
        where = (_here(request, found.matter_id), title, pages.url("paper", paper_id), paper_id, "")
    return _take(request, where)


@door(may="attach_file")
def of_item(request: Request, person_id: UUID, item: str) -> HttpResponse:
    """What fills an item of the paper file."""
    with reading(request):
        place = _here(request, person_id)
        name = next((one.name for one in items_of(place.scope_path) if one.code == item), None)
    if name is None:
        raise NotVisible
    return _take(request, (place, said(name), listing.frame(place)["back"], None, item))


def _here(request: Request, matter_id: UUID) -> Place:
    place = place_of(matter_id)
    if not request.actor.lo <= place.scope_path < request.actor.hi:
        raise NotVisible
    return place


def _take(request: Request, where: Where) -> HttpResponse:
    place, _, back, paper_id, item = where
    if request.method != "POST":
        return _page(request, where, FileForm())
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, where, form, [str(text) for texts in form.errors.values() for text in texts])
    sent = form.cleaned_data["file"]
    try:
        if sent.size > MOST_BYTES:
            raise Refused(Reason("file_too_big", {"limit": MOST_BYTES // 1024 // 1024}))
        data = sent.read()
        attach_file(
            request.actor, at=clock.now(), request_id=request.POST["request_id"], door="web",
            matter_id=place.id, file=Sent(data, remake(data)), paper_id=paper_id, item=item,
        )
    except Refused as refusal:
        return _page(request, where, form, [sentence(reason) for reason in refusal.reasons])
    return receipt(request, redirect(back))


def _page(request: Request, where: Where, form: FileForm, wrong: list[str] | None = None) -> HttpResponse:
    place, name, back, _, _ = where
    with reading(request):
        access.note(request.actor, place.id, place.scope_path, "open", "BASIC", clock.now(), request_id=request.number)
    context = {
        **listing.frame(place), "back": back, "name": name, "form": form, "accept": "image/jpeg,image/png,image/webp,.pdf",
        "errors": [{"name": "file", "text": text} for text in wrong or ()], "most": MOST_BYTES // 1024 // 1024,
        "request_id": request.POST.get("request_id") or new_request_id(),
    }
    return pages.render(request, "papers/files/send.html", context, status=422 if wrong else 200)


@door(may="take_file")
@require_POST
def download(request: Request, file_id: UUID) -> HttpResponse:
    """A file of a matter, as an attachment under a name that says nothing."""
    answer = take_file(request.actor, at=clock.now(), door="web", file_id=file_id)
    media_type = answer["media"]
    return attachment(answer.beside, media_type, f"{str(file_id)[:8]}{SUFFIXES[media_type]}")  # type: ignore[attr-defined]
