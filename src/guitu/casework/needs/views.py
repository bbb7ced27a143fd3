"""The doors of needs: the list, raising one of a person, one need with what this post can do of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guitu.casework.helping import ask, draw, named, tabs
from guitu.casework.needs import commands, forms, reading
from guitu.casework.needs.listed import NEEDS
from guitu.casework.record_page import setting_of
from guitu.duties import doors
from guitu.grid.post_names import posts_called
from guitu.kit import clock
from guitu.kit.addresses import address_if_any
from guitu.kit.crypto import shown
from guitu.kit.database import rows
from guitu.kit.doors import Request, door, new_request_id
from guitu.kit.doors import reading as reading_only
from guitu.kit.errors import Refused
from guitu.kit.form_errors import errors_of, refuse
from guitu.kit.telling import said
from guitu.kit.telling import shown as spoken
from guitu.ledger.commands import Answer
from guitu.ledger.packs import timeline_of
from guitu.ledger.sealed import NOTE
from guitu.lists.listing import Listing
from guitu.rules.dates import day_after, first_of_year
from guitu.rules.needs import NeedsPolicy, may_step

STATES = ("sent", "taken", "returned", "done", "met", "declined")
# Each step: its form's prefix, the command, and what its button is called.
_DO: Mapping[str, Callable[..., Answer]] = {
    "need_taken": commands.take_need, "need_done": commands.finish_need, "need_returned": commands.return_need,
    "need_sent": commands.send_need, "need_answered": commands.answer_need,
}


def _policy(request: Request) -> NeedsPolicy:
    found: NeedsPolicy = timeline_of(request.actor.county_id, request.actor.path).on(clock.today()).needs
    return found


@door(may="see_needs")
@require_safe
def needs(request: Request) -> HttpResponse:
    """Given to me, raised by me, of my area; and of the year how many were met in the person's own word."""
    actor, today = request.actor, clock.today()
    listing = Listing(NEEDS, request)
    boxes = [("mine", _("转给我的"), "take_need"), ("raised", _("我转出的"), "raise_need")]
    open_ones = [(box, label) for box, label, action in boxes if action in actor.may]
    if "offices" in actor.whole_of:
        open_ones.insert(0, ("area", _("辖区全部")))
    box = next((box for box, _label in open_ones if box == listing.of("box")), open_ones[0][0] if open_ones else "raised")
    state = listing.of("state") if listing.of("state") in STATES else ""
    numbers = reading.shares(actor, box)
    open_now = sum(n for code, n in numbers.items() if code not in ("met", "declined"))
    listing.counted(numbers.get(state, 0) if state else open_now)
    filters = [{"label": _("没有办结"), "count": open_now, "url": listing.address(box=box, state=""), "on": not state}] + [
        {"label": spoken(f"need_state.{code}"), "count": numbers.get(code, 0), "url": listing.address(box=box, state=code), "on": code == state}
        for code in STATES if numbers.get(code) or code == state
    ]
    raised, met, people = reading.rate(actor, first_of_year(today), day_after(today)) if "raise_need" in actor.may else (0, 0, 0)
    return draw(
        request, "casework/needs/list.html", "needs", listing=listing, found=reading.listed(actor, box, state, today, listing.cut), filters=filters,
        boxes=[{"label": label, "url": listing.address(box=name, state=""), "on": name == box} for name, label in open_ones],
        names=dict(named(_policy(request).kinds)), raised=raised, met=met, people=people, year=today.year, sees_people="raise_need" in actor.may, scheme=_scheme(request) if "raise_need" in actor.may else [],
    )


def _scheme(request: Request) -> list[dict[str, Any]]:
    """123+N as the place configures it: each row with its parts and the pages that are open to the post."""
    open_pages = {tab["url"] for tab in tabs("", request.actor)}
    rows_of: dict[str, list[dict[str, str]]] = {}
    for one in _policy(request).scheme.values():
        address = address_if_any(one.page) if one.page else ""
        rows_of.setdefault(one.tier, []).append({"name": said(one.name), "url": address if address in open_pages else ""})
    return [{"tier": spoken(f"scheme_tier.{tier}"), "parts": parts} for tier, parts in rows_of.items()]


@door(may="raise_need")
def raise_one(request: Request, person_id: UUID) -> HttpResponse:
    """A need of one person: which, to whom, what the unit is told."""
    policy = _policy(request)

    def form(data: Any) -> forms.RaiseForm:
        asked = request.GET.get("need", "")
        begun = {"need": asked if asked in policy.kinds else "", "came_by": "prompt" if asked == "childcare" else "visit"}
        if asked == "childcare":
            begun["told"] = _("家里有未成年的孩子，家长近期不在家，请上门看看孩子由谁照料、缺什么。联系转出的社工。")
        return forms.RaiseForm(data, needs=named(policy.kinds), units=named(policy.units), initial=begun)

    with reading_only(request):
        setting_of(request, person_id, "")
    return ask(
        request, form, commands.raise_need, {"person_id": person_id}, title=_("转给单位帮"), submit=_("转出"), back=reverse("person-help", args=[person_id]),
        lead=_("单位只看到需要什么和您写的话，看不到档案。"), then=lambda answer: reverse("need", args=[answer["need"]]),
    )


