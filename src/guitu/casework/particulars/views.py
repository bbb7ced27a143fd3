"""更正基本信息: a page that shows the whole of it, so each opening is a look with its purpose."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from guitu.approvals.commands import ask_approval
from guitu.casework.load import cases
from guitu.casework.particulars import commands
from guitu.casework.particulars.asking import shown_to_decide
from guitu.casework.particulars.forms import CorrectForm, IdentityForm, said
from guitu.duties import doors
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, id_shown_again, reading
from guitu.kit.errors import NotVisible, Refused, Stale
from guitu.kit.form_errors import errors_of
from guitu.kit.telling import listed, sentence, shown
from guitu.kit.waiting import receipt
from guitu.ledger.commands import answered
from guitu.people import access, correcting
from guitu.people.correcting import Corrected, Particulars
from guitu.rules.particulars import NEEDS

PURPOSE = "correct"  # of the look


@door(may="correct_person")
def correct_person(request: Request, person_id: UUID) -> HttpResponse:
    """GET: what is on file, to be written over. POST: corrected, or the same form with what somebody else wrote meanwhile."""
    if request.method != "POST":
        return _correcting(request, _own(request, person_id))
    with reading(request):
        held = _own(request, person_id)
        form = CorrectForm(request.POST, held, request.actor.classes)
        if not form.is_valid() and not _sent_before(request, "correct_person"):
            return _correcting(request, held, form, 422)
    try:
        answer = commands.correct_person(
            request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), person_id=person_id, **form.what()
        )
    except (Refused, Stale) as error:
        with reading(request):
            return _correcting(request, _own(request, person_id), *_said(form, error))
    return _corrected(request, person_id, answer["corrected"])


@door(may="correct_identity")
def correct_identity(request: Request, person_id: UUID) -> HttpResponse:
    """Asks that document, number, sex and birth date be corrected; another person decides."""
    if request.method != "POST":
        return _identity(request, _own(request, person_id))
    with reading(request):
        held = _own(request, person_id)
        form = IdentityForm(request.POST, held, clock.today())
        if not form.is_valid():
            return _identity(request, held, form, 422)
        what = form.what()
        try:
            _refuse_asking(request, held, what)
        except (Refused, Stale) as error:
            return _identity(request, held, *_said(form, error))
        seen = shown_to_decide(held, what)
    try:
        ask_approval(
            request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), name="correct_identity",
            arguments={"person_id": person_id, **what}, shown=seen,
        )
    except Refused as refusal:
        with reading(request):
            return _identity(request, held, *_said(form, refusal))
    return redirect("approvals")


def _refuse_asking(request: Request, held: Particulars, what: dict[str, Any]) -> None:
    """What would be refused when it is granted is refused when it is asked for."""
    if held.no != what["seen"]:
        raise Stale
    found = cases([held.id], lock=False)
    commands.refuse_identity(found[0], because=what["because"], words=what["words"], id_number=what["id_number"])
    if not correcting.differing(held, {name: what[name] for name in ("id_type", "id_number", "sex", "born_on")}):
        raise Refused(commands.Reason("particulars.same"))


def _own(request: Request, person_id: UUID) -> Particulars:
    """As it lies, inside the post's own area; the look leaves its line."""
    held = correcting.particulars(person_id)
    if not request.actor.lo <= held.scope_path < request.actor.hi:
        raise NotVisible
    read = sorted({"IDENT", "CONTACT"} & request.actor.classes)
    access.note(request.actor, person_id, held.scope_path, "unmask", read, clock.now(), PURPOSE, request.number)
    return held


def _sent_before(request: Request, name: str) -> bool:
    return answered(request.actor, name, request.POST.get("request_id", "")) is not None


def _said(form: CorrectForm | IdentityForm, error: Refused | Stale) -> tuple[Any, int]:
    if isinstance(error, Stale):
        return form, 409
    form.refused = error
    for reason in error.reasons:
        form.add_error(error.field if error.field in form.fields else None, sentence(reason))
    return form, 422


def _correcting(request: Request, held: Particulars, form: CorrectForm | None = None, status: int = 200) -> HttpResponse:
    if form is None:
        because = {"because": "visit"} if request.GET.get("from") == "visit" else {}
        form = CorrectForm(None, held, request.actor.classes, **because)
    return _page(request, "casework/particulars/person.html", held, form, status)


def _identity(request: Request, held: Particulars, form: IdentityForm | None = None, status: int = 200) -> HttpResponse:
    form = form or IdentityForm(None, held, clock.today())
    return _page(request, "casework/particulars/identity.html", held, form, status)


def _page(request: Request, template: str, held: Particulars, form: Any, status: int) -> HttpResponse:
    past = correcting.past(held.id)
    newer = [one for one in past if one.no > _seen(form)] if status == 409 else []
    if newer:  # the page now shows what they wrote: the next click is about that
        form.data = form.data.copy()
        form.data["seen"] = str(held.no)
    context = {
        "active": "people", "form": form, "masked": held.masked, "person_id": held.id, "back": doors.person_url(held.id),
        "errors": errors_of(form),
        "newer": [_told(one, held, request) for one in newer], "past": [_told(one, held, request) for one in past],
        "request_id": id_shown_again(request.POST.get("request_id", ""), form.refused), "today": clock.today(),
    }
    return pages.render(request, template, context, status=status)


def _seen(form: Any) -> int:
    try:
        return int(form.data.get("seen", ""))
    except ValueError:
        return 0


def _told(one: Corrected, held: Particulars, request: Request) -> dict[str, Any]:
    """One correction in words: who, when, what stood there before, as far as the post reads it."""
    before = [
        {"label": shown(f"particular.{name}"), "value": said(name, value)}
        for name, value in one.before.items()
        if NEEDS.get(name, "IDENT") in request.actor.classes
    ]
    because = shown(f"corrected_because.{one.because}") if one.because else ""
    return {"at": one.at, "by": one.by, "before": before, "because": because, "words": one.words}


def _corrected(request: Request, person_id: UUID, fields: list[str]) -> HttpResponse:
    names = listed(shown(f"particular.{name}") for name in fields)
    with reading(request):
        held = correcting.particulars(person_id)
    context = {
        "active": "people", "title": _("更正基本信息"), "masked": held.masked, "person_url": doors.person_url(person_id),
        "items": [{"text": _("已更正：%(what)s") % {"what": names}, "why": _("原来的内容保留在“以前的更正”里。")}],
        "links": [(_("看这个人"), doors.person_url(person_id)), (_("返回今日"), pages.url("today"))],
    }
    return receipt(request, pages.render(request, "casework/particulars/corrected.html", context))
