"""What is typed of putting right: a link for the owner, and time that is given or not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.kit.typed import TypedForm


class VenueLinkForm(TypedForm):
    to_whom = forms.CharField(label=_("给谁"), max_length=80, help_text=_("负责人的姓名。只有您这边看得到。"))
    shown = forms.CharField(
        label=_("给对方看的话"), max_length=600, widget=forms.Textarea,
        help_text=_("问题、依据、期限自动列出，不用写。不要写姓名、号码。"),
    )  # fmt: skip
    hours = forms.TypedChoiceField(label=_("开放多久"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, hours: Sequence[int], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["hours"].choices = [(n, _("%(n)s 小时") % {"n": n}) for n in hours]  # type: ignore[attr-defined]


class TimeForm(TypedForm):
    """A day gives the time; without one it is not given."""

    until = forms.DateField(label=_("延到哪天"), required=False, widget=forms.DateInput(), help_text=_("不填就是不延期。"))
    words = forms.CharField(label=_("说明"), max_length=300, required=False, widget=forms.Textarea)

    def what(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
