"""今天见了: one sheet for one meeting, each part recorded by its own command, all of them or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from guitu.casework import answers
from guitu.casework.meetings import sheet
from guitu.casework.meetings.forms import MeetingForm
from guitu.casework.meetings.parts import PARTS, Part
from guitu.casework.record_form import RecordForm, Setting
from guitu.casework.record_page import asked_of, lead, noted, refused_at, setting_of
from guitu.duties import doors
from guitu.kit import clock
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import Refused
from guitu.kit.pages import render
from guitu.kit.telling import joined, labelled
from guitu.ledger.commands import Answer
from guitu.ledger.together import Call, RefusedTogether, together
from guitu.papers import offers
from guitu.recording import answer_page, faults, returning
from guitu.recording.answer_page import Line, Recorded

PAGE = "casework/meetings/page.html"


@door(may="record_visit", many=("test-substances", "test-medicines", "visit-moods", "visit-needs"))
def record(request: Request, person_id: UUID) -> HttpResponse:
    """GET: what is due is ticked. POST: everything that is ticked is written, or the sheet again with all reasons."""
    if request.method != "POST":
        setting = setting_of(request, person_id, "")
        form, sections = sheet.started(setting, request.GET.get("kinds", "").split(",")[:8] if request.GET.get("kinds") else ())
        noted(request, setting, " ".join(dict.fromkeys(one.part.classes for one in sections)) or "BASIC")
        return _page(request, setting, form, sections, [])
    form = MeetingForm(request.POST, only_read=True)
    is_read = form.is_valid()
    ticked = [part for part in PARTS if form.data.get(part.tick) and part.action in request.actor.may]
    own = {part.code: sheet.read(request.POST, part) for part in ticked}
    if not all([is_read, *(one.is_valid() for one in own.values())]):
        return _again(request, person_id, [])
    asked = asked_of(request, person_id, sheet.day_of(form), sure=form.cleaned_data["sure"])
    if asked is not None:
        return _again(request, person_id, [("", Refused(asked, field="sure"))])
    calls = [Call(part.code, part.command, {"person_id": person_id, **own[part.code].what()}) for part in ticked]
    try:
        done = together(
            request.actor, calls, at=clock.now(), request_id=request.POST.get("request_id", "")[:64], door="web"
        )
    except RefusedTogether as refused:
        return _again(request, person_id, refused.refusals)
    return _answered(request, person_id, list(zip(ticked, done, strict=True)), own)


def _again(request: Request, person_id: UUID, refusals: Sequence[tuple[str, Refused]]) -> HttpResponse:
    """The same sheet, everything typed kept, what is wrong with any part on top and at its field, all at once."""
    form = MeetingForm(request.POST)
    form.full_clean()
    with reading(request):
        setting = setting_of(request, person_id, form.data.get("duty", ""))
        sections = sheet.shown_again(setting, form, request.POST)
        forms: dict[str, RecordForm] = {"": form, **{one.part.code: one.form for one in sections}}
        errors = [
            error
            for code, refusal in refusals
            for error in _shared(refused_at(forms[code], refusal, setting), forms[code], form)
        ]
        if not refusals:
            errors = faults.of_form(form)
            for one in sections:
                if one.form.is_bound:
                    errors += _shared(faults.of_form(one.form), one.form, form)
        return _page(request, setting, form, sections, errors, status=422)


def _shared(errors: list[faults.Error], own: RecordForm, form: MeetingForm) -> list[faults.Error]:
    """What is wrong with the day is said where it is asked, once."""
    answer = []
    for error in errors:
        name = sheet.SHARED.get(str(error["name"]).removeprefix(f"{own.prefix}-")) if own is not form else None
        if name is None:
            answer.append(error)
        elif error["text"] not in form.errors.get(name, ()):
            form.add_error(name, error["text"])
            answer.append({**error, "name": name})
    return answer


def _page(
    request: Request, setting: Setting, form: MeetingForm, sections: Sequence[sheet.Section], errors: list[faults.Error], *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "active": "people",
        "title": _("今天见了"),
        "person": setting.case,
        "lead": lead(setting),
        "form": form,
        "sections": sections,
        "errors": errors,
        "today": setting.on,
        "is_female": setting.case.sex == "female",
        "request_id": request.POST.get("request_id", "")[:64] or new_request_id(),
        "person_url": doors.person_url(setting.case.id),
        "came_from": returning.back_of(request),
        "may": request.actor.may,
    }
    return render(request, PAGE, context, status=status)


def _answered(
    request: Request, person_id: UUID, done: Sequence[tuple[Part, Answer]], own: Mapping[str, RecordForm]
) -> HttpResponse:
    """What is true now is what the last of them left; under it what each brought, then what comes next."""
    about = answers.person_of(request, person_id, done[-1][1])
    items: list[Line] = []
    papers, mend = [], []
    for part, answer in done:
        said = answers.followed(request, answer, about.timeline)
        clause = next((one["clause"] for one in said if one["clause"]), None)
        text = labelled(part.label, part.said(own[part.code].what()))
        items.append({"text": text, "why": joined(one["text"] for one in said), "clause": clause, "tone": "moss"})
        papers += offers.after(request.actor, part.action, person_id)
        mend += [(labelled(label, part.label), url) for label, url in answers.mending(request, person_id, answer)[:1]]
    for _part, answer in done:
        items += answers.coming(request, answer, about.timeline)
    recorded = Recorded(
        title=_("今天见了"), who=answers.who(about), now=answers.now(request, done[-1][1], about.timeline), items=items,
        then=list(dict.fromkeys(papers)), mend=mend, file_url=doors.person_url(person_id),
    )
    return answer_page.answer(request, recorded, person_id, request.POST.get("duty", ""))
