from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import StepForm
from guitu.casework.load import live
from guitu.casework.telling import told
from guitu.casework.violations.commands import proposed, unanswered
from guitu.kit.telling import listed, shown, with_more
from guitu.ledger import fact_words
from guitu.rules import breaches
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused


class ViolationForm(StepForm):
    which = forms.ChoiceField(label=_("哪一种情形"), widget=forms.RadioSelect)
    receipt_no = forms.CharField(label=_("移交文书号（函号或回执号）"), max_length=100)
    field_order = ("which", "on", "receipt_no", "note")

    def prepare(self) -> None:
        self.fields["on"].label = _("报告日期")
        found = proposed(self.course, self.today)
        keys = [proposal.key.removeprefix("violation:") for proposal in found]
        words = [GROUNDS[proposal.value] for proposal in found]
        self.let_choose("which", list(zip(keys, words, strict=True)))
        asked = f"{self.named.of}:{self.named.part}"
        self.initial["which"] = asked if asked in keys else (keys[0] if keys else "")

    def verdict(self) -> Verdict:
        if proposed(self.course, self.today):
            return ALLOWED
        return refused(Reason("steps.no_ground", {}, "detox_regulation.20"))

    def what(self) -> dict[str, Any]:
        what = super().what()
        what["measure"], what["ground"], *_number = what.pop("which").split(":")  # of a second use: use:2
        return what

    def proposals(self) -> list[dict[str, Any]]:
        """Each report that is asked for: why, and the facts that were counted, as the evidence."""
        facts = {fact.id: fact for fact in breaches.applied(live(self.held.facts))}
        return [
            {
                "title": GROUNDS[proposal.value],
                "reasons": told(proposal.reasons, self.held.policy(), year=self.today.year),
                "evidence": [evidence_words(facts[i]) for i in proposal.evidence if i in facts],
            }
            for proposal in proposed(self.course, self.today)
        ]


class AnswerForm(StepForm):
    which = forms.ChoiceField(label=_("报告的哪一种情形"), widget=forms.RadioSelect)
    upheld = forms.TypedChoiceField(
        label=_("公安机关的答复"), choices=[("yes", _("认定严重违反")), ("no", _("不认定"))],
        coerce=lambda code: code == "yes", widget=forms.RadioSelect,
    )
    document_no = forms.CharField(label=_("公安机关文书号"), max_length=100)
    field_order = ("which", "on", "upheld", "document_no", "note")

    def prepare(self) -> None:
        self.fields["on"].label = _("答复日期")
        found = unanswered(live(self.held.facts))
        choices = [(f"{f.measure}:{f.ground}", with_more(str(GROUNDS[f.ground]), f.on.isoformat())) for f in found]
        self.let_choose("which", choices)
        self.initial["which"] = choices[0][0] if choices else ""

    def verdict(self) -> Verdict:
        if self.fields["which"].choices:  # type: ignore[attr-defined]
            return ALLOWED
        return refused(Reason("steps.nothing_to_answer", {}, "detox_regulation.21"))

    def what(self) -> dict[str, Any]:
        what = super().what()
        what["measure"], what["ground"] = what.pop("which").split(":")
        return what

    def rows(self) -> list[dict[str, Any]]:
        said = _("认定严重违反") if self.cleaned_data["upheld"] else _("不认定")
        label = self.fields["upheld"].label
        return [{**row, "value": said} if row["label"] == label else row for row in super().rows()]


GROUNDS = fact_words.CODES["ground"]
PAPERS = {"notice_served": _("检测通知书"), "notice": _("检测通知书"), "warning_letter": _("告诫书")}


def evidence_words(fact: Any) -> dict[str, str]:
    """One counted fact: what, when, and which papers are with it."""
    papers = dict.fromkeys(str(label) for name, label in PAPERS.items() if getattr(fact, name, None))
    what = {
        "test_missed": _("未到检（%(why)s）") % {"why": shown(getattr(fact, "reason", None))},
        "urine_test": _("到场拒绝检测"),
        "absence_confirmed": _("擅自离开"),
        "use_confirmed": _("公安机关认定吸毒"),
    }.get(fact.kind, fact.kind)
    until = getattr(fact, "until", None)
    when = fact.on.isoformat() + (f"—{until.isoformat()}" if until else "")
    return {"label": f"{when} {what}", "value": listed(papers) or "—"}
