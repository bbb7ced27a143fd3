"""What becomes of a paper: the pages on which it is noted as served, issued anew or withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import Refused
from guitu.kit.telling import said, sentence
from guitu.ledger.commands import Answer
from guitu.papers import drafting, held, listing, templates
from guitu.papers.commands import replace_paper, serve_paper, withdraw_paper
from guitu.papers.forms import EndForm, ServeForm
from guitu.papers.sources import classes_of, place_of
from guitu.people import access

Errors = list[dict[str, Any]]


@door(may="serve_paper")
def serve(request: Request, paper_id: UUID) -> HttpResponse:
    """A paper was handed over: when and how."""
    form = ServeForm(request.POST if request.method == "POST" else None, clock.today())
    return _take(request, paper_id, form, "papers/serve.html", lambda told: serve_paper(**told, **form.cleaned_data))


@door(may="withdraw_paper")
def withdraw(request: Request, paper_id: UUID) -> HttpResponse:
    """A paper does not hold any more: why."""
    form = EndForm(request.POST if request.method == "POST" else None, "withdrawn")
    return _take(request, paper_id, form, "papers/withdraw.html", lambda told: withdraw_paper(**told, **form.cleaned_data))


@door(may="replace_paper")
def replace(request: Request, paper_id: UUID) -> HttpResponse:
    """A paper is issued anew with what is on file now: why, and what is typed again."""
    posted = request.POST if request.method == "POST" else None
    form = EndForm(posted, "replaced")
    with reading(request):
        draft, typed = _draft(request, paper_id)
        paper_form = draft.form(posted, typed)
        more = {"paper_form": paper_form, **draft.context(draft.filled(typed))}
    if posted is not None and not paper_form.is_valid():
        form.full_clean()
        errors = [{"name": name, "text": text} for name, texts in paper_form.errors.items() for text in texts]
        return _page(request, paper_id, form, "papers/replace.html", errors, more)

    def take(told: dict[str, Any]) -> Answer:
        return replace_paper(**told, **form.cleaned_data, typed=paper_form.typed())

    return _take(request, paper_id, form, "papers/replace.html", take, more)


def _draft(request: Request, paper_id: UUID) -> tuple[drafting.Draft, dict[str, str]]:
    """The paper as it would be issued today, begun with what was typed for it then."""
    found = held.held(paper_id)
    draft = drafting.of(request.actor, place_of(found.matter_id), found.kind, found.about, clock.today())
    before = found.values
    return draft, {one.name: before.get(one.name, "") for one in draft.kind.asked}


def _take(
    request: Request, paper_id: UUID, form: Any, template: str, command: Callable[[dict[str, Any]], Answer],
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """GET shows the form; POST records, or shows it again with everything that is wrong."""
    if request.method != "POST":
        return _page(request, paper_id, form, template, None, more)
    if not form.is_valid():
        return _page(request, paper_id, form, template, [], more)
    told = {"actor": request.actor, "at": clock.now(), "request_id": request.POST["request_id"], "paper_id": paper_id}
    try:
        answer = command(told)
    except Refused as refusal:
        errors = [{"name": refusal.field, "text": sentence(reason)} for reason in refusal.reasons]
        return _page(request, paper_id, form, template, errors, more)
    return redirect("paper", paper_id=answer["paper"])


def _page(
    request: Request, paper_id: UUID, form: Any, template: str, errors: Errors | None, more: dict[str, Any] | None
) -> HttpResponse:
    with reading(request):
        found = held.held(paper_id)
        place = place_of(found.matter_id)
        kind = found.of_kind
        classes = classes_of(kind, place.source) if kind and more else "BASIC"
        access.note(
            request.actor, place.id, place.scope_path, "open", classes, clock.now(), request_id=request.number,
            detail={"paper": str(paper_id)},
        )
        said_wrong = [{"name": name, "text": text} for name, texts in form.errors.items() for text in texts]
        context = {
            **listing.frame(place), **(more or {}), "title": said(templates.kept(found.template_id).title), "paper": found,
            "form": form, "errors": [] if errors is None else [*said_wrong, *errors], "today": clock.today(),
            "request_id": request.POST.get("request_id") or new_request_id(),
        }
        return pages.render(request, template, context, status=200 if errors is None else 422)
