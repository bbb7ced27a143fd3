"""收网格事件: what another system reports, typed in by hand; by the file or by the interface it is the same."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guitu.grid.areas import GROUP, TOWN, VILLAGE, units_inside
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, id_shown_again, new_request_id, reading
from guitu.kit.errors import Refused
from guitu.kit.form_errors import errors_of, refuse
from guitu.kit.telling import said
from guitu.kit.typed import TypedForm
from guitu.ledger.packs import timeline_of
from guitu.response.events.commands import take_event
from guitu.rules.calls import EVENT, CallsPolicy


class EventForm(TypedForm):
    """The number it has there, what, where, what was seen."""

    number = forms.CharField(label=_("省网格系统的事件编号"), max_length=60, error_messages={"required": _("请填写编号。")})
    template = forms.ChoiceField(label=_("什么事"), widget=forms.RadioSelect, error_messages={"required": _("请选择是什么事。")})
    path = forms.ChoiceField(label=_("在哪里"), error_messages={"required": _("请选择地方。")})
    spot = forms.CharField(label=_("具体地点"), max_length=120, required=False)
    known = forms.CharField(label=_("看到什么"), max_length=2000, widget=forms.Textarea, error_messages={"required": _("请写几句知道的情况。")})

    def __init__(self, *args: Any, path: str, policy: CallsPolicy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("template", [(code, said(one.name)) for code, one in policy.templates.items() if one.level == EVENT])
        self.let_choose("path", [("", gettext("请选择")), *units_inside(path, TOWN, VILLAGE, GROUP)])


@door(may="take_event")
def take(request: Request) -> HttpResponse:
    """One event; the village is told, and looks first."""
    if request.method != "POST":
        return _page(request, _form(request))
    with reading(request):
        form = _form(request, request.POST)
        valid = form.is_valid()
    refusal = None
    if valid:
        try:
            taken = take_event(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), **form.cleaned_data)
            return redirect("call", UUID(taken["call"]))
        except Refused as found:
            refusal = found
            refuse(form, found)
    with reading(request):
        return _page(request, form, refusal, 422)


def _form(request: Request, data: Any = None) -> EventForm:
    policy: CallsPolicy = timeline_of(request.actor.county_id, request.actor.path).on(clock.today()).calls
    return EventForm(data, path=request.actor.path, policy=policy)


def _page(request: Request, form: EventForm, refusal: Refused | None = None, status: int = 200) -> HttpResponse:
    context = {
        "active": "calls", "form": form, "errors": errors_of(form), "may_sheet": "expect_sheet" in request.actor.may,
        "request_id": id_shown_again(request.POST.get("request_id", ""), refusal) if refusal else new_request_id(),
    }
    return pages.render(request, "response/events/page.html", context, status=status)
