"""Hives: the list, one hive with what happened, and the narrow page of who takes part from elsewhere."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST, require_safe

from guitu.hives import commands
from guitu.hives.fold import HIVE
from guitu.kit import clock, pages
from guitu.kit.database import dicts, rows
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.telling import sentence
from guitu.ledger import fact_words
from guitu.matters.labels import label_in
from guitu.rules import participation
from guitu.settling.load import matters

_LIST = "SELECT id, label, state, since_on FROM matters_matter WHERE kind = 'hive' AND county_id = %s AND closed_at IS NULL ORDER BY opened_at"
_MINE = (
    "SELECT m.id, m.label, m.state, p.classes FROM matters_part p JOIN matters_matter m ON m.id = p.matter_id"
    " WHERE p.post_id = %s AND p.beyond AND p.until_on IS NULL AND p.expires_on > %s AND m.id = %s"
)


@door(may="see_hives")
@require_safe
def hives(request: Request) -> HttpResponse:
    found = [{**one, "label": label_in(one["id"], one["label"])} for one in dicts(_LIST, [request.actor.county_id])]
    return pages.render(request, "hives/list.html", {"active": "hives", "hives": found})


@door(may="see_hives")
@require_safe
def hive(request: Request, hive_id: UUID) -> HttpResponse:
    return _page(request, hive_id)


def _page(request: Request, hive_id: UUID, refused: str = "", status: int = 200) -> HttpResponse:
    found = matters(HIVE, [hive_id], lock=False)
    if not found:
        raise NotVisible
    ((stored,),) = rows("SELECT label FROM matters_matter WHERE id = %s", [hive_id])
    facts = [
        {"label": fact.on.isoformat(), "value": " ".join(str(part) for part in (
            fact_words.kind(fact.kind), fact_words.CODES["hive_found"].get(getattr(fact, "found", ""), "")) if part)}
        for fact in reversed(found[0].facts)
    ]
    context = {"active": "hives", "label": label_in(hive_id, stored), "facts": facts, "id": hive_id, "refused": refused,
               "new_request_id": new_request_id}
    return pages.render(request, "hives/page.html", context, status=status)


@door(may="look_at_hive")
@require_POST
def look(request: Request, hive_id: UUID) -> HttpResponse:
    try:
        commands.look_at_hive(
            request.actor, at=clock.now(), request_id=request.POST["request_id"], hive_id=hive_id,
            on=parse_date(request.POST.get("on", "")) or clock.today(), found=request.POST.get("found", ""),
        )
    except Refused as refusal:
        with reading(request):
            return _page(request, hive_id, " ".join(sentence(reason) for reason in refusal.reasons), 422)
    return redirect("hive", hive_id)


@door(may="look_at_hive", beyond=True)
@require_POST
def look_beside(request: Request, hive_id: UUID) -> HttpResponse:
    """Who takes part records as well: the day is told, so that the part counts in the command."""
    commands.look_at_hive(
        request.actor, at=clock.now(), request_id=request.POST["request_id"], hive_id=hive_id, on=clock.today(),
        found=request.POST.get("found", ""),
    )
    return redirect("hive-beside", hive_id)


@door(may="see_hives", beyond=True)
@require_safe
def beside(request: Request, hive_id: UUID) -> HttpResponse:
    """One hive of elsewhere, as narrow as the part: role ∩ part."""
    found = dicts(_MINE, [request.actor.post_id, clock.today(), hive_id])
    if not found:
        raise NotVisible
    seen = participation.shown(request.actor.classes, found[0]["classes"].split())
    context = {"active": "hives", "label": label_in(hive_id, found[0]["label"]), "state": found[0]["state"] if "STATUS" in seen else ""}
    return pages.render(request, "hives/beside.html", context)
