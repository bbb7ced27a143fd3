"""我同意过的: each consent, to whom, until when, and taking it back with one tap. From the next click on nothing rests on it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from guitu.casework.consents.commands import withdraw_consent
from guitu.grid.access import clock_actor
from guitu.kit import clock
from guitu.kit.database import acting
from guitu.kit.doors import new_request_id
from guitu.kit.errors import Refused
from guitu.kit.telling import joined, sentence
from guitu.ledger import fact_words
from guitu.portal import door
from guitu.portal.door import OwnRequest, own
from guitu.portal.reading import facts_of
from guitu.rules.dates import day_before

Row = dict[str, Any]


@own("consents")
def consents(request: OwnRequest) -> HttpResponse:
    """The list; sent, the one that is named is taken back, in the person's own words if there are any."""
    if request.method != "POST":
        return _page(request)
    visit, at = request.visit, clock.now()
    with acting(request.actor):
        mine = {one["id"] for one in consents_of(visit.person_id, clock.local_day(at)) if one["holds"]}
    named = request.POST.get("consent", "")
    problem = ""
    if named in mine:
        house = clock_actor(visit.county_id, may=frozenset({"withdraw_consent"}))
        try:
            withdraw_consent(
                house, at=at, request_id=request.POST.get("request_id", ""), door="portal", person_id=visit.person_id, consent=named,
                on=clock.local_day(at), note=None,
            )
        except Refused as refusal:
            problem = joined(map(sentence, refusal.reasons))
    with acting(request.actor):
        return _page(request, problem, 422 if problem else 200)


def consents_of(person_id: UUID, on: date) -> list[Row]:
    """Every consent, the latest first, and whether it still holds."""
    found = facts_of(person_id, "consent_given", "consent_withdrawn", words=True)
    back = {one["body"]["consent"]: one["on"] for one in found if one["kind"] == "consent_withdrawn" and one["holds"]}
    listed = []
    for one in found:
        if one["kind"] != "consent_given" or not one["holds"]:
            continue
        until, fact_id = date.fromisoformat(one["body"]["until"]), str(one["id"])
        listed.append({
            "id": fact_id, "what": fact_words.code("consent_for", one["body"]["consent_for"]), "to_whom": one["words"], "on": one["on"].isoformat(),
            "last": day_before(until).isoformat(), "back": back[fact_id].isoformat() if fact_id in back else "",
            "rests": fact_words.code("rests_on", one["body"]["consent_for"]), "holds": fact_id not in back and one["on"] <= on < until,
        })
    return listed


def _page(request: OwnRequest, problem: str = "", status: int = 200) -> HttpResponse:
    listed = consents_of(request.visit.person_id, clock.today())
    context = {"active": "mine", "consents": listed, "problem": problem, "request_ids": [new_request_id() for _one in listed]}
    return door.shown(request, "portal/consents.html", context, status)
