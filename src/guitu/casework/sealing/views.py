"""封存: the list of the county office, the proof of a month, checking an exit, holding back, and what is opened by law."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from guitu.approvals.commands import ask_approval
from guitu.casework.sealing import commands, queries, reading_sealed
from guitu.casework.sealing.forms import HoldForm, UnsealForm
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import Refused
from guitu.kit.form_errors import errors_of, refuse
from guitu.kit.telling import sentence
from guitu.kit.telling import shown as spoken
from guitu.ledger.packs import timeline_of
from guitu.people import access
from guitu.rules.dates import day_before, first_of_month, period_end
from guitu.rules.sealing import may_unseal


@door(may="see_sealing")
@require_safe
def sealing_list(request: Request) -> HttpResponse:
    return _list(request)


@door(may="check_exit")
@require_POST
def check(request: Request, person_id: UUID) -> HttpResponse:
    """A second person says that the exit is right; the days of the seal begin."""
    return _do(request, lambda told: commands.check_exit(**told, person_id=person_id))


@door(may="hold_file")
def hold(request: Request, subject_id: UUID) -> HttpResponse:
    if request.method != "POST":
        queries.subject(subject_id, lock=False)
        return _holding(request, subject_id, HoldForm())
    form = HoldForm(request.POST)
    if form.is_valid():
        try:
            commands.hold_file(
                request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), subject_id=subject_id, **form.cleaned_data
            )
            return redirect("sealing")
        except Refused as refusal:
            refuse(form, refusal)
    with reading(request):
        return _holding(request, subject_id, form, 422)


@door(may="hold_file")
@require_safe
def hold_person(request: Request, person_id: UUID) -> HttpResponse:
    """The same, from the page of somebody whose file goes on; held back already, the list says so."""
    found = queries.subject(person_id, lock=False)
    return redirect("sealing") if found.is_held else redirect("hold-file", subject_id=person_id)


@door(may="release_hold")
@require_POST
def release(request: Request, subject_id: UUID) -> HttpResponse:
    return _do(request, lambda told: commands.release_hold(**told, subject_id=subject_id))


@door(may="unseal_file", fresh=True)
def unseal(request: Request) -> HttpResponse:
    """Ask that a sealed file be opened: whether there is one is not answered here."""
    policy = timeline_of(request.actor.county_id, request.actor.county_id).on(clock.today()).sealing
    if request.method != "POST":
        return _asking(request, UnsealForm(most=policy.unseal_days, initial={"days": policy.unseal_days}))
    with reading(request):
        form = UnsealForm(request.POST, most=policy.unseal_days)
        if not form.is_valid():
            return _asking(request, form, 422)
    asked = form.cleaned_data
    field, verdict = may_unseal(asked["ground"], asked["document_no"], asked["organ"], asked["days"], policy)
    try:
        Refused.unless(verdict, field=field)
        ask_approval(
            request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), name="unseal_file", arguments=asked,
            shown=[
                ("封存号或者证件号码", asked["number"]), ("法定理由", spoken(f"unseal_ground.{asked['ground']}")),
                ("文书号", asked["document_no"]), ("出具机关", asked["organ"]), ("开启几天", str(asked["days"])),
            ],
        )
    except Refused as refusal:
        with reading(request):
            refuse(form, refusal)
            return _asking(request, form, 422)
    return redirect("approvals")


@door(may="open_sealed", fresh=True)
@require_safe
def opened(request: Request, file_id: UUID) -> HttpResponse:
    """What is in a sealed file, to the post for which it was opened. The look is written by what gives it."""
    found = reading_sealed.read(request.actor, file_id, clock.now())
    return pages.render(request, "casework/sealing/opened.html", {"active": "sealing", **found})


@door(may="see_sealing")
@require_safe
def month(request: Request) -> HttpResponse:
    """The proof of one month: numbers, and no name."""
    today = clock.today()
    first = _asked_month(request.GET.get("month", ""), first_of_month(today))
    found, following = queries.month(request.actor.county_id, first, today), period_end(first, 1)
    held = [{"label": spoken(f"hold_why.{one['why']}"), "value": str(one["n"])} for one in found["held"]]
    context = {
        "active": "sealing", "month": found, "first": first, "held": held, "today": today, "who": request.actor,
        "before": first_of_month(day_before(first)), "after": following if following <= today else None,
    }
    return pages.render(request, "casework/sealing/month.html", context)


def _asked_month(text: str, this: date) -> date:
    """The first day of the month asked for: this one where none is, or where it is not over."""
    try:
        return min(date.fromisoformat(f"{text}-01"), this)
    except ValueError:
        return this


def _do(request: Request, do: Callable[[dict[str, Any]], Any]) -> HttpResponse:
    """One click on the list; refused, the list again with the reason."""
    try:
        do({"actor": request.actor, "at": clock.now(), "request_id": request.POST.get("request_id", "")})
    except Refused as refusal:
        errors = [{"name": "", "text": sentence(reason)} for reason in refusal.reasons]
        with reading(request):
            return _list(request, errors, 422)
    return redirect("sealing")


def _list(request: Request, errors: list[dict[str, Any]] | None = None, status: int = 200) -> HttpResponse:
    actor, today = request.actor, clock.today()
    waiting, n_waiting = queries.waiting(actor.county_id)
    ending, n_ending = queries.ending(actor.county_id, today)
    sealed, n_sealed = queries.sealed(actor.county_id)
    access.note_list(actor, "sealing", len(waiting) + len(ending), clock.now(), request.number)
    context = {
        "active": "sealing", "errors": errors or [], "waiting": waiting, "n_waiting": n_waiting, "ending": ending, "n_ending": n_ending, "going_on": queries.held_going_on(actor.county_id),
        "sealed": sealed, "n_sealed": n_sealed, "may": actor.may, "most": queries.MOST, "today": today, "new_request_id": new_request_id,
        "opened": queries.opened_to(actor.post_id, today) if "open_sealed" in actor.may else [], "why": lambda code: spoken(f"hold_why.{code}"),
    }
    return pages.render(request, "casework/sealing/list.html", context, status=status)


def _holding(request: Request, subject_id: UUID, form: HoldForm, status: int = 200) -> HttpResponse:
    context = {
        "active": "sealing", "form": form, "errors": errors_of(form), "request_id": new_request_id(), "subject_id": subject_id,
    }
    return pages.render(request, "casework/sealing/hold.html", context, status=status)


def _asking(request: Request, form: UnsealForm, status: int = 200) -> HttpResponse:
    context = {"active": "sealing", "form": form, "errors": errors_of(form), "request_id": new_request_id()}
    return pages.render(request, "casework/sealing/unseal.html", context, status=status)
