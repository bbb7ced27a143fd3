"""What is typed of a round of 评选: which units stand in it, a vote with its reason, the reasons of the result."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.prevention.forms import PreventionForm

LONGEST = 300  # of a reason


class SelectionForm(PreventionForm):
    title = forms.CharField(label=_("名称"), max_length=60)
    unit_ids = forms.MultipleChoiceField(label=_("哪些参加评选"), widget=forms.CheckboxSelectMultiple)
    last_on = forms.DateField(label=_("评委评到哪天"), widget=forms.DateInput())

    def __init__(self, data: Any = None, *, units: list[tuple[str, str]], initial: Any = None) -> None:
        super().__init__(data, initial={"unit_ids": [id for id, _name in units]} | (initial or {}))
        self.let_choose("unit_ids", units)

    def what(self) -> dict[str, Any]:
        return {**self.cleaned_data, "unit_ids": [UUID(one) for one in self.cleaned_data["unit_ids"]]}


class VoteForm(PreventionForm):
    is_for = forms.TypedChoiceField(
        label=_("选不选它"), widget=forms.RadioSelect, coerce=lambda said: said == "yes", choices=[("yes", _("赞成")), ("no", _("不赞成"))]
    )
    reason = forms.CharField(label=_("理由"), max_length=LONGEST, widget=forms.Textarea, help_text=_("写看到的事实，不写人名。结果公布时写理由，不写是哪位评委说的。"))


class ConflictForm(PreventionForm):
    note = forms.CharField(label=_("有什么关系"), max_length=LONGEST, help_text=_("例如：在那里工作过、参加过申报。只有办结果的岗位看得到。"))


class DecideForm(PreventionForm):
    """One reason for each unit, begun with what the jurors wrote."""

    def __init__(self, data: Any = None, *, of: list[dict[str, Any]]) -> None:
        super().__init__(data)
        for one in of:
            self.fields[f"reason_{one['id']}"] = forms.CharField(
                label=one["name"], max_length=LONGEST, widget=forms.Textarea, initial="；".join(said.rstrip("。；") for said in one["said"])[:LONGEST],
                help_text=_("赞成 %(n)s 票，共 %(all)s 票。") % {"n": sum(one["votes"]), "all": len(one["votes"])},
            )

    def what(self) -> dict[str, Any]:
        return {"reasons": {name.removeprefix("reason_"): said for name, said in self.cleaned_data.items()}}
