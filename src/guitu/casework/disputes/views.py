"""对扣分的异议: said for somebody on the month's page, decided by another human being than who made the deduction."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from guitu.casework.disputes.commands import ANSWER, WORDS, decide_dispute, dispute_points
from guitu.casework.disputes.forms import DecisionForm, DisputeForm
from guitu.casework.points_account import why_of
from guitu.casework.record_page import lead, noted, setting_of
from guitu.grid.naming import place_sql
from guitu.grid.taking import take
from guitu.kit import clock, pages
from guitu.kit.crypto import shown as opened
from guitu.kit.database import dicts
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import NotVisible
from guitu.kit.form_errors import errors_of
from guitu.kit.telling import said as in_words
from guitu.kit.telling import sentence
from guitu.kit.typed import TypedForm
from guitu.matters.labels import label_in
from guitu.people import access
from guitu.rules.redemptions import plain

MOST = 100
_LISTED = f"""SELECT d.id, d.matter_id, d.asked_at, d.decide_by, t.hundredths, m.label, {place_sql("d.scope_path")} AS place
FROM casework_pointsdispute d JOIN casework_pointstransfer t ON t.id = d.line_id JOIN matters_matter m ON m.id = d.matter_id
WHERE d.county_id = %s AND d.state = 'open' ORDER BY d.decide_by, d.id LIMIT {MOST}"""  # noqa: S608  a place of ours
_ONE = """SELECT d.id, d.matter_id, d.state, d.asked_at, d.decide_by, d.words, d.answer, t.id AS line_id, t.item, t.hundredths, t.earned_on, t.why
FROM casework_pointsdispute d JOIN casework_pointstransfer t ON t.id = d.line_id WHERE d.id = %s"""
_LINE = "SELECT id, item, hundredths, earned_on, why FROM casework_pointstransfer WHERE id = %s AND person_id = %s"


@door(may="dispute_points")
def dispute(request: Request, person_id: UUID, line_id: UUID) -> HttpResponse:
    with reading(request):
        setting = setting_of(request, person_id, "")
        noted(request, setting, "BASIC POINTS")
        found = dicts(_LINE, [line_id, person_id])
        if not found:
            raise NotVisible
        names = setting.case.policy().on(found[0]["earned_on"]).points.items
    context = {"lead": lead(setting), "back": pages.url("points-of-month", person_id), "days": setting.case.policy().on(setting.on).redemptions.decide_working_days, **_told(found[0], names)}

    def show(form: TypedForm, status: int) -> HttpResponse:
        return _drawn(request, "casework/disputes/dispute.html", form, status, context)

    return take(request, DisputeForm, dispute_points, {"person_id": person_id, "line_id": line_id}, show, lambda _done: str(context["back"]))


@door(may="decide_dispute")
@require_safe
def listed(request: Request) -> HttpResponse:
    """What waits for a decision, the earliest deadline first."""
    found = dicts(_LISTED, [request.actor.county_id])
    access.note_list(request.actor, "points-disputes", len(found), clock.now(), request.number)
    shown = [{**one, "label": label_in(one["matter_id"], one["label"]), "points": plain(one["hundredths"])} for one in found]
    return pages.render(request, "casework/disputes/list.html", {"active": "shop", "found": shown, "today": clock.today()})


@door(may="decide_dispute")
def decide(request: Request, dispute_id: UUID) -> HttpResponse:
    with reading(request):
        found = dicts(_ONE, [dispute_id])
        if not found:
            raise NotVisible
        of = found[0]
        setting = setting_of(request, of["matter_id"], "")
        noted(request, setting, "BASIC POINTS NOTE")
        names = setting.case.policy().on(of["earned_on"]).points.items
    context = {
        "lead": lead(setting), "back": reverse("points-disputes"), "said": opened(WORDS, dispute_id, of["words"]), "is_open": of["state"] == "open",
        "answer": opened(ANSWER, dispute_id, of["answer"]), "decide_by": of["decide_by"], "state": of["state"], **_told(of, names),
    }

    def show(form: TypedForm, status: int) -> HttpResponse:
        return _drawn(request, "casework/disputes/decide.html", form, status, context)

    return take(request, DecisionForm, decide_dispute, {"dispute_id": dispute_id}, show, lambda _done: str(context["back"]))


def _told(line: dict[str, Any], names: Any) -> dict[str, Any]:
    """The deduction itself: what, when, how much, and the reasons that it was written with."""
    item = line["item"]
    why = [sentence(reason) for reason in why_of(line.get("line_id", line["id"]), line["why"])]
    return {"item": in_words(names[item].name) if item in names else item, "on": line["earned_on"], "points": plain(line["hundredths"]), "why": why}


def _drawn(request: Request, template: str, form: TypedForm, status: int, context: dict[str, Any]) -> HttpResponse:
    more = {"active": "shop", "form": form, "errors": errors_of(form), "request_id": request.POST.get("request_id") or new_request_id()}
    return pages.render(request, template, context | more, status=status)
