from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.casework.breaches.commands import LETTER
from guitu.casework.breaches.reading import known_reasons, letters, told
from guitu.casework.checking import StepForm
from guitu.casework.load import live
from guitu.casework.staff import colleagues
from guitu.kit.telling import with_more
from guitu.ledger import fact_words
from guitu.rules import breaches as rules
from guitu.rules.breaches import Handled
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused


class NoteForm(StepForm):
    broken = forms.ChoiceField(label=_("违反了什么"), choices=fact_words.choices("broken"), widget=forms.RadioSelect)
    field_order: Sequence[str] = ("broken", "on", "note")

    def prepare(self) -> None:
        self.fields["on"].label = _("哪一天")
        self.fields["note"].label = _("怎么知道的、经过")
        self.fields["note"].required = True

    def verdict(self) -> Verdict:
        if rules.under(self.course.measures, live(self.held.facts), self.today):
            return ALLOWED
        return refused(Reason("breaches.no_agreement", {}, "detox_regulation.16"))


class _OfBreach(StepForm):
    """A step on one breach: those that wait for it are offered, the one that the page named is chosen."""

    step: ClassVar[str] = ""

    breach = forms.ChoiceField(label=_("哪一次违反"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        fit = [one for one in rules.handled(live(self.held.facts)) if one.next == self.step]
        self.let_choose("breach", [(one.breach.id, told(one.breach)) for one in fit])
        ids = [one.breach.id for one in fit]
        self.initial["breach"] = self.about if self.about in ids else (ids[0] if ids else "")
        self.fit = fit

    def verdict(self) -> Verdict:
        return ALLOWED if self.fit else refused(Reason("breaches.none"))

    def staff(self, *names: str) -> None:
        """Who may have been there: oneself first."""
        held = colleagues(self.actor, self.held.scope_path, self.today)
        listed = [(str(one.post_id), with_more(one.name, one.body)) for one in held]
        for number, name in enumerate(names):
            self.let_choose(name, listed)
            self.initial[name] = listed[number][0] if number < len(listed) else ""


class ExcuseForm(_OfBreach):
    step = "criticise"
    excuse = forms.ChoiceField(label=_("什么正当理由"), choices=fact_words.choices("excuse"), widget=forms.RadioSelect)
    field_order = ("breach", "excuse", "on", "note")

    def prepare(self) -> None:
        super().prepare()
        self.fields["on"].label = _("哪天核实的")
        self.fields["note"].label = _("凭什么：证明、电话核实、文书号")
        self.fields["note"].required = True


class TalkForm(_OfBreach):
    step = "criticise"
    critic = forms.ChoiceField(label=_("谈话的人"))
    asked = forms.BooleanField(
        label=_("已问过本人：没有请假、住院、羁押、不可抗力等理由"), required=False,
    )
    field_order = ("breach", "on", "critic", "asked", "note")

    def prepare(self) -> None:
        super().prepare()
        self.staff("critic")
        self.fields["on"].label = _("谈话日期")
        self.fields["note"].label = _("谈了什么，本人怎么说")
        self.fields["note"].required = True

    def verdict(self) -> Verdict:
        wanted = self["breach"].value()
        one: Handled | None = next((one for one in self.fit if one.breach.id == wanted), None)
        known = known_reasons(self.held, one.breach) if one is not None else []
        return refused(*known) if known and len(self.fit) == 1 else super().verdict()


class WarningForm(_OfBreach):
    step = "warn"
    paper = forms.ChoiceField(label=_("哪一份告诫书"), required=False, widget=forms.RadioSelect)
    server_1 = forms.ChoiceField(label=_("送达人"))
    server_2 = forms.ChoiceField(label=_("第二名送达人"))
    received = forms.ChoiceField(label=_("怎么收的"), choices=fact_words.choices("received"), widget=forms.RadioSelect)
    witness = forms.CharField(label=_("见证人姓名（本人拒绝签字时）"), required=False, max_length=60)
    field_order = ("breach", "on", "paper", "server_1", "server_2", "received", "witness", "note")

    def prepare(self) -> None:
        super().prepare()
        self.staff("server_1", "server_2")
        self.fields["on"].label = _("送达日期")
        issued = [one for one in letters(self.held.id, LETTER).values() if one.state == "issued"]
        self.let_choose("paper", [(str(one.id), with_more(one.number, one.issued_on.isoformat())) for one in issued])
        self.initial["paper"] = str(issued[0].id) if issued else ""
        self.initial["received"] = "signed_for"
        self.issued = issued

    def verdict(self) -> Verdict:
        if not self.fit or self.issued:
            return super().verdict()
        return refused(Reason("breaches.needs_paper", {}, "guitu.default"))

    def what(self) -> dict[str, Any]:
        return {**super().what(), "paper": self.cleaned_data["paper"] or ""}
