"""Each thing that is done in the room: its form, its command, and the room again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from guitu.kit import clock
from guitu.kit.doors import Request, door, reading
from guitu.kit.errors import Refused
from guitu.kit.form_errors import refuse
from guitu.ledger.commands import Answer
from guitu.response import answering, closing, directing, reviewing
from guitu.response.answering import acknowledge_call
from guitu.response.asking import act_form, cards, file_says
from guitu.response.events.commands import take_event_back
from guitu.response.forms import CheckForm, named
from guitu.response.raising import call_units
from guitu.response.raising import check_innocent as check
from guitu.response.reading import call_of
from guitu.response.views import room
from guitu.rules.calls import CallsPolicy

_DO: dict[str, Callable[..., Answer]] = {
    "acknowledge": acknowledge_call, "report": answering.report_call, "return": answering.return_call, "hand_over": answering.hand_over_call,
    "settle": answering.settle_call, "decide": closing.decide_call, "check": closing.check_settlement, "end": closing.end_call, "decline": closing.decline_call,
    "help": closing.give_help, "review": reviewing.review_call, "plan": reviewing.plan_improvement, "improved": reviewing.note_improvement,
    "urge": directing.urge_unit, "instruct": directing.give_instruction, "delay": directing.ask_delay, "delay_answer": directing.decide_delay, "more": directing.add_information,
}


@door(may="check_innocent", many=("ruled_out",))
@require_POST
def check_innocent(request: Request, call_id: UUID) -> HttpResponse:
    """Ruled out, each by its tick; or one of them is the reason, and the call ends."""
    with reading(request):
        of = call_of(call_id)
        form = CheckForm(request.POST, causes=_causes(of.policy))
        valid = form.is_valid()
        on_file = sorted(file_says(of, request.actor, clock.now()) or {})
    if valid:
        what = {name: form.cleaned_data[name] for name in ("ruled_out", "explains", "words")}
        what["on_file"] = [one for one in on_file if one == what["explains"]]
        try:
            check(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), call_id=call_id, **what)
            return redirect("call", call_id)
        except Refused as refusal:
            refuse(form, refusal)
    with reading(request):
        return room(request, call_of(call_id), {"innocent": form}, 422)


@door(may="call_units")
@require_POST
def send(request: Request, call_id: UUID) -> HttpResponse:
    """Call the units; refused, the room says why beside the button."""
    try:
        call_units(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), call_id=call_id)
    except Refused:
        with reading(request):
            return room(request, call_of(call_id), status=422)
    return redirect("call", call_id)


@door(may="acknowledge_call")
@require_POST
def acknowledge(request: Request, call_id: UUID) -> HttpResponse:
    return _act(request, call_id, "acknowledge")


@door(may="report_call")
@require_POST
def report(request: Request, call_id: UUID) -> HttpResponse:
    return _act(request, call_id, "report")


@door(may="return_call")
@require_POST
def send_back(request: Request, call_id: UUID) -> HttpResponse:
    return _act(request, call_id, "return")


@door(may="hand_over_call")
@require_POST
def hand_over(request: Request, call_id: UUID) -> HttpResponse:
    return _act(request, call_id, "hand_over")


@door(may="settle_call", many=("settle-help",))
@require_POST
def settle(request: Request, call_id: UUID) -> HttpResponse:
    return _act(request, call_id, "settle")


@door(may="decide_call")
@require_POST
def decide(request: Request, call_id: UUID) -> HttpResponse:
    return _act(request, call_id, "decide")


@door(may="check_settlement")
@require_POST
def check_result(request: Request, call_id: UUID) -> HttpResponse:
    return _act(request, call_id, "check")


@door(may="escalate_call")
@require_POST
def call_next(request: Request, call_id: UUID) -> HttpResponse:
    """Nobody answered in time, and the clock has not called the next: the office does it by hand."""
    closing.escalate_call(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), call_id=call_id)
    return redirect("call", call_id)


@door(may="end_call")
@require_POST
def end(request: Request, call_id: UUID) -> HttpResponse:
    return _act(request, call_id, "end")


@door(may="decline_call")
@require_POST
def decline(request: Request, call_id: UUID) -> HttpResponse:
    return _act(request, call_id, "decline")


@door(may="take_event_back")
@require_POST
def take_back(request: Request, call_id: UUID) -> HttpResponse:
    """An event that was taken over by mistake; refused, the room says what became of it meanwhile."""
    try:
        take_event_back(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), call_id=call_id)
    except Refused:
        with reading(request):
            return room(request, call_of(call_id), status=422)
    return redirect("call", call_id)


@door(may="give_help")
@require_POST
def help_given(request: Request, call_id: UUID) -> HttpResponse:
    return _act(request, call_id, "help")


@door(may="review_call", many=("review-to_improve",))
@require_POST
def review(request: Request, call_id: UUID) -> HttpResponse:
    return _act(request, call_id, "review")


@door(may="plan_improvement")
@require_POST
def plan(request: Request, call_id: UUID) -> HttpResponse:
    return _act(request, call_id, "plan")


@door(may="note_improvement")
@require_POST
def improved(request: Request, call_id: UUID) -> HttpResponse:
    return _act(request, call_id, "improved")


@door(may="give_instruction")
@require_POST
def instruct(request: Request, call_id: UUID) -> HttpResponse:
    return _act(request, call_id, "instruct")


@door(may="urge_unit")
@require_POST
def urge(request: Request, call_id: UUID) -> HttpResponse:
    return _act(request, call_id, "urge")


@door(may="ask_delay")
@require_POST
def delay(request: Request, call_id: UUID) -> HttpResponse:
    return _act(request, call_id, "delay")


@door(may="decide_delay")
@require_POST
def answer_delay(request: Request, call_id: UUID) -> HttpResponse:
    return _act(request, call_id, "delay_answer")


@door(may="add_information")
@require_POST
def add_more(request: Request, call_id: UUID) -> HttpResponse:
    return _act(request, call_id, "more")


def _act(request: Request, call_id: UUID, kind: str) -> HttpResponse:
    """One act; refused, the room again with what was typed. A post to which it is not open finds no form for it."""
    with reading(request):
        of = call_of(call_id)
        offered = next(
            (card["form"] for card in cards(of, request.actor, clock.now(), {}) if card["kind"] == kind), None
        )
        form = act_form(of, kind, request.POST, **_choices(offered, _typed(request, kind), of.policy))
        valid = form.is_valid()
    if valid:
        what: dict[str, Any] = dict(form.cleaned_data)
        try:
            _DO[kind](
                request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), call_id=call_id, **what
            )
            return redirect("call", call_id)
        except Refused as refusal:
            refuse(form, refusal)
    with reading(request):
        return room(request, call_of(call_id), {kind: form}, 422)


def _choices(offered: Any, typed: dict[str, list[str]], policy: CallsPolicy) -> dict[str, Any]:
    """What the form let one choose from, and what was chosen: a second click finds fewer choices, or no form at all, and the command
    says what of it still holds."""
    fields = offered.fields if offered else {}
    listed = {name: list(getattr(field, "choices", ())) for name, field in fields.items()}

    def with_typed(name: str) -> list[tuple[str, Any]]:
        return listed.get(name, []) + [(one, one) for one in typed[name] if one not in {str(code) for code, _name in listed.get(name, ())}]

    return {
        "units": ["", *policy.units],
        "posts": with_typed("post_id"),
        "help": [code for code, _name in with_typed("help")],
        "improvements": with_typed("improvement"),
        "others": [one for one in with_typed("into") if one[0]],
        "is_main": "next_minutes" in fields and fields["next_minutes"].required,
    }


def _typed(request: Request, kind: str) -> dict[str, list[str]]:
    return {name: request.POST.getlist(f"{kind}-{name}")[:20] for name in ("post_id", "help", "improvement", "into")}


def _causes(policy: CallsPolicy) -> list[tuple[str, str]]:
    return named(policy.causes.items())