@door(may="see_needs")
@require_safe
def need(request: Request, need_id: UUID) -> HttpResponse:
    return _page(request, need_id)


@door(may="take_need")
@require_POST
def take(request: Request, need_id: UUID) -> HttpResponse:
    return _step(request, need_id, "need_taken")


@door(may="finish_need")
@require_POST
def finish(request: Request, need_id: UUID) -> HttpResponse:
    return _step(request, need_id, "need_done")


@door(may="return_need")
@require_POST
def send_back(request: Request, need_id: UUID) -> HttpResponse:
    return _step(request, need_id, "need_returned")


@door(may="send_need")
@require_POST
def send(request: Request, need_id: UUID) -> HttpResponse:
    return _step(request, need_id, "need_sent")


@door(may="answer_need")
@require_POST
def answer(request: Request, need_id: UUID) -> HttpResponse:
    return _step(request, need_id, "need_answered")


def _step(request: Request, need_id: UUID, kind: str) -> HttpResponse:
    """One step; refused, the page again with what was typed."""
    with reading_only(request):
        form = _form(request, kind, reading.need_of(need_id, clock.today())[1].state, request.POST)
        valid = form.is_valid()
    if valid:
        try:
            _DO[kind](
                request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), need_id=need_id, **form.cleaned_data
            )
            return redirect("need", need_id)
        except Refused as refusal:
            refuse(form, refusal)
    with reading_only(request):
        return _page(request, need_id, {kind: form}, 422)


def _form(request: Request, kind: str, state: str, data: Any = None) -> Any:
    policy = _policy(request)
    if kind == "need_returned":
        return forms.ReturnForm(data, refusals=named(policy.refusals))
    if kind == "need_sent":
        return forms.SendForm(data, units=named(policy.units))
    if kind == "need_answered":
        return forms.AnswerForm(data, ends=["declined"] if state == "returned" else ["met", "not_met", "declined"])
    return forms.WordsForm(data) if kind == "need_done" else forms.EmptyForm(data)


def _page(request: Request, need_id: UUID, typed: dict[str, Form] | None = None, status: int = 200) -> HttpResponse:
    actor, today = request.actor, clock.today()
    found = reading.need_row(need_id)
    held, course = reading.need_of(need_id, today)
    policy: NeedsPolicy = held.policy().on(course.raised_on).needs
    me = str(actor.post_id)
    asking = course.asked if "offices" in actor.whole_of and me != course.post else me
    possible = [
        kind for kind, command in _DO.items()
        if command.command_name in actor.may and may_step(kind, course, me if kind in ("need_taken", "need_done", "need_returned") else asking)  # type: ignore[attr-defined]
    ]
    shown_forms = {kind: _form(request, kind, course.state) for kind in possible} | (typed or {})
    sees_person = found["person_id"] is not None and "raise_need" in actor.may and me != course.post
    return draw(
        request, "casework/needs/need.html", "needs", status, code=reading.code_of(need_id), need_id=need_id, told=found["told"],
        name=said(policy.kinds[course.need].name) if course.need in policy.kinds else course.need, state=spoken(f"need_state.{course.state}"),
        unit=said(policy.units[course.unit].name) if course.unit in policy.units else course.unit, course=course,
        due=next((duty.due_on for duty in course.duties if duty.state == "open"), None), today=today,
        person_url=doors.person_url(found["person_id"]) if sees_person else "", steps=_steps(held, policy, today),
        forms=[{"kind": kind, "form": form, "errors": errors_of(form), "request_id": new_request_id()} for kind, form in shown_forms.items()],
    )


def _steps(held: Any, policy: NeedsPolicy, today: date) -> list[dict[str, Any]]:
    """What happened, the newest first, with who and in which words."""
    kept = {str(id): (post, note) for id, post, note in rows("SELECT id, post_id, note FROM ledger_fact WHERE matter_id = %s", [held.id])}
    names = posts_called({post for post, _note in kept.values()}, today)
    told = []
    for fact in sorted(held.facts, key=lambda one: one.turn, reverse=True):
        post, note = kept[fact.id]
        words = [shown(NOTE, UUID(fact.id), note) or ""] if note else []
        if fact.kind == "need_returned" and fact.refusal in policy.refusals:
            words.insert(0, said(policy.refusals[fact.refusal].name))
        if fact.kind == "need_answered":
            words.insert(0, spoken(f"need_end.{fact.need_end}"))
        if fact.kind in ("need_raised", "need_sent") and fact.unit in policy.units:
            words.insert(0, said(policy.units[fact.unit].name))
        told.append({"on": fact.on, "word": spoken(f"need_step.{fact.kind}"), "who": names.get(post, ""), "words": "；".join(one for one in words if one)})
    return told
