"""链接: the page that a stranger opens, and the list of who made them.

The page for strangers knows no login and no cookie: what opens it stands in the address and in its own form, so there is
nothing that another site could make a browser send. Before the code it is the same for every address, to the byte.
"""

from __future__ import annotations

from math import ceil
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from guitu.grid.guessing import NOW, address_of
from guitu.kit import clock, pages
from guitu.kit.database import acting
from guitu.kit.doors import REQUEST_ID, Request, door, new_request_id, public, reading
from guitu.kit.errors import Refused
from guitu.kit.form_errors import errors_of, refuse
from guitu.kit.telling import sentence
from guitu.links import entering, queries
from guitu.links.commands import note_opening, withdraw_link
from guitu.links.doors import DOORS
from guitu.links.entering import Entered
from guitu.links.forms import AnswerForm, CodeForm
from guitu.matters.parts import Place
from guitu.rules.verdict import Reason


@door(may="see_links")
@require_safe
def links(request: Request) -> HttpResponse:
    """The links that this post made: for whom, until when, how often opened."""
    return _list(request)


@door(may="withdraw_link")
@require_POST
def withdraw(request: Request, link_id: UUID) -> HttpResponse:
    try:
        withdraw_link(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), link_id=link_id)
    except Refused as refusal:
        with reading(request):
            return _list(request, sentence(refusal.reasons[0]), 422)
    return redirect("links")


def _list(request: Request, problem: str = "", status: int = 200) -> HttpResponse:
    context = {
        "active": "links", "shown": queries.made_by(request.actor.post_id, clock.now()), "most": queries.MOST,
        "problem": problem, "new_request_id": new_request_id,
    }
    return pages.render(request, "links/page.html", context, status=status)


@public
@csrf_exempt
def knock(request: HttpRequest, token: str) -> HttpResponse:
    """A field for the code; with the right one, what was left for whoever has it. Every no is the same no."""
    if request.method != "POST":
        return _bare(request, "links/code.html", {"problem": ""})
    form, at, address = CodeForm(request.POST), clock.now(), address_of(request.META)
    code = form.cleaned_data["code"] if form.is_valid() else ""
    waiting = entering.wait(token, address, at)
    if waiting > NOW:
        answer = _bare(request, "links/code.html", {"problem": sentence(Reason("links.too_often"))}, 429)
        answer["Retry-After"] = str(ceil(waiting.total_seconds()))
        return answer
    found = entering.enter(token, code, address, at)
    if found is None or found[0].kind not in DOORS:
        return _bare(request, "links/code.html", {"problem": sentence(Reason("links.closed"))}, 422)
    of, secret = found
    actor = entering.actor_of(of, clock.local_day(at))
    place = Place(of.matter_id, of.county_id, of.scope_path, of.compartment)
    note_opening(actor, at=at, door="link", matter=place, made_post=of.made_post)
    return _opened(request, token, of, secret, AnswerForm(until_label=DOORS[of.kind].until_label))


@public
@csrf_exempt
@require_POST
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The answer, once. What was typed stays when something is missing, and when the link is open no more."""
    at, secret = clock.now(), request.POST.get("secret", "")
    of = entering.entered(secret, at)
    if of is None:
        return _bare(request, "links/over.html", {"words": request.POST.get("words", "")[:2000]}, 422)
    form = AnswerForm(request.POST, request.FILES, until_label=DOORS[of.kind].until_label)
    if not form.is_valid():
        return _opened(request, token, of, secret, form, 422)
    sent, asked, behind = form.cleaned_data["file"], request.POST.get("request_id", ""), DOORS[of.kind]
    more = {name: form.cleaned_data[name] for name, asks in (("until", behind.asks_until), ("appeal", behind.asks_appeal)) if asks}
    try:
        behind.answer(
            entering.actor_of(of, clock.local_day(at)), at=at, request_id=asked if REQUEST_ID.fullmatch(asked) else "",
            entered=of, secret=secret, words=form.cleaned_data["words"], who=form.cleaned_data["who"],
            upload=sent.read() if sent and behind.takes_file else None, **more,
        )
    except Refused as refusal:
        refuse(form, refusal)
        return _opened(request, token, of, secret, form, 422)
    return _bare(request, "links/done.html", {})


def _opened(
    request: HttpRequest, token: str, of: Entered, secret: str, form: AnswerForm, status: int = 200
) -> HttpResponse:
    actor = entering.actor_of(of, clock.today())
    with acting(actor):
        shown = DOORS[of.kind].show(actor, of, clock.today())
    context: dict[str, Any] = {
        "token": token, "secret": secret, "of": of, "shown": shown, "form": form, "behind": DOORS[of.kind], "request_id": new_request_id(),
        "errors": errors_of(form),
    }
    return _bare(request, "links/opened.html", context, status)


def _bare(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page that no cache keeps, no search finds and whose address no other page is told."""
    made = pages.render(request, template, {"referrer": "no-referrer", **context}, status=status)
    made["Referrer-Policy"] = "no-referrer"
    made["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    made["Cache-Control"] = "no-store"
    return made
