"""The doors of correcting and withdrawing: the form, what would change, done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from guitu.approvals.commands import ask_approval
from guitu.casework import answers
from guitu.casework.corrections import commands
from guitu.casework.corrections.forms import CorrectForm, WithdrawForm
from guitu.casework.foretelling import foretell, written
from guitu.casework.load import Case, live
from guitu.casework.record_form import Setting
from guitu.casework.record_page import noted, setting_of
from guitu.casework.telling import told
from guitu.duties import doors
from guitu.kit import clock
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.pages import render, url
from guitu.kit.telling import labelled
from guitu.ledger import fact_words
from guitu.ledger.commands import Act, Answer
from guitu.recording import answer_page, faults, returning
from guitu.recording.answer_page import Recorded
from guitu.rules import corrections, lifetimes
from guitu.rules.facts import Fact
from guitu.settling.record import note_of

Form = CorrectForm | WithdrawForm


@dataclass(frozen=True, slots=True)
class Mending:
    """One way of putting a record right: its form, the facts it would write, its command."""

    title: Any
    submit: Any
    form: type[CorrectForm] | type[WithdrawForm]
    made: Callable[[Act, Case, Fact, dict[str, Any]], list[Fact]]
    command: Callable[..., Answer]


def _corrected(act: Act, held: Case, old: Fact, what: dict[str, Any]) -> list[Fact]:
    fact = commands.corrected(act, held, old, what["on"], what["body"], what["paper_no"])
    if what["note"] is None:
        commands.refuse_unchanged(fact, old)
    return [fact]


def _withdrawn(act: Act, held: Case, old: Fact, what: dict[str, Any]) -> list[Fact]:
    return commands.withdrawn(act, held, old, what["why"])


CORRECT = Mending(_("更正"), _("确认更正"), CorrectForm, _corrected, commands.correct_fact)
WITHDRAW = Mending(_("撤回"), _("确认撤回"), WithdrawForm, _withdrawn, commands.withdraw_fact)


@door(may="correct_fact", many=("moods", "needs", "substances", "medicines", "triggers"))
def correct(request: Request, person_id: UUID, fact_id: UUID) -> HttpResponse:
    return _mend(request, person_id, fact_id, CORRECT)


@door(may="withdraw_fact")
def withdraw(request: Request, person_id: UUID, fact_id: UUID) -> HttpResponse:
    return _mend(request, person_id, fact_id, WITHDRAW)


@door(may="correct_fact")
def papers(request: Request, person_id: UUID) -> HttpResponse:
    """From the duty to the record whose papers are missing: they are added by correcting it."""
    fact = request.GET.get("duty", "").removeprefix("complete_papers:")
    try:
        return HttpResponseRedirect(url("correct-fact", person_id, UUID(fact)))
    except ValueError:
        raise NotVisible from None


def _mend(request: Request, person_id: UUID, fact_id: UUID, mending: Mending) -> HttpResponse:
    """GET: the form as recorded. POST: what would change (`stage` check), the form again, or done."""
    if request.method == "POST" and request.POST.get("stage") == "confirm":
        return _done(request, person_id, fact_id, mending)
    if request.method == "POST" and request.POST.get("stage") == "ask":
        return _ask(request, person_id, fact_id, mending)
    if request.method == "POST":
        with reading(request):
            return _page(request, person_id, fact_id, mending)
    return _page(request, person_id, fact_id, mending)


def _done(request: Request, person_id: UUID, fact_id: UUID, mending: Mending) -> HttpResponse:
    with reading(request):
        setting = setting_of(request, person_id, "")
        form = _form(request, setting, fact_id, mending)
        if not form.is_valid():
            return _page(request, person_id, fact_id, mending)
    try:
        answer = mending.command(
            request.actor, at=clock.now(), request_id=request.POST.get("request_id", "")[:64], door="web",
            person_id=person_id, fact_id=fact_id, **form.what(),
        )
    except Refused as refusal:
        with reading(request):
            return _page(request, person_id, fact_id, mending, refusal)
    return _answered(request, setting, fact_id, mending, answer)


def _answered(request: Request, setting: Setting, fact_id: UUID, mending: Mending, answer: Answer) -> HttpResponse:
    """What is true now, and all that was undone: told of the facts as the command left them."""
    held: Case = getattr(answer, "beside", None) or setting.case
    facts, here = written(held, answer), not answer.get("gone")
    said = foretell(held, facts, setting.on, request.actor.classes) if facts else None
    recorded = Recorded(
        title=labelled(mending.title, fact_words.kind(held.fact(fact_id).kind)), who=f"{held.masked} · {held.place}",
        now=said.now if said else answers.now(request, answer, held.policy()), items=said.items if said else [],
        mend=answers.mending(request, held.id, answer) if here and mending is CORRECT else [],
        file_url=doors.person_url(held.id) if here else "", gone="" if here else _now("档案已随人转出，不再由您这里查看。"),
    )
    return answer_page.answer(request, recorded, held.id)


def _ask(request: Request, person_id: UUID, fact_id: UUID, mending: Mending) -> HttpResponse:
    """Another person is asked to grant it: with what, and why, as it was read back here."""
    with reading(request):
        setting = setting_of(request, person_id, "")
        form = _form(request, setting, fact_id, mending)
        if not form.is_valid():
            return _page(request, person_id, fact_id, mending)
        fact = setting.case.fact(fact_id)
        what = {**form.what(), "person_id": person_id, "fact_id": fact_id}
        shown = [
            (_now("人员"), setting.case.masked),
            (_now("记录"), labelled(fact_words.kind(fact.kind), fact.on.isoformat())),
            *((str(row["label"]), str(row["value"])) for row in form.rows()),
        ]
    if "body" in what:
        what["body"] = [[name, value] for name, value in what["body"].items()]
    try:
        ask_approval(
            request.actor, at=clock.now(), request_id=request.POST.get("request_id", "")[:64], door="web",
            name=mending.command.command_name, arguments=what, shown=shown,  # type: ignore[attr-defined]
        )
    except Refused as refusal:
        with reading(request):
            return _page(request, person_id, fact_id, mending, refusal)
    recorded = Recorded(
        title=labelled(mending.title, fact_words.kind(fact.kind)), who=f"{setting.case.masked} · {setting.case.place}",
        now=[_now("已请另一个人同意。同意以前，原来的记录不变。")], then=[(_now("看申请"), url("approvals"))],
        file_url=doors.person_url(person_id),
    )
    return answer_page.answer(request, recorded, person_id)


def _form(request: Request, setting: Setting, fact_id: UUID, mending: Mending) -> Form:
    fact = setting.case.fact(fact_id)
    note = note_of(fact) if "NOTE" in request.actor.classes else None
    return mending.form(request.POST if request.method == "POST" else None, setting, fact, note)


def _page(
    request: Request, person_id: UUID, fact_id: UUID, mending: Mending, refusal: Refused | None = None
) -> HttpResponse:
    setting = setting_of(request, person_id, "")
    old, form = setting.case.fact(fact_id), _form(request, setting, fact_id, mending)
    if request.method != "POST":
        noted(request, setting, "BASIC STATUS TEST")
    made: list[Fact] | None = None
    if refusal is None and form.is_bound and form.is_valid() and request.POST.get("stage") != "edit":
        try:
            made = mending.made(_act(request, mending), setting.case, old, form.what())
        except Refused as found:
            refusal = found
    context = _context(request, setting, old, form, mending)
    if made is not None:
        said = foretell(setting.case, made, setting.on, request.actor.classes)
        alone = commands.may_alone(_act(request, mending), setting.case, old)
        context["another"] = told(alone.reasons, setting.case.policy())
        context["may_ask"] = "ask_approval" in request.actor.may
        context |= {"rows": form.rows(), "typed": _typed(request), "said": said, "asked": _asked(setting, made)}
    elif form.is_bound and request.POST.get("stage") != "edit":
        return render(request, "casework/corrections/page.html", context | _wrong(form, refusal, setting), status=422)
    return render(request, "casework/corrections/page.html", context)


def _context(request: Request, setting: Setting, old: Fact, form: Form, mending: Mending) -> dict[str, Any]:
    timeline = setting.case.policy()
    verdict = corrections.may_correct(old, setting.case.facts)
    return {
        "active": "people",
        "title": labelled(mending.title, fact_words.kind(old.kind)),
        "submit": mending.submit,
        "person": setting.case,
        "old": old,
        "form": form,
        "errors": [],
        "rows": [],
        "said": None,
        "another": [],
        "typed": [],
        "blocked": told(verdict.reasons, timeline),
        "is_correction": mending is CORRECT,
        "today": setting.on,
        "request_id": request.POST.get("request_id", "")[:64] or new_request_id(),
        "person_url": doors.person_url(setting.case.id),
        "came_from": returning.back_of(request),
    }


def _wrong(form: Form, refusal: Refused | None, setting: Setting) -> dict[str, Any]:
    timeline, year = setting.case.policy(), setting.on.year
    return {"errors": faults.of_refusal(form, refusal, timeline, year) if refusal else faults.of_form(form)}


def _asked(setting: Setting, made: list[Fact]) -> list[dict[str, Any]]:
    """Whether the day is right, where it lies before everything known of the person."""
    others = [fact for fact in live(setting.case.facts) if fact.id not in {one.corrects for one in made}]
    asked = [lifetimes.asks(one, others) for one in made if one.kind != "withdrawn"]
    found = [reason for reason in asked if reason is not None]
    return [{**one, "tone": "apricot"} for one in told(found, setting.case.policy(), year=setting.on.year)]


def _act(request: Request, mending: Mending) -> Act:
    return Act(request.actor, clock.now(), "web", "", mending.command.command_name)  # type: ignore[attr-defined]


def _typed(request: Request) -> Sequence[tuple[str, str]]:
    ours = ("csrfmiddlewaretoken", "stage", "request_id")
    return [(name, str(value)) for name, values in request.POST.lists() for value in values if name not in ours]
