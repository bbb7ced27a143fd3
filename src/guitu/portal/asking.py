"""提请求: help, a leave, why one cannot come, a doubt about the level, a mistake in what is on file. The house writes it down."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from guitu.casework.requests.commands import take_request
from guitu.casework.requests.forms import NEEDS, REASONS
from guitu.casework.wishes import wished
from guitu.grid.access import clock_actor
from guitu.kit import clock
from guitu.kit.database import acting
from guitu.kit.doors import new_request_id
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.form_errors import errors_of, refuse
from guitu.kit.typed import TypedForm
from guitu.ledger import fact_words
from guitu.portal import door
from guitu.portal.door import OwnRequest, own
from guitu.portal.reading import File, facts_of, file_of
from guitu.portal.words import COMES, code_of, day_of

Row = dict[str, Any]


class WishForm(TypedForm):
    """The words are one's own; what must be said besides stands in the form of each wish."""

    note = forms.CharField(label=_("想说的话"), required=False, max_length=600, widget=forms.Textarea(), help_text=_("可以不写。只有站里办这件事的人看得到。"))

    def what(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}


class HelpForm(WishForm):
    need = forms.ChoiceField(label=_("要帮什么忙"), choices=NEEDS, widget=forms.RadioSelect(), error_messages={"required": _("请选要帮什么忙。")})
    field_order = ("need", "note")


class LeaveForm(WishForm):
    since = forms.DateField(label=_("哪天离开"), widget=forms.DateInput(), error_messages={"required": _("请填写哪天离开。"), "invalid": _("日期写成 2026-11-18 这样。")})
    until = forms.DateField(label=_("哪天回来"), widget=forms.DateInput(), error_messages={"required": _("请填写哪天回来。"), "invalid": _("日期写成 2026-11-18 这样。")})
    outside_county = forms.BooleanField(label=_("离开本县（市、区）"), required=False)
    field_order = ("since", "until", "outside_county", "note")


class ComingForm(WishForm):
    reason = forms.ChoiceField(label=_("为什么来不了"), choices=REASONS, widget=forms.RadioSelect(), error_messages={"required": _("请选为什么来不了。")})
    day = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput())
    field_order = ("reason", "note", "day")


class WordsForm(WishForm):
    note = forms.CharField(
        label=_("是什么事"), max_length=600, widget=forms.Textarea(), error_messages={"required": _("请写几句，说清楚是什么事。")},
        help_text=_("只有站里办这件事的人看得到。"),
    )


FORMS: dict[str, type[WishForm]] = {
    "help": HelpForm, "leave": LeaveForm, "cannot_come": ComingForm, "level": WordsForm, "correction": WordsForm, "other": WordsForm,
}
FOR_GUARDIAN = ("help", "leave", "cannot_come", "other")
TOLD: dict[str, Any] = {
    "help": _("点一下选，再点一下送出。"), "leave": _("批准以后才算请了假。站里答复您。"), "cannot_come": _("说了原因，就不会当成不来。"),
    "level": _("觉得等级不对，请站里说明理由，或者重新评。"), "correction": _("名字、住址、日子写错了，请站里改。"), "other": _("别的事，写在这里。"),
}


@own("asked", guardian=True)
def asked(request: OwnRequest) -> HttpResponse:
    """What may be asked for, and what became of what was."""
    wishes = [wish for wish in FORMS if not request.visit.is_guardian or wish in FOR_GUARDIAN]
    context = {
        "active": "help", "needs": NEEDS, "wishes": [(wish, fact_words.code("wish", wish), TOLD[wish]) for wish in wishes if wish != "help"],
        "requests": answered(facts_of(request.visit.person_id, "request_made", "request_answered", words=True)),
    }
    return door.shown(request, "portal/asked.html", context)


def answered(facts: list[Row]) -> list[Row]:
    """Each request with its answer, the newest first."""
    answers = {one["body"]["request"]: one for one in facts if one["kind"] == "request_answered" and one["holds"]}
    found = []
    for one in facts:
        if one["kind"] == "request_made" and one["holds"]:
            answer = answers.get(str(one["id"]))
            found.append({
                "id": receipt(str(one["id"])), "what": wished(one["body"]), "on": one["on"].isoformat(), "words": one["words"],
                "how": fact_words.code("how", answer["body"]["how"]) if answer else "", "answer": answer["words"] if answer else "",
                "answered_on": answer["on"].isoformat() if answer else "",
            })
    return found


def receipt(fact_id: str) -> str:
    """The number by which the office finds it: 3F9A-20C1."""
    plain = fact_id.replace("-", "")[:8].upper()
    return f"{plain[:4]}-{plain[4:]}"


@own("ask", guardian=True)
def ask(request: OwnRequest, wish: str) -> HttpResponse:
    """One wish: chosen with one tap, sent with the next."""
    visit = request.visit
    if wish not in FORMS or (visit.is_guardian and wish not in FOR_GUARDIAN):
        raise NotVisible
    if request.method != "POST":
        started = {"need": request.GET.get("need", ""), "day": request.GET.get("day", "")[:40]}
        return _page(request, wish, FORMS[wish](initial=started))
    form = FORMS[wish](request.POST)
    if form.is_valid():
        at, what = clock.now(), form.what()
        if "day" in what:
            with acting(request.actor):
                what["duty"] = _duty(file_of(visit.person_id, visit.card, clock.today()), what.pop("day"))["key"]
        house = clock_actor(visit.county_id, may=frozenset({"take_request"}))
        try:
            done = take_request(
                house, at=at, request_id=request.POST.get("request_id", ""), door="portal", person_id=visit.person_id,
                on=clock.local_day(at), wish=wish, through=visit.whose, **what,
            )
        except Refused as refusal:
            refuse(form, refusal)
        else:
            context = {"active": "help", "receipt": receipt(done["facts"][0])}
            with acting(request.actor):
                days = file_of(visit.person_id, visit.card, clock.today()).timeline.on(clock.today()).requests.answer_days
            return door.shown(request, "portal/sent.html", context | {"days": days})
    with acting(request.actor):
        return _page(request, wish, form, 422)


def _duty(file: File, code: str) -> Row:
    """The day that is meant, among one's own; NotVisible for any other."""
    for duty in file.duties:
        if code_of(duty["key"]) == code and duty["kind"] in COMES:
            return duty
    raise NotVisible


def _page(request: OwnRequest, wish: str, form: WishForm, status: int = 200) -> HttpResponse:
    on, visit = clock.today(), request.visit
    file = file_of(visit.person_id, visit.card, on)
    day = form["day"].value() if "day" in form.fields else ""
    of = day_of(_duty(file, day), file.timeline, on) if day else None
    context = {
        "active": "help", "wish": wish, "title": fact_words.code("wish", wish), "told": TOLD[wish], "form": form, "errors": errors_of(form),
        "request_id": request.POST.get("request_id", "")[:64] or new_request_id(), "of": of, "today": on,
        "days": file.timeline.on(on).requests.answer_days,
    }
    return door.shown(request, "portal/ask.html", context, status)
