"""What every visit is asked: who was there, whether anybody was seen, who signed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.inspection.records import Signed
from guitu.kit.telling import shown as spoken
from guitu.kit.typed import TypedForm
from guitu.rules.words import CODES


class SignedForm(TypedForm):
    """The foot of whatever two sides sign: on the screen, on paper, or refused before a witness."""

    signed = forms.ChoiceField(label=_("对方签字"), widget=forms.RadioSelect, required=False)
    site = forms.CharField(label=_("对方的签字"), required=False, widget=forms.HiddenInput())
    inspector = forms.CharField(label=_("检查人的签字"), required=False, widget=forms.HiddenInput())
    witness = forms.CharField(label=_("见证人"), max_length=40, required=False)

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial={"signed": "drawn", **(initial or {})})
        self.let_choose("signed", [(code, spoken(f"site_signed.{code}")) for code in CODES["site_signed"]])

    def how_signed(self) -> Signed:
        told = self.cleaned_data
        return Signed(how=told["signed"], site=told["site"], inspector=told["inspector"], witness=told["witness"])


class VisitForm(SignedForm):
    """The head and the foot of a visit; what is looked at stands between."""

    others = forms.TypedMultipleChoiceField(
        label=_("一起去的人"), coerce=UUID, widget=forms.CheckboxSelectMultiple, required=False, help_text=_("至少两个人到场；您自己不用选。"),
    )
    on = forms.DateField(label=_("哪天"), widget=forms.DateInput())
    result = forms.ChoiceField(label=_("见到了没有"), widget=forms.RadioSelect)
    again_on = forms.DateField(label=_("下次哪天再去"), required=False, widget=forms.DateInput())

    def __init__(self, data: Any = None, *, others: list[tuple[str, str]], met: str, near: Sequence[str] = (), initial: Any = None) -> None:
        super().__init__(data, initial={"result": "checked", **(initial or {})})
        self.let_choose("others", others)
        self.near = near
        results = [("checked", met), *((code, spoken(f"site_result.{code}")) for code in self.without_list())]
        self.let_choose("result", results)

    def without_list(self) -> tuple[str, ...]:
        return ("not_reached", "refused")

    def visit(self) -> dict[str, Any]:
        """What the commands of a visit take."""
        told = self.cleaned_data
        return {"on": told["on"], "result": told["result"], "others": told["others"], "again_on": told["again_on"], "signed": self.how_signed()}
