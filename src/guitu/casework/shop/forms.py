from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from guitu.kit.telling import with_more
from guitu.kit.typed import TypedForm


class ShopForm(TypedForm):
    """A form that hands its fields to one command."""

    def what(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class GoodForm(ShopForm):
    name = forms.CharField(label=_("名称和规格"), max_length=60)
    price = forms.DecimalField(label=_("多少分"), min_value=0, max_digits=7, decimal_places=2)
    from_on = forms.DateField(label=_("从哪天起"), widget=forms.DateInput())


class PriceForm(ShopForm):
    price = forms.DecimalField(label=_("多少分"), min_value=0, max_digits=7, decimal_places=2, required=False, help_text=_("不填：从这天起不再兑换。"))
    from_on = forms.DateField(label=_("从哪天起"), widget=forms.DateInput())


class BudgetForm(ShopForm):
    yuan = forms.IntegerField(label=_("划入多少元"), min_value=1)
    note = forms.CharField(label=_("依据"), max_length=200, widget=forms.Textarea)


class StockForm(ShopForm):
    pieces = forms.IntegerField(label=_("几件"), min_value=1)
    cost = forms.DecimalField(label=_("每件多少元"), min_value=0, max_digits=9, decimal_places=2)
    note = forms.CharField(label=_("哪一批、哪张单据"), max_length=200, widget=forms.Textarea)


class CountForm(ShopForm):
    counted = forms.IntegerField(label=_("架上数到几件"), min_value=0, help_text=_("留着待领的不算在内。"))
    note = forms.CharField(label=_("和账上不一样的，可能是什么原因"), max_length=200, required=False, widget=forms.Textarea)


class ReserveForm(ShopForm):
    good_id = forms.ChoiceField(label=_("兑换什么"), widget=forms.RadioSelect)
    pick_on = forms.DateField(label=_("哪天领取"), widget=forms.DateInput())
    by_appointment = forms.BooleanField(label=_("已约好时间（不在发放日）"), required=False)

    def __init__(self, data: Any = None, *, goods: Sequence[dict[str, Any]], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["good_id"].choices = [  # type: ignore[attr-defined]
            (str(one["id"]), with_more(one["name"], _now("%(points)s 分，还有 %(n)s 件") % {"points": one["shown"], "n": one["pieces"]})) for one in goods
        ]


class CodeForm(ShopForm):
    code = forms.CharField(label=_("领取号"), max_length=20, help_text=_("领的人出示手机或纸条，扫码或者照着输入八位。"))
