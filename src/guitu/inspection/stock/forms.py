"""What is typed of a stock book: its goods, a line, a count, a paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.inspection.visit_form import SignedForm
from guitu.kit.telling import said, with_more
from guitu.kit.telling import shown as spoken
from guitu.kit.typed import TypedForm
from guitu.rules.precursors import STAGES
from guitu.rules.stock import WAYS, Good
from guitu.rules.words import CODES

Choices = Sequence[tuple[str, str]]


def thousandths(amount: Decimal) -> int:
    return int(amount * 1000)


def named(goods: Mapping[str, Good]) -> list[tuple[str, str]]:
    """Goods to choose from, with the unit in which they are counted."""
    return [(code, with_more(said(one.name), spoken(f"stock_unit.{one.unit}"))) for code, one in goods.items()]


class EntryForm(TypedForm):
    """A line of the book. `corrects`: the one that it puts right."""

    corrects = forms.UUIDField(required=False, widget=forms.HiddenInput())
    good = forms.ChoiceField(label=_("品种"))
    way = forms.ChoiceField(label=_("怎样出入"), widget=forms.RadioSelect)
    amount = forms.DecimalField(label=_("数量"), min_value=0, max_digits=12, decimal_places=3, help_text=_("按品种后面写的单位，最多三位小数。"))
    on = forms.DateField(label=_("哪天"), widget=forms.DateInput())
    words = forms.CharField(
        label=_("说明"), max_length=200, required=False, widget=forms.Textarea, help_text=_("买的写卖方，卖的写买方；药品写批号、用在哪里。加密保存。"),
    )

    def __init__(self, data: Any = None, *, goods: Mapping[str, Good], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("good", [("", _("请选择")), *named(goods)] if len(goods) > 1 else named(goods))
        self.let_choose("way", [(one, spoken(f"stock_way.{one}")) for one in WAYS])

    def what(self) -> dict[str, Any]:
        told = {name: value for name, value in self.cleaned_data.items() if name != "corrects" or value}
        return {**told, "amount": thousandths(told["amount"])}


class CountForm(SignedForm):
    """A field for each of the goods; one that is left empty is not counted. Both sides sign what was counted."""

    on = forms.DateField(label=_("哪天"), widget=forms.DateInput())
    others = forms.TypedMultipleChoiceField(
        label=_("一起盘点的人"), coerce=UUID, widget=forms.CheckboxSelectMultiple, help_text=_("至少两个人到场；您自己不用选。"),
        error_messages={"required": _("请至少选一位一起盘点的同事。")},
    )
    words = forms.CharField(label=_("说明"), max_length=300, required=False, widget=forms.Textarea)

    def __init__(self, data: Any = None, *, goods: Mapping[str, Good], others: Choices, near: Sequence[str] = (), initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.goods, self.near = goods, near
        self.let_choose("others", others)
        counted = {
            f"found_{code}": forms.DecimalField(label=label, min_value=0, max_digits=12, decimal_places=3, help_text=_("数过多少写多少；没有的填 0。"))
            for code, label in named(goods)
        }
        self.counted = list(counted)
        self.fields |= counted

    def what(self) -> dict[str, Any]:
        told = self.cleaned_data
        found = {code: thousandths(told[f"found_{code}"]) for code in self.goods}
        return {"on": told["on"], "others": told["others"], "words": told["words"], "found": found, "signed": self.how_signed()}


class LicenceForm(TypedForm):
    paper = forms.ChoiceField(label=_("哪种证件"), widget=forms.RadioSelect)
    number = forms.CharField(label=_("号码"), max_length=60, required=False)
    on = forms.DateField(label=_("从哪天起"), widget=forms.DateInput())
    until = forms.DateField(label=_("有效到"), widget=forms.DateInput())

    def __init__(self, data: Any = None, *, medicine: bool, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        papers = [one for one in CODES["goods_licence"] if (one == "seal_card") == medicine]
        self.let_choose("paper", [(one, spoken(f"goods_licence.{one}")) for one in papers])

    def what(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class GoodsForm(TypedForm):
    goods = forms.MultipleChoiceField(label=_("品种"), widget=forms.CheckboxSelectMultiple, error_messages={"required": _("请选至少一种。")})
    stages = forms.MultipleChoiceField(label=_("环节"), widget=forms.CheckboxSelectMultiple, error_messages={"required": _("请选至少一种。")})
    on = forms.DateField(label=_("从哪天起"), widget=forms.DateInput())

    def __init__(self, data: Any = None, *, goods: Choices, staged: bool, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("goods", goods)
        self.let_choose("stages", [(one, spoken(f"goods_stages.{one}")) for one in STAGES])
        if not staged:
            del self.fields["stages"]

    def what(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
