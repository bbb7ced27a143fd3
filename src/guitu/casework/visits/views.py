"""The door of visits. A grid worker comes in here too: the page shows no drug matter."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from guitu.casework.load import live
from guitu.casework.record_form import Setting
from guitu.casework.record_page import Sheet, record_page
from guitu.casework.visits.commands import record_visit
from guitu.casework.visits.forms import VisitForm
from guitu.casework.visits.words import NEEDS
from guitu.kit.doors import Request, door
from guitu.kit.pages import url


def last_visit(setting: Setting) -> dict[str, Any]:
    visits = [fact.on for fact in live(setting.case.facts) if fact.kind == "visit"]
    return {"last": max(visits).isoformat() if visits else ""}


def leads(request: Request, person_id: UUID, what: dict[str, Any]) -> list[tuple[str, str]]:
    """Who has a new telephone or lives elsewhere is corrected now, and what is needed goes to the unit that answers for it."""
    found = []
    if "contact" in what["moods"] and "correct_person" in request.actor.may:
        found.append((say("更正电话、住处"), url("correct-person", person_id=person_id, query={"from": "visit"})))
    if "raise_need" in request.actor.may:
        found += [
            (say("转给单位：%(need)s") % {"need": str(NEEDS[code])}, url("raise-need", person_id=person_id, query={"need": code})) for code in what["needs"]
        ]
    return found


VISIT = Sheet(_("记录走访"), "casework/visits/record.html", VisitForm, record_visit, "BASIC", last_visit, leads)


@door(may="record_visit", many=("moods", "needs"))
def record(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, VISIT)
