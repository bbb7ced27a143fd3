from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import StepForm
from guitu.casework.points.commands import waiting
from guitu.casework.record_form import NoteField, OccasionForm, OpenChoice, Setting
from guitu.kit.telling import said as in_words
from guitu.kit.telling import with_more
from guitu.rules.points import MOST, may_grant
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused
from guitu.settling.record import note_of


class PointsForm(OccasionForm):
    item = OpenChoice(label=_("哪一项"), widget=forms.RadioSelect(), error_messages={"required": _("请选择一项。")})
    quantity = forms.IntegerField(label=_("几次（天、小时）"), min_value=1, max_value=MOST)
    proof = forms.BooleanField(label=_("已核对证明（签到、合同、测验成绩）"), required=False)
    note = NoteField()

    fields_of = {
        **OccasionForm.fields_of, "points.unknown_item": "item", "points.deduction_needs_words": "note",
    }

    @classmethod
    def started(cls, setting: Setting) -> dict[str, Any]:
        return {**super().started(setting), "quantity": 1}

    def arrange(self, setting: Setting) -> None:
        """What earns first; what takes away last, for another person decides it."""
        super().arrange(setting)
        policy = setting.case.policy().on(setting.on).points
        offered = [(code, item) for code, item in sorted(policy.items.items()) if may_grant(code, policy)]
        offered.sort(key=lambda one: one[1].points < 0)
        self.fields["item"].choices = [  # type: ignore[attr-defined]
            (code, in_words(item.name), _worth(item.points)) for code, item in offered
        ]

    def what(self) -> dict[str, Any]:
        said = super().what()
        return {**said, "note": said["note"] or None}


def _worth(points: Any) -> str:
    said = _now("每次 %(points)s 分") % {"points": points}
    return with_more(said, _now("另一人确认后才扣")) if points < 0 else said


class DeductionForm(StepForm):
    """What another person typed, with the words that came with it."""

    grant = forms.ChoiceField(label=_("确认哪一次扣分"), widget=forms.RadioSelect)
    field_order = ("grant", "on", "note")

    def prepare(self) -> None:
        self.fields["on"].label = _("确认日期")
        found = waiting(self.held)
        policy = self.held.policy()
        self.fields["grant"].choices = [  # type: ignore[attr-defined]
            (fact.id, with_more(in_words(policy.on(fact.on).points.items[fact.item].name), fact.on.isoformat()))
            for fact in found
        ]
        asked = self.named.of
        ids = [fact.id for fact in found]
        self.initial["grant"] = asked if asked in ids else (ids[-1] if ids else "")

    def verdict(self) -> Verdict:
        return ALLOWED if waiting(self.held) else refused(Reason("points.not_a_deduction"))

    def words(self) -> str:
        """What was written with it, for a post that reads notes."""
        named = next((fact for fact in waiting(self.held) if fact.id == self["grant"].value()), None)
        return (note_of(named) or "") if named is not None and "NOTE" in self.actor.classes else ""
