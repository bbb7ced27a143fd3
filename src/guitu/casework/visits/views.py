"""The door of visits. A grid worker comes in here too: the page shows no drug matter."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from guitu.casework.load import live
from guitu.casework.record_form import Setting
from guitu.casework.record_page import Sheet, record_page
from guitu.casework.visits.commands import record_visit
from guitu.casework.visits.forms import VisitForm
from guitu.kit.doors import Request, door


def last_visit(setting: Setting) -> dict[str, Any]:
    visits = [fact.on for fact in live(setting.case.facts) if fact.kind == "visit"]
    return {"last": max(visits).isoformat() if visits else ""}


VISIT = Sheet(_("记录走访"), "casework/visits/record.html", VisitForm, record_visit, "BASIC", last_visit)


@door(may="record_visit", many=("moods", "needs"))
def record(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, VISIT)
