from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from guitu.casework.load import live
from guitu.casework.record_form import Setting
from guitu.casework.record_page import Sheet, record_page
from guitu.casework.requests.commands import answer_request, take_request
from guitu.casework.requests.forms import AnswerForm, RequestForm, request_words
from guitu.casework.telling import clause_card
from guitu.kit.addresses import address_if_any
from guitu.kit.doors import Request, door
from guitu.kit.telling import shown as spoken
from guitu.rules.requests import answer_by, waiting
from guitu.settling.record import note_of


def waiting_now(setting: Setting) -> dict[str, Any]:
    """What waits for its answer, with the person's own words, and where a leave is granted."""
    policy = setting.case.policy()
    found = waiting(live(setting.case.facts))
    return {
        "waiting": [
            {
                "what": request_words(one), "words": note_of(one) or "", "by": answer_by(one, policy).isoformat(),
                "through": spoken(f"through.{one.through}"),
            }
            for one in found
        ],
        "leave_url": address_if_any("grant-leave", setting.case.id)
        if "grant_leave" in setting.actor.may and any(one.wish == "leave" for one in found) else "",
        "answer_clause": clause_card("guitu.default", policy),
    }


REQUEST = Sheet(_("登记本人请求"), "casework/requests/record.html", RequestForm, take_request, "BASIC NOTE", waiting_now)
ANSWER = Sheet(_("答复本人请求"), "casework/requests/answer.html", AnswerForm, answer_request, "BASIC NOTE", waiting_now)


@door(may="take_request")
def record(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, REQUEST)


@door(may="answer_request")
def answer(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, ANSWER)
