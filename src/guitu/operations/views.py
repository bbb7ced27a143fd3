"""The auditor's pages: 谁看过 and 台账. Reading them leaves a line too."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guitu.kit import clock, pages
from guitu.kit.doors import Request, door
from guitu.kit.errors import NotVisible
from guitu.lists.listing import Listing
from guitu.operations import lines as ledger_lines
from guitu.operations import looks as log
from guitu.operations import words
from guitu.operations.asked import Asked, asked
from guitu.operations.listed import LEDGER, LOOKS
from guitu.people import access, saved


@door(may="see_access_log")
@require_safe
def looks(request: Request) -> HttpResponse:
    """Who looked: a line per post, day and purpose."""
    listing = Listing(LOOKS, request)
    want = asked("looks", listing.with_ends(request.GET), clock.today(), listing.size)
    people, asked_for = _people(request, want)
    found = log.looks(request.actor, want, people)
    listing.counted(found.number)
    access.note_list(request.actor, "looks", len(found.lines), clock.now(), request.number)
    context = {
        "active": "looks", "listing": listing, "found": found, "asked": want, "tabs": _only(want, found), "whats": list(words.LOOKS.items()),
        "classes": list(words.CLASSES.items()), "narrowed": _narrowed(want, asked_for), "night": log.NIGHT,
        "next_url": want.address(after=found.next) if found.next else "",
    }
    return pages.render(request, "operations/looks.html", context)


@door(may="see_access_log")
@require_POST
def find_looks(request: Request) -> HttpResponse:
    """Whose file, by the number of a document: kept in the session, so that no address says it."""
    text = request.POST.get("number", "").strip()
    if not text:
        return redirect("looks")
    return redirect(reverse("looks", query={"person": str(saved.keep(request.session, text))}))


@door(may="see_access_log")
@require_safe
def single_looks(request: Request, day: str, post_id: UUID) -> HttpResponse:
    """Each look of one line: when, at which file, which classes, with the words that were typed."""
    on, get = _day(day), request.GET
    action, purpose, outcome = get.get("action", ""), get.get("purpose", ""), get.get("outcome", "done")
    found, more = log.singles(request.actor, on, post_id, action, purpose, outcome, get.get("after", ""))
    access.note_list(request.actor, "single looks", len(found), clock.now(), request.number)
    query = {"action": action, "purpose": purpose, "outcome": outcome}
    context = {
        "active": "looks", "lines": found, "who": log.called(post_id, on), "on": on, "is_refused": outcome == "denied",
        "what": words.refused(action) if outcome == "denied" else words.look(action), "why": words.purpose(purpose),
        "next_url": reverse("single-looks", args=[day, post_id], query={**query, "after": more}) if more else "",
    }
    return pages.render(request, "operations/single_looks.html", context)


@door(may="see_ledger")
@require_safe
def ledger(request: Request) -> HttpResponse:
    """Who wrote: a line per record and change. What was written is not here."""
    listing = Listing(LEDGER, request)
    want = asked("ledger", listing.with_ends(request.GET), clock.today(), listing.size)
    listing.counted(ledger_lines.number(request.actor, want))
    found, more = ledger_lines.lines(request.actor, want)
    access.note_list(request.actor, "ledger", len(found), clock.now(), request.number)
    only = [
        {"label": _("全部"), "url": want.address(only=""), "on": not want.of("only"), "count": None},
        {"label": _("更正、撤回的"), "url": want.address(only="corrections"), "on": want.of("only") == "corrections", "count": None},
    ]
    context = {
        "active": "ledger", "listing": listing, "most": ledger_lines.MOST, "lines": found, "asked": want, "doors": list(words.DOORS.items()), "tabs": only,
        "narrowed": _narrowed(want, ""), "next_url": want.address(after=more) if more else "",
    }
    return pages.render(request, "operations/ledger.html", context)


def _people(request: Request, want: Asked) -> tuple[list[UUID] | None, str]:
    """Whose looks are asked for, and how that is said: by the number of a file, or of a document kept in the session."""
    if want.file:
        return [want.file], _("档案 %(number)s") % {"number": words.number(want.file)}
    typed = saved.words(request.session, want.of("person")) if want.of("person") else None
    if typed is None:
        return None, ""
    people = log.files_of(request.actor, typed)
    access.note_search(request.actor, typed, len(people), clock.now(), request.number)
    return people, _("按证件号码找到的 %(n)s 份档案") % {"n": len(people)}


def _only(want: Asked, found: log.Looks) -> list[dict[str, Any]]:
    chosen = want.of("only")
    return [
        {"label": _("全部"), "count": None, "url": want.address(only=""), "on": not chosen},
        {"label": _("被拒绝的"), "count": found.refused, "url": want.address(only="refused"), "on": chosen == "refused"},
        {"label": _("夜间"), "count": found.at_night, "url": want.address(only="night"), "on": chosen == "night"},
    ]


def _narrowed(want: Asked, whose: str) -> list[dict[str, str]]:
    """What narrows the list besides the days, each with the address without it."""
    parts = []
    if whose:
        parts.append({"label": whose, "url": want.address(file="", person="")})
    elif want.file:
        parts.append({"label": _("档案 %(number)s") % {"number": words.number(want.file)}, "url": want.address(file="")})
    if want.post:
        parts.append({"label": log.called(want.post, want.until), "url": want.address(post="")})
    return parts


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotVisible from None
