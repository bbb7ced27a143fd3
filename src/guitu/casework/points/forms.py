from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from guitu.casework.points.commands import MOST
from guitu.casework.record_form import NoteField, OpenChoice, RecordForm, Setting
from guitu.kit.telling import said as in_words
from guitu.rules.points import may_grant


class PointsForm(RecordForm):
    item = OpenChoice(label=_("哪一项"), widget=forms.RadioSelect(), error_messages={"required": _("请选择一项。")})
    quantity = forms.IntegerField(label=_("几次（天、小时）"), min_value=1, max_value=MOST)
    proof = forms.BooleanField(label=_("已核对证明（签到、合同、测验成绩）"), required=False)
    note = NoteField()

    fields_of = {**RecordForm.fields_of, "points.unknown_item": "item"}

    @classmethod
    def started(cls, setting: Setting) -> dict[str, Any]:
        return {**super().started(setting), "quantity": 1}

    def arrange(self, setting: Setting) -> None:
        super().arrange(setting)
        policy = setting.case.policy().on(setting.on).points
        self.fields["item"].choices = [  # type: ignore[attr-defined]
            (code, in_words(item.name), _now("每次 %(points)s 分") % {"points": item.points})
            for code, item in sorted(policy.items.items())
            if may_grant(code, policy)
        ]

    def what(self) -> dict[str, Any]:
        said = super().what()
        return {**said, "note": said["note"] or None}
