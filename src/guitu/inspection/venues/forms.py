"""What is typed of a place: its entry, closing it, opening it again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.kit.telling import shown as spoken
from guitu.kit.typed import TypedForm
from guitu.rules.venues import RISKS
from guitu.rules.words import CODES


class VenueForm(TypedForm):
    """The entry; `anyway` is asked for where one looks like another."""

    name = forms.CharField(label=_("名称"), max_length=60)
    kind = forms.ChoiceField(label=_("类别"))
    path = forms.ChoiceField(label=_("地方"))
    licence = forms.CharField(label=_("执照号"), max_length=40, required=False, help_text=_("营业执照、许可证上的号码。"))
    valid_until = forms.DateField(label=_("执照有效到"), required=False, widget=forms.DateInput())
    address = forms.CharField(label=_("地址"), max_length=120, required=False)
    manager = forms.CharField(label=_("法定代表人或者实际负责人"), max_length=40, required=False, help_text=_("加密保存，能看联系方式的岗位才看得到。"))
    phone = forms.CharField(label=_("电话"), max_length=20, required=False)
    risks = forms.MultipleChoiceField(label=_("风险"), required=False, widget=forms.CheckboxSelectMultiple)
    anyway = forms.BooleanField(label=_("不是同一家，照样登记"), required=False)

    def __init__(self, data: Any = None, *, kinds: list[tuple[str, str]], places: list[tuple[str, str]], asks: bool, contact: bool, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("kind", [("", _("请选择")), *kinds])
        self.let_choose("path", [("", _("请选择")), *places])
        self.let_choose("risks", [(code, spoken(f"risks.{code}")) for code in RISKS])
        if not asks:
            del self.fields["anyway"]
        if not places:
            del self.fields["path"]
        if not contact:
            del self.fields["manager"], self.fields["phone"]

    def what(self) -> dict[str, Any]:
        """Without `anyway` where nobody said so: the same request sent twice says the same, asked or not."""
        return {name: value for name, value in self.cleaned_data.items() if name != "anyway" or value}


class CloseForm(TypedForm):
    closing = forms.ChoiceField(label=_("停业原因"), widget=forms.RadioSelect)
    on = forms.DateField(label=_("哪天"), widget=forms.DateInput())

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("closing", [(code, spoken(f"closing.{code}")) for code in CODES["closing"]])

    def what(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class ReopenForm(TypedForm):
    on = forms.DateField(label=_("哪天重新开业"), widget=forms.DateInput())

    def what(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
