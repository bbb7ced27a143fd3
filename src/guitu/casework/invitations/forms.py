"""Which unit is invited, as what, to see what, until when and for what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import StepForm
from guitu.casework.checking.forms import DayInput
from guitu.casework.invitations import queries
from guitu.ledger import fact_words
from guitu.rules import participation


class InviteForm(StepForm):
    """Only posts of the county that do not see the file yet are offered."""

    ahead = True

    post_id = forms.ChoiceField(label=_("单位、岗位"))
    part = forms.ChoiceField(label=_("以什么身份"), choices=fact_words.choices("unit_part"), widget=forms.RadioSelect)
    purpose = forms.ChoiceField(label=_("为了什么"), choices=[("", _("请选择")), *fact_words.choices("invited_for")])
    also = forms.MultipleChoiceField(
        label=_("除基本情况外，还给看"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=fact_words.choices("field_class", *participation.OFFERED),
        help_text=_("姓名始终遮住。这个岗位本来不能看的，邀请时会提示。"),
    )
    until = forms.DateField(
        label=_("到哪一天为止"), widget=DayInput(format="%Y-%m-%d"), help_text=_("到这一天自动结束，也可以随时撤回。")
    )
    field_order: Sequence[str] = ("post_id", "part", "purpose", "also", "until")

    def prepare(self) -> None:
        del self.fields["on"], self.fields["note"]
        self.initial["part"] = "co_unit"
        found = queries.posts_to_invite(self.held.county_id, self.held.id, self.held.scope_path, self.today)
        self.let_choose("post_id", [("", say("请选择")), *found])

    def what(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "post_id": UUID(said["post_id"]), "part": said["part"], "purpose": said["purpose"],
            "also": tuple(said["also"]), "until": said["until"],
        }
