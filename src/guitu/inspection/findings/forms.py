"""What is typed of putting right: a link for the owner, and time that is given or not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.kit.telling import shown as spoken
from guitu.kit.typed import TypedForm
from guitu.rules.words import CODES


class VenueLinkForm(TypedForm):
    to_whom = forms.CharField(label=_("给谁"), max_length=80, help_text=_("负责人的姓名。只有您这边看得到。"))
    shown = forms.CharField(
        label=_("给对方看的话"), max_length=600, widget=forms.Textarea,
        help_text=_("问题、依据、期限自动列出，不用写。不要写姓名、号码。"),
    )
    hours = forms.TypedChoiceField(label=_("开放多久"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, hours: Sequence[int], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("hours", [(n, _("%(n)s 小时") % {"n": n}) for n in hours])


class TimeForm(TypedForm):
    """A day gives the time; without one it is not given."""

    until = forms.DateField(label=_("延到哪天"), required=False, widget=forms.DateInput(), help_text=_("不填就是不延期。"))
    words = forms.CharField(label=_("说明"), max_length=300, required=False, widget=forms.Textarea)

    def what(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class _FindingForm(TypedForm):
    """A form about findings or referrals of one place, which are chosen by their words; codes by theirs."""

    def __init__(self, data: Any = None, *, chosen_from: Sequence[tuple[str, str]] = (), initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        for name, field in self.fields.items():
            if name in ("lifted", "referred", "referral"):
                field.choices = list(chosen_from)  # type: ignore[attr-defined]
            elif of := _CODED.get(name):
                codes = ("found", "fixed") if name == "moment" else CODES[of]  # an owner's comes through the link, one of a visit with its record
                field.choices = [(code, spoken(f"{of}.{code}")) for code in codes]  # type: ignore[attr-defined]

    def what(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


_CODED = {"punisher": "punisher", "punishment": "punishment", "moment": "photo_moment"}


class AppealForm(_FindingForm):
    lifted = forms.MultipleChoiceField(
        label=_("撤销哪些问题"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("不选就是都照旧。"),
    )
    words = forms.CharField(label=_("理由"), max_length=600, widget=forms.Textarea, help_text=_("对方看得到。"))


class ReferForm(_FindingForm):
    referred = forms.MultipleChoiceField(label=_("移送哪些问题"), widget=forms.CheckboxSelectMultiple)
    punisher = forms.ChoiceField(label=_("移送给谁"))
    on = forms.DateField(label=_("移送的日子"), widget=forms.DateInput())
    words = forms.CharField(label=_("移送的理由"), max_length=600, widget=forms.Textarea)


class PunishmentForm(_FindingForm):
    referral = forms.ChoiceField(label=_("哪次移送"))
    punishment = forms.ChoiceField(label=_("结果"), widget=forms.RadioSelect)
    on = forms.DateField(label=_("决定的日子"), widget=forms.DateInput())
    words = forms.CharField(label=_("说明"), max_length=300, required=False, widget=forms.Textarea, help_text=_("文号、罚款数额。"))


class PhotoForm(_FindingForm):
    moment = forms.ChoiceField(label=_("什么时候的"), widget=forms.RadioSelect)
    file = forms.FileField(label=_("照片"), help_text=_("JPG、PNG、WEBP。存以前重新画一遍，拍摄地点、手机型号都去掉。不要拍到人的脸。"))
