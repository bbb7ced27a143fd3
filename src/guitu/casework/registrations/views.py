"""Adding a person: look first, then the file. And who looks after somebody."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import Step, take
from guitu.casework.registrations import commands, forms, placing
from guitu.casework.telling import told
from guitu.duties import doors
from guitu.kit import clock
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import Refused
from guitu.kit.pages import PersonLine, render, url
from guitu.ledger.packs import timeline_of
from guitu.people import access
from guitu.people.search import Similar, similar

LOOK, ADD = "casework/registrations/look.html", "casework/registrations/add.html"


@door(may="add_person")
def add_person(request: Request) -> HttpResponse:
    """GET: name and number. POST look: who may it be, and the form. POST add: the file, looked for again."""
    today = clock.today()
    if request.method != "POST":
        return _page(request, LOOK, forms.LookForm(today=today))
    if request.POST.get("stage") != "add":
        look = forms.LookForm(request.POST, today=today)
        if not look.is_valid():
            return _page(request, LOOK, look, status=422)
        with reading(request):
            found = _similar(request, look)
            access.note_search(request.actor, look.cleaned_data["name"], len(found), clock.now(), request.number)
            form = forms.AddForm(actor=request.actor, today=today)
            form.initial.update(_known(look))
            return _page(request, ADD, form, found=found)
    return _add(request)


def _add(request: Request) -> HttpResponse:
    request_id, post_id = request.POST.get("request_id", ""), request.actor.post_id
    with reading(request):
        form = forms.AddForm(request.POST, actor=request.actor, today=clock.today())
        valid = form.is_valid()
        found = _similar(request, form) if valid else []
        again = [one for one in found if one.id == form.what(request_id, post_id)["person"].id] if valid else []
        if not valid or (found and not again and not form.cleaned_data["different"]):
            if valid:
                form.add_error("different", say("有可能已经建档。请先看一看，确实不是同一个人再建。"))
            return _page(request, ADD, form, found=found, request_id=request_id, status=422)
    try:
        answer = commands.add_person(
            request.actor, at=clock.now(), request_id=request_id, door="web", **form.what(request_id, post_id)
        )
    except Refused as refusal:
        with reading(request):
            timeline = timeline_of(request.actor.county_id, request.actor.path)
            texts = [said["text"] for said in told(refusal.reasons, timeline)]
            form.add_error(refusal.field if refusal.field in form.fields else None, texts)
            return _page(request, ADD, form, found=found, request_id=request_id, status=422)
    person = UUID(answer["person"])
    if doors.person_url(person):
        return redirect(url("person", person_id=person))
    return redirect(url("open-measure", person_id=person))


def _similar(request: Request, form: forms.LookForm) -> list[Similar]:
    typed = form.cleaned_data
    return similar(
        request.actor, name=typed["name"], id_number=typed["id_number"], phone=typed["phone"],
        born_on=typed.get("born_on") or (form.number.born_on if form.number else None),
    )


_SAME = {
    "id_number": _("证件号码相同"), "phone": _("电话相同"), "name": _("姓名相同"), "born_on": _("出生日期相同"),
}


def _alike(one: Similar) -> PersonLine:
    """Somebody on file, and in what alike."""
    return PersonLine(
        name=one.masked, url=url("person", person_id=one.id) if doors.person_url(one.id) else "#", place=one.place,
        line="、".join(str(_SAME[name]) for name in one.alike),
    )


def _known(look: forms.LookForm) -> dict[str, Any]:
    known = {name: value for name, value in look.cleaned_data.items() if value}
    if look.number is not None:
        known |= {"sex": look.number.sex, "born_on": look.number.born_on}
    return known


def _page(
    request: Request, template: str, form: forms.LookForm, *, found: list[Similar] | None = None,
    request_id: str = "", status: int = 200,
) -> HttpResponse:
    if found:  # who may be meant is named by it
        access.note_opened_all(request.actor, [one.id for one in found], clock.now(), request.number)
    errors = [
        {"name": name if name != "__all__" else "", "text": text, "clause": None}
        for name, texts in form.errors.items()
        for text in texts
    ]
    context = {
        "active": "people", "form": form, "found": [_alike(one) for one in found or ()], "errors": errors, "today": form.today,
        "request_id": request_id or new_request_id(),
    }
    return render(request, template, context, status=status)


@door(may="add_person")
def groups(request: Request) -> HttpResponse:
    """The groups of the village chosen in the form, for the field below it."""
    form = forms.AddForm({"scope_path": request.GET.get("scope_path", "")}, actor=request.actor, today=clock.today())
    return render(request, "casework/registrations/group_field.html", {"field": form["group"]})


PLACE = Step(
    placing.place_person, placing.plan_place, forms.PlaceForm, _("确定村组"),
    _("镇街、村（社区）的合计不变；名册打开到小组时，按现在的小组计。别组的网格员从此不再看到这份档案。"), checked=False,
)


@door(may="place_person")
def place_person(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, PLACE)


ASSIGN = Step(
    commands.assign_person, commands.plan_assignment, forms.AssignForm, _("指派"),
    _("原来负责的岗位保留以前的记录；只看名下的人的，从此不再看到这份档案。"), checked=False,
)


@door(may="assign_person")
def assign_person(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, ASSIGN)
