from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from guitu.casework import team_seats
from guitu.casework.checking import StepForm
from guitu.casework.checking.forms import DayInput
from guitu.casework.record_form import LastDayField
from guitu.kit.telling import labelled, with_more
from guitu.ledger import fact_words
from guitu.people import relatives
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused
from guitu.settling.record import notes_of


class MemberForm(StepForm):
    member = forms.ChoiceField(label=_("以什么身份参加"), choices=fact_words.choices("member"), widget=forms.RadioSelect)
    relative = forms.ChoiceField(label=_("是家属的，哪一位"), required=False, help_text=_("先在“家庭”里登记，家属自己同意的才能选。"))
    note = forms.CharField(
        label=_("是谁、怎么联系"), max_length=200, required=False, help_text=_("家属不用写。其他成员写姓名和电话，加密保存。")
    )
    until = LastDayField(
        label=_("参加到哪一天"), required=False, widget=DayInput(format="%Y-%m-%d"), help_text=_("不写，就一直参加到退出。")
    )
    field_order: Sequence[str] = ("member", "relative", "note", "on", "until")

    def prepare(self) -> None:
        found = relatives.standing(relatives.of_person(self.held.id))
        named = [(id, with_more(one.name, fact_words.code("relation", one.relation))) for id, one in found.items()]
        self.let_choose("relative", [("", say("请选择")), *named])
        self.fields["on"].label = _("从哪一天起")

    def what(self) -> dict[str, Any]:
        said = super().what()
        return {**said, "relative": said["relative"] or None}


class ReleaseForm(StepForm):
    membership = forms.ChoiceField(label=_("哪位成员"), widget=forms.RadioSelect)
    field_order: Sequence[str] = ("membership", "on", "note")

    def prepare(self) -> None:
        there = team_seats.members_of(self.held, self.today)
        notes = notes_of(there)
        family = relatives.standing(relatives.of_person(self.held.id))
        self.fields["membership"].choices = [  # type: ignore[attr-defined]
            (one.id, labelled(fact_words.code("member", one.member), family[one.relative].name if one.relative else notes.get(one.id, "")))
            for one in there
        ]
        self.fields["on"].label = _("哪一天退出")

    def verdict(self) -> Verdict:
        there: Any = self.fields["membership"]
        return ALLOWED if there.choices else refused(Reason("teams.not_member"))
