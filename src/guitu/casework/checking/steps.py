"""One step bound to a person, from its form to what followed. The view of each step is one call of `take`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from guitu.casework import answers
from guitu.casework.checking.forms import StepForm
from guitu.casework.foretelling import foretell, written
from guitu.casework.load import Case, cases, live
from guitu.casework.telling import told
from guitu.duties import doors, gate
from guitu.kit import clock
from guitu.kit.doors import Request, id_shown_again, new_request_id, reading
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.pages import has_url, render, url
from guitu.kit.telling import labelled, listed
from guitu.ledger.commands import Act, Answer, answered
from guitu.papers import offers
from guitu.people import access
from guitu.recording import answer_page, faults, returning
from guitu.recording.answer_page import Foretold, Recorded
from guitu.rules import lifetimes
from guitu.rules.facts import Fact
from guitu.settling.settle import HORIZON

_GONE = _("档案已随人转出，不再由您这里查看。")
Plan = Callable[..., Sequence[Fact]]


@dataclass(frozen=True, slots=True)
class Step:
    """The form, the command, and the plan: the facts that the command would write, or its refusal."""

    command: Callable[..., Answer]
    plan: Plan  # plan(act, held, **what)
    form: type[StepForm]
    title: Any
    lead: Any = ""
    submit: Any = ""
    checked: bool = True  # legal steps are read back before they are written
    template: str = "casework/checking/form.html"
    after: Callable[[StepForm, Answer], list[tuple[Any, str]]] | None = None  # where to go next


def take(request: Request, person_id: UUID, step: Step) -> HttpResponse:
    """GET: the form. POST: read back (`stage` check), amend (edit) or written (confirm, or unchecked)."""
    if request.method != "POST":
        return _open(request, person_id, step)
    stage = request.POST.get("stage", "")
    if stage not in ("edit", "confirm"):  # whatever else is sent is read back first
        stage = "check" if step.checked else "confirm"
    request_id = request.POST.get("request_id") or new_request_id()
    try:
        with reading(request):
            form = _form(request, person_id, step, request.POST)
            if stage == "edit" or not form.is_valid():
                first = _answered(request, person_id, step, request_id) if stage == "confirm" else None
                if first is not None:  # sent twice: what was offered then is no longer there to choose
                    return _followed(request, step, form, first, Refused())
                return _show(request, step, form, request_id, None if stage == "edit" else Refused())
            planned = _plan(request, step, form, request_id)
            if request.POST.get("stage") != "confirm" and _asked(form, planned):
                stage = "check"  # of an unusual day it is asked, whatever the step
            if stage == "check":
                if isinstance(planned, Refused):
                    return _done_before(request, person_id, step, form, request_id, planned)
                return _check(request, step, form, request_id, planned)
    except NotVisible:
        return _again(request, person_id, step, request_id)
    what = form.what()
    try:
        answer = step.command(
            request.actor, at=clock.now(), request_id=request_id, door="web", person_id=person_id, **what
        )
    except Refused as refusal:
        with reading(request):
            return _show(request, step, form, request_id, refusal)
    return _followed(request, step, form, answer, planned)


def _open(request: Request, person_id: UUID, step: Step) -> HttpResponse:
    form = _form(request, person_id, step, None)
    actor = request.actor
    access.note(
        actor,
        person_id,
        form.held.scope_path,
        "open",
        actor.classes,
        clock.now(),
        request_id=request.number,
        detail={"page": step.command.__name__},
    )
    return _show(request, step, form, new_request_id())


def _form(request: Request, person_id: UUID, step: Step, data: Any) -> StepForm:
    found = cases([person_id], lock=False)
    if not found or not request.actor.lo <= found[0].scope_path < request.actor.hi:
        raise NotVisible  # the household-register side sees that the person is there, and records nothing
    held, today = found[0], clock.today()
    return step.form(
        data, held=held, actor=request.actor, today=today, course=held.course(today + HORIZON),
        duty=gate.asked(request.actor.classes, request.GET.get("duty") or (data or {}).get("duty", "")),
        about=request.GET.get("about", "")[:64],
    )


def _show(
    request: Request, step: Step, form: StepForm, request_id: str, refusal: Refused | None = None
) -> HttpResponse:
    """The form; after a refusal with its reasons on top and at the field, and everything typed kept."""
    timeline, year = form.held.policy(), form.today.year
    errors: list[faults.Error] = []
    if refusal is not None:
        errors = faults.of_refusal(form, refusal, timeline, year) or faults.of_form(form)
    elif form.is_bound:
        form.errors.clear()  # amended, not judged
    blocked = [] if form.blocked else told(form.blocked.reasons, timeline, year=year)
    again = id_shown_again(request_id, refusal)
    context = {**_frame(request, step, form), "errors": errors, "blocked": blocked, "request_id": again}
    return render(request, step.template, context, status=200 if refusal is None else 422)


def _plan(request: Request, step: Step, form: StepForm, request_id: str) -> Sequence[Fact] | Refused:
    """The facts as the command would write them. A refusal is kept: the click may be one sent twice."""
    act = Act(request.actor, clock.now(), "web", request_id, step.command.__name__)
    try:
        return step.plan(act, form.held, **form.what())
    except Refused as refusal:
        return refusal


def _asked(form: StepForm, planned: Sequence[Fact] | Refused) -> list[dict[str, Any]]:
    """Whether the day is right, where it lies before everything known of the person; confirming answers it."""
    if isinstance(planned, Refused):
        return []
    stand = live(form.held.facts)
    found = [reason for fact in planned if (reason := lifetimes.asks(fact, stand)) is not None]
    return [{**said, "tone": "apricot"} for said in told(found[:1], form.held.policy(), year=form.today.year)]


def _check(request: Request, step: Step, form: StepForm, request_id: str, planned: Sequence[Fact]) -> HttpResponse:
    """What was typed and what will follow from it; nothing is written."""
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in ("csrfmiddlewaretoken", "stage", "request_id")
    ]
    said = _said_of(step, form, form.held, planned)
    more = {
        "rows": form.rows(), "asked": _asked(form, planned), "said": said, "typed": typed, "request_id": request_id,
    }
    return render(request, "casework/checking/check.html", {**_frame(request, step, form), **more})


def _followed(
    request: Request, step: Step, form: StepForm, answer: Answer, planned: Sequence[Fact] | Refused
) -> HttpResponse:
    """What followed: told of the facts as the command left them, in the words that foretold it."""
    held: Case = getattr(answer, "beside", None) or form.held
    here = not answer.get("gone")
    if answer.get("approval"):
        return _asked_for(request, step, form, held, answer)
    said = _said_of(step, form, held, written(held, answer) or ([] if isinstance(planned, Refused) else planned))
    recorded = Recorded(
        title=str(step.title), who=" · ".join(part for part in (held.masked, held.place) if part), now=said.now,
        items=said.items, then=_links(step, form, answer) if here else [], gone="" if here else str(_GONE),
        mend=answers.mending(request, held.id, answer) if here else [], file_url=doors.person_url(held.id) if here else "",
    )
    return answer_page.answer(request, recorded, held.id, form.duty)


def _asked_for(request: Request, step: Step, form: StepForm, held: Case, answer: Answer) -> HttpResponse:
    """Nothing is written yet: whose word it waits for, and the way to the request."""
    told_now = [line["text"] for line in told(answer["followed"], held.policy(), year=form.today.year)]
    recorded = Recorded(
        title=str(step.title), who=" · ".join(part for part in (held.masked, held.place) if part), now=told_now,
        then=list(step.after(form, answer)) if step.after else [], file_url=doors.person_url(held.id),
    )
    return answer_page.answer(request, recorded, held.id, form.duty)


def _said_of(step: Step, form: StepForm, held: Case, facts: Sequence[Fact]) -> Foretold:
    """What is true with these facts; of a step that writes none, what was chosen."""
    if facts:
        return foretell(held, facts, form.today, form.actor.classes)
    chosen = listed(str(row["value"]) for row in form.rows())
    return Foretold([labelled(step.title, chosen)], [])


def _answered(request: Request, person_id: UUID, step: Step, request_id: str) -> Answer | None:
    """The answer that this very click was given before, if it comes a second time."""
    found = answered(request.actor, step.command.__name__, request_id)
    return found[1] if found is not None and found[1].get("person") == str(person_id) else None


def _done_before(
    request: Request, person_id: UUID, step: Step, form: StepForm, request_id: str, refusal: Refused
) -> HttpResponse:
    """Refused, because it is done: who went back in the browser after confirming sends the same once more, and is given
    the first answer. With other content under the same id it is said that it was saved; else why it is refused."""
    if _answered(request, person_id, step, request_id) is None:
        return _show(request, step, form, request_id, refusal)
    before: Callable[..., Answer | None] = step.command.answered_before  # type: ignore[attr-defined]
    try:
        first = before(request.actor, request_id, {"person_id": person_id, **form.what()})
    except Refused as reused:
        return _show(request, step, form, request_id, reused)
    return _followed(request, step, form, first or {}, refusal)


def _again(request: Request, person_id: UUID, step: Step, request_id: str) -> HttpResponse:
    """The same click after the person has moved on: the first answer again; to anybody else, not found."""
    with reading(request):
        if _answered(request, person_id, step, request_id) is None:
            raise NotVisible
    return answer_page.answer(request, Recorded(title=str(step.title), who="", now=[], gone=str(_GONE)), person_id)


def _links(step: Step, form: StepForm, answer: Answer) -> list[answer_page.Link]:
    return [*(step.after(form, answer) if step.after else []), *_papers(step, form)]


def _papers(step: Step, form: StepForm) -> list[tuple[Any, str]]:
    """The papers that the step calls for, of the measure it was about."""
    measure = getattr(form, "one", None)
    kind = measure.kind if measure is not None else form.cleaned_data.get("kind", "")
    return list(offers.after(form.actor, step.command.command_name, form.held.id, kind))  # type: ignore[attr-defined]


def _home(person_id: UUID) -> str:
    return doors.person_url(person_id) or (url("today") if has_url("today") else "/")


def _frame(request: Request, step: Step, form: StepForm) -> dict[str, Any]:
    held: Case = form.held
    came_from = returning.back_of(request)
    return {
        "active": "people", "form": form, "title": step.title, "lead": step.lead, "submit": step.submit,
        "checked": step.checked, "masked": held.masked, "place": held.place, "person_id": held.id,
        "came_from": came_from, "back": came_from or _home(held.id), "may": form.actor.may, "duty": form.duty,
        "today": form.today,
    }
