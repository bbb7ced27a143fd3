"""One shape for all recording pages: the form, the command, and what followed from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from guitu.casework import answers
from guitu.casework.load import cases, live
from guitu.casework.record_form import RecordForm, Setting
from guitu.duties import doors, gate
from guitu.kit import clock
from guitu.kit.doors import Request, id_shown_again, reading
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.pages import render
from guitu.kit.telling import numbered
from guitu.ledger.commands import Answer
from guitu.papers import offers
from guitu.people import access
from guitu.recording import faults, returning
from guitu.rules import lifetimes
from guitu.rules.verdict import Reason

AHEAD = answers.AHEAD


@dataclass(frozen=True, slots=True)
class Sheet:
    """A recording page: which form, which command, how it is called and told."""

    title: Any
    template: str
    form: type[RecordForm]
    command: Callable[..., Answer]
    classes: str = "BASIC"  # what of the person the page shows, for the access log
    about: Callable[[Setting], dict[str, Any]] | None = None  # what the page shows beside the form
    leads: Callable[[Request, UUID, dict[str, Any]], list[tuple[str, str]]] | None = None  # where what was said leads to


def record_page(request: Request, person_id: UUID, sheet: Sheet) -> HttpResponse:
    """GET shows the form; POST records, or shows the same form with the reasons why not."""
    if request.method != "POST":
        setting = setting_of(request, person_id, request.GET.get("duty", ""))
        noted(request, setting, sheet.classes)
        return _form_page(request, sheet, setting, sheet.form(initial=sheet.form.started(setting)), [])
    form = sheet.form(request.POST, only_read=True)
    if not form.is_valid():
        return _again(request, person_id, sheet, [])
    asked = asked_of(request, person_id, form.cleaned_data["on"], sure=form.cleaned_data["sure"])
    if asked is not None:
        return _again(request, person_id, sheet, [Refused(asked, field="sure")])
    what = form.what()
    try:
        answer = sheet.command(
            request.actor, at=clock.now(), request_id=request.POST.get("request_id", "")[:64], door="web",
            person_id=person_id, **what,
        )
    except Refused as refusal:
        return _again(request, person_id, sheet, [refusal])
    papers = offers.after(request.actor, sheet.command.command_name, person_id)  # type: ignore[attr-defined]
    leads = sheet.leads(request, person_id, what) if sheet.leads else []
    return answers.shown(request, person_id, str(sheet.title), answer, links=[*leads, *papers])


def asked_of(request: Request, person_id: UUID, on: date, *, sure: bool) -> Reason | None:
    """Whether the day is right, when it lies before everything known of the person. Of today nothing is asked."""
    if on >= clock.today() or sure:
        return None
    with reading(request):
        found = cases([person_id], lock=False)
    return lifetimes.asks_of(on, live(found[0].facts)) if found else None


def setting_of(request: Request, person_id: UUID, duty: str) -> Setting:
    """The person to write about; NotVisible for the side of the household register, which only reads."""
    found = cases([person_id], lock=False)
    if not found or not request.actor.lo <= found[0].scope_path < request.actor.hi:
        raise NotVisible
    on = clock.today()
    asked = gate.asked(request.actor.classes, duty)
    return Setting(request.actor, found[0], found[0].course(on + AHEAD), on, asked)


def noted(request: Request, setting: Setting, classes: str) -> None:
    access.note(
        request.actor, setting.case.id, setting.case.scope_path, "open", classes, clock.now(),
        request_id=getattr(request, "number", ""),
    )


def _again(request: Request, person_id: UUID, sheet: Sheet, refusals: Sequence[Refused]) -> HttpResponse:
    """The same form, everything typed kept, the reasons on top and at the field."""
    form = sheet.form(request.POST)
    form.full_clean()  # before it is arranged: what is required depends on what is shown
    with reading(request):
        setting = setting_of(request, person_id, form.data.get("duty", ""))
        errors = [error for refusal in refusals for error in refused_at(form, refusal, setting)] or faults.of_form(form)
        return _form_page(request, sheet, setting, form, errors, refusals, status=422)


def refused_at(form: RecordForm, refusal: Refused, setting: Setting) -> list[faults.Error]:
    """Why the command refuses, at the fields that the form knows for its reasons."""
    return faults.of_refusal(form, refusal, setting.case.policy(), setting.on.year, form.fields_of)


def _form_page(
    request: Request,
    sheet: Sheet,
    setting: Setting,
    form: RecordForm,
    errors: list[dict[str, Any]],
    refusals: Sequence[Refused] = (),
    *,
    status: int = 200,
) -> HttpResponse:
    form.arrange(setting)
    beside = sheet.about(setting) if sheet.about else {}
    context = {
        "active": "people",
        "title": str(sheet.title),
        "person": setting.case,
        "lead": lead(setting),
        "form": form,
        "errors": errors,
        "today": setting.on,
        "request_id": id_shown_again(request.POST.get("request_id", ""), *refusals),
        "person_url": doors.person_url(setting.case.id),
        "came_from": returning.back_of(request),
        "may": request.actor.may,
        "classes": request.actor.classes,
        **beside,
    }
    return render(request, sheet.template, context, status=status)


def lead(setting: Setting) -> str:
    """王** · 青云社区 · 应于 11-18 前."""
    parts = [setting.case.masked, setting.case.place]
    duty = next((d for d in setting.course.duties if d.key == setting.duty and d.state == "open"), None)
    if duty is not None:
        parts.append(_("应于 %(by)s 前") % {"by": duty.due_on.isoformat()})
        late = (setting.on - duty.due_on).days
        if late > 0:
            parts.append(numbered(_("已过 %(days)d 天") % {"days": late}))
    return " · ".join(part for part in parts if part)
