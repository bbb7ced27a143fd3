"""What is typed of a unit of medicines: its entry, empties that came back, what was left and destroyed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.inspection.stock.choices import UnitForm
from guitu.inspection.stock.forms import named, thousandths
from guitu.kit.telling import said
from guitu.kit.typed import TypedForm
from guitu.rules.stock import Good


class MedicineUserForm(UnitForm):
    kind = forms.ChoiceField(label=_("类别"), widget=forms.RadioSelect)
    field_order = ("name", "kind", "path", "goods")

    def __init__(self, data: Any = None, *, kinds: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        self.let_choose("kind", kinds)


class _AmountForm(TypedForm):
    good = forms.ChoiceField(label=_("品种"))
    on = forms.DateField(label=_("哪天"), widget=forms.DateInput())
    words = forms.CharField(label=_("批号、说明"), max_length=200, required=False, widget=forms.Textarea)

    def __init__(self, data: Any = None, *, goods: Mapping[str, Good], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("good", self.of(goods))

    def of(self, goods: Mapping[str, Good]) -> list[tuple[str, str]]:
        return named(goods)

    def what(self) -> dict[str, Any]:
        return {**self.cleaned_data, "amount": thousandths(self.cleaned_data["amount"])}


class EmptiesForm(_AmountForm):
    amount = forms.DecimalField(label=_("收回几支"), min_value=1, max_digits=7, decimal_places=0)
    field_order = ("good", "amount", "on", "words")


class RemainsForm(_AmountForm):
    amount = forms.DecimalField(label=_("销毁多少毫升"), min_value=0, max_digits=7, decimal_places=3)
    field_order = ("good", "amount", "on", "words")

    def of(self, goods: Mapping[str, Good]) -> list[tuple[str, str]]:
        return [(code, said(one.name)) for code, one in goods.items()]
