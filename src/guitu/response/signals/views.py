"""按规则发起: each rule with its last matches, tried on a year, switched on or off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, id_shown_again, new_request_id, reading
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.form_errors import errors_of, refuse
from guitu.kit.telling import joined, said, sentence
from guitu.kit.typed import TypedForm
from guitu.response.signals import queries
from guitu.response.signals.commands import raise_by_rule, switch_rule
from guitu.rules.signals import LAST
from guitu.rules.verdict import Reason


class SwitchForm(TypedForm):
    """Why a rule is switched; the rule is its prefix."""

    words = forms.CharField(label=_("为什么"), max_length=500, widget=forms.Textarea, error_messages={"required": _("请写明为什么开、为什么关。")})


@door(may="switch_rule")
@require_safe
def rules(request: Request) -> HttpResponse:
    """All rules; the one that is asked for is tried on the last year, which writes nothing."""
    return _page(request)


@door(may="switch_rule")
@require_POST
def switch(request: Request) -> HttpResponse:
    rule, to = request.POST.get("rule", ""), "on" if request.POST.get("to") == "on" else "off"
    form, refusal = SwitchForm(request.POST, prefix=rule), None
    if form.is_valid():
        try:
            switch_rule(
                request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), rule=rule, to=to, words=form.cleaned_data["words"]
            )
            return redirect("call-rules")
        except Refused as found:
            refusal = found
            refuse(form, found)
    with reading(request):
        return _page(request, rule, form, refusal)


@door(may="raise_by_rule")
@require_POST
def run(request: Request) -> HttpResponse:
    """Look now, as the clock does every five minutes. What one match is refused for stands on the page; the others go on."""
    now, refused = clock.now(), []
    with reading(request):
        found = list(queries.to_raise(request.actor.county_id, now))
    for one in found:
        try:
            raise_by_rule(request.actor, at=now, **one.what)
        except (Refused, NotVisible) as refusal:
            reasons = refusal.reasons if isinstance(refusal, Refused) else (Reason("signals.gone"),)
            refused.append({"rule": said(one.rule.name), "words": one.words, "why": joined(map(sentence, reasons))})
    if not refused:
        return redirect("call-rules")
    with reading(request):
        return _page(request, ran={"n": len(found), "done": len(found) - len(refused), "refused": refused})


def _page(
    request: Request, typed: str = "", form: SwitchForm | None = None, refusal: Refused | None = None, ran: Mapping[str, Any] | None = None
) -> HttpResponse:
    now, county = clock.now(), request.actor.county_id
    asked = request.GET.get("try", "")
    listed = queries.listed(county, now)
    for one in listed:
        one["form"] = form if form and one["code"] == typed else SwitchForm(prefix=one["code"])
    context = {
        "active": "calls", "rules": listed, "tried": queries.tried(county, asked, now) if asked else None, "asked": asked,
        "typed": typed, "errors": errors_of(form) if form else [], "most": LAST, "ran": ran, "new_request_id": new_request_id,
        "request_id": id_shown_again(request.POST.get("request_id", ""), refusal) if refusal else new_request_id(),
    }
    return pages.render(request, "response/signals/page.html", context, status=422 if form or ran else 200)
