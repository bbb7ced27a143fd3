"""文书: what may be printed of a person, one paper before it is issued, one that was issued, and its pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.telling import said, sentence
from guitu.papers import drafting, held, listing, offers
from guitu.papers.commands import issue_paper, print_paper
from guitu.papers.forms import PaperForm
from guitu.papers.sources import Place, classes_of, place_of
from guitu.people import access


@door(may="issue_paper")
@require_safe
def offered(request: Request, person_id: UUID) -> HttpResponse:
    """The papers that may be printed now, the kinds of one subject together."""
    place = _here(request, person_id)
    dossier = place.source.open(place.id, clock.today())
    kinds = offers.may_issue(request.actor, place.scope_path, place.source)
    access.note(
        request.actor, person_id, place.scope_path, "open", "BASIC STATUS", clock.now(), request_id=request.number
    )
    codes = {offer.kind for offer in dossier.offers(kinds)}
    context = {
        **listing.frame(place), "kinds": [listing.kind_line(kind, place) for kind in kinds.values() if kind.code in codes],
        "others": [said(kind.title) for kind in kinds.values() if kind.code not in codes],
    }
    return pages.render(request, "papers/offered.html", context)


@door(may="issue_paper")
def new(request: Request, person_id: UUID, kind: str) -> HttpResponse:
    """One paper: what is on file and what is to be typed; read back as it will be printed; then issued."""
    if request.method != "POST":
        draft = drafting.of(request.actor, _here(request, person_id), kind, request.GET.get("about", ""), clock.today())
        _noted(request, draft)
        return _form(request, draft, draft.form())
    with reading(request):
        draft = drafting.of(request.actor, _here(request, person_id), kind, request.POST.get("about", ""), clock.today())
        form = draft.form(request.POST)
        stage = request.POST.get("stage", "")
        if stage == "edit":
            return _form(request, draft, draft.form(None, form.as_typed()))  # amended, not judged
        if not form.is_valid():
            return _form(request, draft, form, status=422)
        filled = draft.filled(form.typed())
        if stage != "confirm" or not filled.is_whole:
            _noted(request, draft)
            return _read_back(request, draft, form, filled)
    try:
        answer = issue_paper(
            request.actor, at=clock.now(), request_id=request.POST["request_id"], door="web",
            matter_id=person_id, kind=kind, about=draft.about, typed=form.typed(),
        )
    except Refused as refusal:
        with reading(request):
            return _form(request, draft, form, [sentence(reason) for reason in refusal.reasons], status=422)
    return redirect("paper", paper_id=answer["paper"])


def _here(request: Request, person_id: UUID) -> Place:
    """The matter, in one's own area: the side of the household register prints nothing."""
    place = place_of(person_id)
    if not request.actor.lo <= place.scope_path < request.actor.hi:
        raise NotVisible
    return place


def _noted(request: Request, draft: drafting.Draft) -> None:
    classes = classes_of(draft.kind, draft.place.source)
    access.note(
        request.actor, draft.place.id, draft.place.scope_path, "open", classes, clock.now(), request_id=request.number,
        detail={"paper": draft.kind.code},
    )


def _form(
    request: Request, draft: drafting.Draft, form: PaperForm, refused: list[str] | None = None, status: int = 200
) -> HttpResponse:
    errors = [{"name": name, "text": text} for name, texts in form.errors.items() for text in texts]
    errors += [{"name": "", "text": text} for text in refused or ()]
    context = {
        **draft.context(draft.filled({})), "form": form, "errors": errors,
        "request_id": request.POST.get("request_id") or new_request_id(),
    }
    return pages.render(request, "papers/new.html", context, status=status)


def _read_back(request: Request, draft: drafting.Draft, form: PaperForm, filled: Any) -> HttpResponse:
    typed = [(name, request.POST.get(name, "")) for name in form.fields]
    context = {
        **draft.context(filled), "typed": typed, "request_id": request.POST["request_id"],
        "blocks": listing.printed(draft.kind, filled.values), "whole": filled.is_whole,
    }
    return pages.render(request, "papers/read_back.html", context, status=200 if filled.is_whole else 422)


@door(may="see_papers")
@require_safe
def paper(request: Request, paper_id: UUID) -> HttpResponse:
    """One paper as it was printed, what became of it, its scans, and what may be done with it."""
    found = held.held(paper_id)
    context = listing.of_paper(request.actor, found, clock.today())
    access.note(
        request.actor, found.matter_id, found.scope_path, "open", context["classes"], clock.now(),
        request_id=request.number, detail={"paper": str(paper_id)},
    )
    return pages.render(request, "papers/paper.html", context)


@door(may="print_paper")
@require_POST
def print_one(request: Request, paper_id: UUID, way: str) -> HttpResponse:
    """The pages as a file, always as an attachment. Each time is a line of its own, whatever was tapped twice."""
    if way not in held.MEDIA:
        raise NotVisible
    with reading(request):
        found = held.held(paper_id)
        data = held.made_again(found, way)  # type: ignore[arg-type]  # looked at above
        name = f"{listing.file_name(found)}.{'pdf' if way == 'pdf' else 'docx'}"
    print_paper(request.actor, at=clock.now(), door="web", paper_id=paper_id, way=way, digest=held.digest_of(data))
    return attachment(data, held.MEDIA[way], name)


def attachment(data: bytes, media_type: str, name: str) -> HttpResponse:
    """Bytes that no browser runs or shows inside our pages."""
    answer = HttpResponse(data, content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
