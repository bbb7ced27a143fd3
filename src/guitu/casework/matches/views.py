"""待核对: the county's list of pairs, and settling one, and taking that back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from guitu.casework import pairs
from guitu.casework.matches.commands import reopen_match, settle_match
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.telling import sentence
from guitu.people import access
from guitu.rules import words


@door(may="settle_match")
def matches(request: Request) -> HttpResponse:
    return _page(request)


@door(may="settle_match")
def settle(request: Request, match_id: UUID) -> HttpResponse:
    """Both files side by side and what would follow; sent, it is settled. `keep` is a file's id, or "two": they are two
    people."""
    if request.method != "POST":
        return _check(request, match_id)
    keep = request.POST.get("keep", "")
    try:
        settle_match(
            request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), match_id=match_id,
            how="two" if keep == "two" else "one", keep=_id(keep),
        )
    except Refused as refusal:
        with reading(request):
            return _page(request, sentence(refusal.reasons[0]), status=422)
    return redirect("matches")


@door(may="reopen_match")
@require_POST
def reopen(request: Request, match_id: UUID) -> HttpResponse:
    try:
        reopen_match(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), match_id=match_id)
    except Refused as refusal:
        with reading(request):
            return _page(request, sentence(refusal.reasons[0]), status=422)
    return redirect("matches")


def _check(request: Request, match_id: UUID) -> HttpResponse:
    """What is chosen, read back: nothing is written yet. A pair that is settled is looked at on its list."""
    found, keep = pairs.pair(match_id), request.GET.get("keep", "")
    if found is None:
        raise NotVisible
    files = [found["one_id"], found["other_id"]]
    if found["settled_at"] is not None or keep not in ("two", *map(str, files)):
        return redirect("matches")
    access.note_opened_all(request.actor, files, clock.now(), request.number)
    on_file = pairs.on_file(files)
    sides = [
        {"id": found[f"{side}_id"], "town": found[f"{side}_town"], "who": found[side], "state": found[f"{side}_state"],
         "held": on_file.get(found[f"{side}_id"]), "stays": keep in ("two", str(found[f"{side}_id"]))}
        for side in ("one", "other")
    ]
    context = {
        "active": "people", "pair": found, "sides": sides, "keep": keep, "request_id": new_request_id(),
        "kept": next((one["town"] for one in sides if one["stays"]), ""),
        "struck": next((one["town"] for one in sides if not one["stays"]), ""), "words": words.CODES["standing"],
    }
    return pages.render(request, "casework/matches/check.html", context)


def _page(request: Request, problem: str = "", status: int = 200) -> HttpResponse:
    waiting, settled = pairs.pairs(), pairs.settled()
    named = [pair[side] for pair in (*waiting, *settled) for side in ("one_id", "other_id")]
    access.note_opened_all(request.actor, named, clock.now(), request.number)
    context = {"active": "people", "pairs": waiting, "settled": settled, "problem": problem,
               "new_request_id": new_request_id}
    return pages.render(request, "casework/matches/page.html", context, status=status)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
