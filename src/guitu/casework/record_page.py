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
from guitu.casework.telling import clause_card
from guitu.duties import doors, gate
from guitu.kit import clock
from guitu.kit.doors import Request, new_request_id, reading
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.pages import render
from guitu.kit.telling import numbered, sentence
from guitu.ledger.commands import Answer
from guitu.papers import offers
from guitu.people import access
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
    asked = _asked(request, person_id, form)
    if asked is not None:
        return _again(request, person_id, sheet, [Refused(asked, field="sure")])
    what = form.what()
    try:
        answer = sheet.command(
            request.actor, at=clock.now(), request_id=request.POST.get("request_id", "")[:64], door="web",
            person_id=person_id, **what,
        )  # fmt: skip
    except Refused as refusal:
        return _again(request, person_id, sheet, [refusal])
    papers = offers.after(request.actor, sheet.command.command_name, person_id)  # type: ignore[attr-defined]
    leads = sheet.leads(request, person_id, what) if sheet.leads else []
    return answers.shown(request, person_id, str(sheet.title), answer, links=[*leads, *papers])


def _asked(request: Request, person_id: UUID, form: RecordForm) -> Reason | None:
    """Whether the day is right, when it lies before everything known of the person. Of today nothing is asked."""
    on: date = form.cleaned_data["on"]
    if on >= clock.today() or form.cleaned_data["sure"]:
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
    )  # fmt: skip


def _again(request: Request, person_id: UUID, sheet: Sheet, refusals: Sequence[Refused]) -> HttpResponse:
    """The same form, everything typed kept, the reasons on top and at the field."""
    form = sheet.form(request.POST)
    form.full_clean()  # before it is arranged: what is required depends on what is shown
    with reading(request):
        setting = setting_of(request, person_id, form.data.get("duty", ""))
        said = [_said(form, refusal, setting) for refusal in refusals]
        errors = [error for group in said for error in group]
        if not refusals:
            errors = [
                {"name": name if name in form.fields else "", "text": text, "clause": None}
                for name, texts in form.errors.items()
                for text in texts
            ]
        return _form_page(request, sheet, setting, form, errors, status=422)


def _said(form: RecordForm, refusal: Refused, setting: Setting) -> list[dict[str, Any]]:
    timeline = setting.case.policy()
    answer = []
    for reason in refusal.reasons:
        name = form.fields_of.get(reason.code, refusal.field)
        name = name if name in form.fields else ""
        text = sentence(reason, year=setting.on.year)
        form.add_error(name or None, text)
        answer.append({"name": name, "text": text, "clause": clause_card(reason.clause, timeline)})
    return answer


def _form_page(
    request: Request,
    sheet: Sheet,
    setting: Setting,
    form: RecordForm,
    errors: list[dict[str, Any]],
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
        "request_id": request.POST.get("request_id", "")[:64] or new_request_id(),
        "person_url": doors.person_url(setting.case.id),
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
