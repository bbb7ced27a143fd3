"""群众调查 by the link of one number: ten questions, two more, once. No name, and nothing of who answered is kept beside it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from guitu.kit import clock
from guitu.kit.doors import public
from guitu.kit.errors import Refused
from guitu.kit.form_errors import errors_of
from guitu.kit.telling import sentence
from guitu.kit.typed import TypedForm
from guitu.prevention.surveys import by_anyone
from guitu.public.pages import bare, too_often
from guitu.rules.surveys import SCALE
from guitu.rules.verdict import Reason

SATISFIED = (_("很不满意"), _("不满意"), _("一般"), _("满意"), _("很满意"))


class AnswerForm(TypedForm):
    """Each question with its options in the order drawn, then how satisfied and whether one took part."""

    def __init__(self, data: Any = None, *, of: by_anyone.Asked) -> None:
        super().__init__(data)
        for one in of.questions():
            self.fields[f"q{one.place}"] = forms.TypedChoiceField(label=f"{one.place}. {one.question.ask}", choices=one.options(), coerce=int, widget=forms.RadioSelect)
        steps = list(enumerate(SATISFIED, 1))[:SCALE]
        self.fields["satisfied"] = forms.TypedChoiceField(label=_("您对本地的禁毒工作满意吗"), choices=steps, coerce=int, widget=forms.RadioSelect)
        self.fields["took_part"] = forms.ChoiceField(label=_("这一年您参加过禁毒宣传活动吗"), choices=[("yes", _("参加过")), ("no", _("没有参加过"))], widget=forms.RadioSelect)

    def given(self) -> dict[int, int]:
        return {int(name[1:]): position for name, position in self.cleaned_data.items() if name[0] == "q"}


@public
@csrf_exempt
def answer(request: HttpRequest, link: str) -> HttpResponse:
    """The questions of a link; answered or declined once, it says so from then on."""
    of, at = by_anyone.asked(link), clock.now()
    if of is None:
        return bare(request, "told.html", {"title": sentence(Reason("surveys.no_link")), "words": sentence(Reason("public.ask_giver"))}, 404)
    on = clock.local_day(at)
    if of.is_answered or not of.is_open(on):
        return bare(request, "told.html", {"title": of.title, "words": sentence(Reason("surveys.answered" if of.is_answered else "surveys.not_open"))})
    form = AnswerForm(request.POST if request.method == "POST" and "refuse" not in request.POST else None, of=of)
    if request.method != "POST":
        return _form(request, of, form)
    if waiting := too_often(request, at):
        return waiting
    try:
        if "refuse" in request.POST:
            by_anyone.refuse(link, on)
        elif form.is_valid():
            by_anyone.answer(of, link, on, form.given(), form.cleaned_data["satisfied"], form.cleaned_data["took_part"] == "yes")
        else:
            return _form(request, of, form, 422)
    except Refused as refusal:  # somebody was quicker by the same link, or it was published meanwhile
        return bare(request, "told.html", {"title": of.title, "words": " ".join(map(sentence, refusal.reasons))}, 422)
    return bare(request, "told.html", {"title": of.title, "words": sentence(Reason("surveys.thanks"))})


def _form(request: HttpRequest, of: by_anyone.Asked, form: AnswerForm, status: int = 200) -> HttpResponse:
    return bare(request, "survey.html", {"of": of, "form": form, "errors": errors_of(form)}, status)
