"""The doors of aid: the pages of one person, and the list of who could apply and has not."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from guitu.casework.aid import commands, forms, queries
from guitu.casework.aid.listed import ENTITLED
from guitu.casework.helping import draw, help_sheet, named, standing_of
from guitu.casework.load import live
from guitu.casework.record_form import Setting
from guitu.casework.record_page import record_page
from guitu.kit import clock
from guitu.kit.doors import Request, door
from guitu.kit.telling import said
from guitu.ledger.packs import timeline_of
from guitu.lists.listing import Listing
from guitu.rules import aid


def beside(setting: Setting) -> dict[str, Any]:
    """What could be applied for now, and what was."""
    catalogue = setting.case.policy().on(setting.on).aid.catalogue
    names = {code: said(one.name) for code, one in catalogue.items()}
    now = [{"label": names.get(code, code), "value": say("可以申请")} for code in forms.entitled_now(setting)]
    made = [
        {"label": names.get(one.aid, one.aid), "value": standing_of(one) if one.result else say("%(on)s 申请，等结果") % {"on": one.on}}
        for one in reversed(aid.applications(live(setting.case.facts)))
    ]
    return {
        "cards": [
            {"title": say("现在可能可以申请的"), "rows": now, "none": say("按目录没有。条件变了会再提示。")},
            {"title": say("申请过的"), "rows": made[:6], "none": say("还没有申请过。")},
        ],
        "said_beside": say("这里只提示和登记。批不批、批多少，由审批机关定。积分不影响这些。"),
    }


APPLY = help_sheet(_("登记救助申请"), forms.ApplyForm, commands.apply_aid, beside)
ANSWER = help_sheet(_("登记审批结果"), forms.AnswerForm, commands.answer_aid, beside)
PAY = help_sheet(_("登记救助发放"), forms.PayForm, commands.pay_aid, beside)
NOTE = help_sheet(_("登记已在享受的救助"), forms.NoteForm, commands.note_aid, beside)
DECLINE = help_sheet(_("本人不申请"), forms.DeclineForm, commands.decline_aid, beside)
REFUSED = help_sheet(_("没有接受合适的工作"), forms.RefuseWorkForm, commands.refuse_work, beside)


@door(may="apply_aid")
def apply(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, APPLY)


@door(may="answer_aid")
def answer(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, ANSWER)


@door(may="pay_aid")
def pay(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, PAY)


@door(may="note_aid")
def note(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, NOTE)


@door(may="decline_aid")
def decline(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, DECLINE)


@door(may="refuse_work")
def refuse_work(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, REFUSED)


@door(may="see_entitled")
@require_safe
def entitled(request: Request) -> HttpResponse:
    """Who could apply for what and has not, as far as the post sees people; and how many of each."""
    listing = Listing(ENTITLED, request)
    catalogue = timeline_of(request.actor.county_id, request.actor.path).on(clock.today()).aid.catalogue
    wish = listing.of("aid") if listing.of("aid") in catalogue else ""
    found, numbers = queries.entitled(request.actor, wish, clock.today(), listing.cut)
    listing.counted(numbers.get(wish, 0) if wish else sum(numbers.values()))
    filters = [{"label": say("全部"), "count": sum(numbers.values()), "url": listing.address(aid=""), "on": not wish}] + [
        {"label": name, "count": numbers[code], "url": listing.address(aid=code), "on": code == wish}
        for code, name in named(catalogue) if numbers.get(code)
    ]
    people = len({one["person"] for one in found})
    return draw(
        request, "casework/aid/entitled.html", "entitled", listing=listing, found=found, filters=filters, people=people,
        names=dict(named(catalogue)), catalogue=catalogue,
    )
