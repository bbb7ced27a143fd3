"""What is typed for a testing day: the day with its people, and of one person the result with the code of the cup."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.casework.record_form import OpenChoices, Setting
from guitu.casework.urine_tests.forms import UrineTestForm
from guitu.kit.typed import TypedForm

_WHO = {"required": _("请选择两名工作人员。"), "invalid_choice": _("请选择两名工作人员。")}


class DayForm(TypedForm):
    on = forms.DateField(label=_("哪一天"), widget=forms.DateInput())
    tester_1 = forms.ChoiceField(label=_("采样人"), error_messages=_WHO)
    tester_2 = forms.ChoiceField(label=_("第二名工作人员"), error_messages=_WHO)
    people = OpenChoices(label=_("来检测的人"), widget=forms.CheckboxSelectMultiple(), error_messages={"required": _("请至少勾选一人。")})

    def __init__(
        self, data: Any = None, *, staff: Sequence[tuple[str, str]], people: Sequence[tuple[str, str]], initial: Any = None
    ) -> None:
        super().__init__(data, initial=initial)
        for name in ("tester_1", "tester_2"):
            self.let_choose(name, list(staff))
        self.let_choose("people", list(people))

    def clean_people(self) -> list[UUID]:
        try:
            return [UUID(one) for one in self.cleaned_data["people"]]
        except ValueError:
            raise forms.ValidationError(_("请至少勾选一人。")) from None

    def what(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        return {**said, "tester_1": UUID(said["tester_1"]), "tester_2": UUID(said["tester_2"])}


class SeatForm(UrineTestForm):
    """A test as everywhere, with the code of the cup read last: a scanner ends with Enter, and nothing is chosen before."""

    cup = forms.CharField(label=_("杯签"), max_length=20, error_messages={"required": _("请扫杯签，或者照着输入。")})

    @classmethod
    def started(cls, setting: Setting) -> dict[str, Any]:
        begun = super().started(setting)
        return {name: value for name, value in begun.items() if name != "outcome"}

    def what(self) -> dict[str, Any]:
        return {name: value for name, value in super().what().items() if name != "cup"}
