"""What is typed of strips: a new lot, more of one, what is written off, what was counted, why a lot is out of use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.casework.record_form import OpenChoices
from guitu.kit.typed import TypedForm
from guitu.ledger.fact_words import choices
from guitu.rules.kits import MOST

_SECOND = _("请选择在场的第二人。")


class KitForm(TypedForm):
    def what(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class LotForm(KitForm):
    lot = forms.RegexField(r"^[0-9A-Za-z\-]{1,24}$", label=_("试剂批号"), help_text=_("照盒上写：数字、字母和短横。"))
    detects = OpenChoices(label=_("检测哪些项目"), widget=forms.CheckboxSelectMultiple())
    expires_on = forms.DateField(label=_("有效期至（最后一天）"), widget=forms.DateInput())
    pieces = forms.IntegerField(label=_("到货多少份"), min_value=1, max_value=MOST)
    note = forms.CharField(label=_("谁送来的、哪张单据"), required=False, max_length=200, widget=forms.Textarea)

    def __init__(self, data: Any = None, *, panel: Sequence[tuple[str, str]], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("detects", list(panel))


class ReceiveForm(KitForm):
    pieces = forms.IntegerField(label=_("又到货多少份"), min_value=1, max_value=MOST)
    note = forms.CharField(label=_("谁送来的、哪张单据"), required=False, max_length=200, widget=forms.Textarea)


class WithdrawForm(KitForm):
    note = forms.CharField(label=_("为什么停用"), max_length=200, widget=forms.Textarea)


class ByTwoForm(KitForm):
    """Done with a second person standing by."""

    second = forms.ChoiceField(label=_("在场的第二人"), error_messages={"required": _SECOND, "invalid_choice": _SECOND})
    note = forms.CharField(label=_("情况"), max_length=200, widget=forms.Textarea)

    def __init__(self, data: Any = None, *, staff: Sequence[tuple[str, str]], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("second", [("", _("请选择")), *staff])

    def clean_second(self) -> UUID:
        return UUID(self.cleaned_data["second"])


class DiscardForm(ByTwoForm):
    why = forms.ChoiceField(label=_("原因"), choices=choices("kit_move", "spoiled", "expired"), widget=forms.RadioSelect())
    pieces = forms.IntegerField(label=_("报损多少份"), min_value=1, max_value=MOST)
    field_order = ("why", "pieces", "second", "note")


class CountForm(ByTwoForm):
    counted = forms.IntegerField(label=_("实际点到多少份"), min_value=0, max_value=MOST)
    field_order = ("counted", "second", "note")
