"""人员: the list, finding somebody, and seeing the whole identity for a purpose."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guitu.grid.fields import duty_kinds
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import NotVisible
from guitu.lists.listing import Listing
from guitu.people import access, phones, queries, saved, search, unmasking
from guitu.people.declares import PEOPLE
from guitu.people.forms import PURPOSES, Unmasking
from guitu.people.listing import Asked, drawn, page_of, person_url


@door(may="search_people")
def people(request: Request) -> HttpResponse:
    """The list with its filters, or what a search found."""
    if "search" in request.GET:
        return _searched(request)
    return _list(request)


def _list(request: Request, problem: str = "", status: int = 200) -> HttpResponse:
    on, listing, now = clock.today(), Listing(PEOPLE, request), clock.now()
    asked = Asked(listing.with_ends(request.GET), request.actor)
    found = queries.people(request.actor, asked.wish, on)
    purpose, seconds = phones.open_now(request.session, request.actor, now)
    called = {}
    if purpose:
        called = phones.called(request.actor, [UUID(one.id) for one in found.rows], purpose, now, request.number)
    listing.counted(found.n)
    context = {
        "active": "people",
        "rows": drawn(found.rows, request.actor, on, called, listing.codes, listing.picks),
        "asked": asked,
        "listing": listing,
        "numbers": found,
        "phones": {"may": phones.may_open(request.actor), "open_for": str(dict(PURPOSES)[purpose]) if purpose else "",
                   "minutes": -(-seconds // 60), "of": phones.MINUTES, "problem": problem,
                   "purposes": [(code, word) for code, word in PURPOSES if code in phones.FOR]},
        **page_of(asked, found.rows, found.more),
    }
    answer = pages.render(request, "people/list.html", context, status=status)
    if purpose:
        answer["Refresh"] = str(seconds + 1)  # the page is masked again by itself
    return answer


@door(may="unmask_person")
@require_POST
def open_phones(request: Request) -> HttpResponse:
    """Names and telephones of one's own people in the list, for a purpose and some minutes; without a purpose, masked again."""
    purpose, asked = request.POST.get("purpose", ""), Asked(request.GET, request.actor)
    if not phones.may_open(request.actor):
        raise NotVisible
    if request.POST.get("close"):
        phones.close(request.session)
        return redirect(asked.address())
    if purpose not in phones.FOR:
        with reading(request):
            return _list(request, _("请选择用途。"), status=422)
    phones.open_for(request.session, request.actor, purpose, clock.now())
    return redirect(asked.address())


@door(may="search_people")
@require_POST
def start_search(request: Request) -> HttpResponse:
    """Keeps the words and goes on to an address that does not say them."""
    text = request.POST.get("q", "").strip()
    if not text:
        return redirect("people")
    return redirect(reverse("people", query={"search": str(saved.keep(request.session, text))}))


def _searched(request: Request) -> HttpResponse:
    text = saved.words(request.session, request.GET["search"])
    on, actor = clock.today(), request.actor
    found = search.find(actor, text or "")
    wish = queries.Wish(kinds=duty_kinds(actor.classes))
    rows = queries.named(actor, found.ids[: queries.PAGE], wish, on)
    if text is not None:
        access.note_search(actor, text, len(found.ids), clock.now(), request.number)
    context = {
        "active": "people",
        "text": text,
        "rows": drawn(rows, actor, on),
        "total": len(found.ids),
        "is_cut": found.is_cut or len(found.ids) > queries.PAGE,
    }
    return pages.render(request, "people/found.html", context)


@door(may="unmask_person")
def unmask(request: Request, person_id: UUID) -> HttpResponse:
    """Asks for what it is needed, then shows it once. Nothing of it is kept in an address or a cache."""
    if request.method != "POST":
        row = unmasking.identity(person_id)
        access.note(request.actor, person_id, row["scope_path"], "open", "BASIC", clock.now(), request_id=request.number)
        return _unmask_form(request, person_id, row["masked"], Unmasking())
    form = Unmasking(request.POST)
    with reading(request):
        if not form.is_valid():
            row = unmasking.identity(person_id)
            return _unmask_form(request, person_id, row["masked"], form, status=422)
        purpose = form.cleaned_data["purpose"]
        words = form.cleaned_data["words"].strip()
        rows = unmasking.unmasked(request.actor, person_id, purpose, words, clock.now(), request.number)
        context = {
            "active": "people",
            "person_id": person_id,
            "name": rows[0]["value"],
            "rows": rows,
            "purpose": dict(PURPOSES)[purpose],
            "back_url": person_url(person_id) or reverse("people"),
        }
        return pages.render(request, "people/unmasked.html", context)


def _unmask_form(request: Request, person_id: UUID, masked: str, form: Unmasking, *, status: int = 200) -> HttpResponse:
    errors = [{"name": name, "text": texts[0]} for name, texts in form.errors.items()]
    context = {
        "active": "people",
        "person_id": person_id,
        "masked": masked,
        "form": form,
        "errors": errors,
        "back_url": person_url(person_id) or reverse("people"),
        "request_id": new_request_id(),
    }
    return pages.render(request, "people/unmask.html", context, status=status)
