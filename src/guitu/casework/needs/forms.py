"""What is typed of a need: which, what the unit is told; and the words of each step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.kit.typed import TypedForm
from guitu.ledger import fact_words

_CHOOSE = {"required": _("请选择一项。")}
_WORDS = {"required": _("请写明。")}


class RaiseForm(TypedForm):
    need = forms.ChoiceField(label=_("需要什么"), error_messages=_CHOOSE)
    unit = forms.ChoiceField(label=_("转给哪个单位"), required=False)
    told = forms.CharField(
        label=_("告诉单位的话"), max_length=600, widget=forms.Textarea, error_messages=_WORDS,
        help_text=_("写要办什么、怎么联系。姓名、电话要本人同意才写，不同意就写“联系转出的社工”。不写为什么在册。"),
    )
    urgent = forms.BooleanField(label=_("紧急"), required=False)
    came_by = forms.ChoiceField(
        label=_("怎么知道的"), choices=fact_words.choices("came_by", "visit", "asked", "prompt"), widget=forms.RadioSelect, error_messages=_CHOOSE
    )

    def __init__(
        self, data: Any = None, *, needs: Sequence[tuple[str, str]] = (), units: Sequence[tuple[str, str]] = (), initial: Any = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("need", [("", _("请选择")), *needs])
        self.let_choose("unit", [("", _("按对照表")), *units])

    def what(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class WordsForm(TypedForm):
    words = forms.CharField(label=_("办了什么"), max_length=600, widget=forms.Textarea, error_messages=_WORDS)


class ReturnForm(TypedForm):
    refusal = forms.ChoiceField(label=_("为什么不能办"), widget=forms.RadioSelect, error_messages=_CHOOSE)
    words = forms.CharField(label=_("说明"), max_length=600, widget=forms.Textarea, error_messages=_WORDS)

    def __init__(self, data: Any = None, *, refusals: Sequence[tuple[str, str]], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("refusal", list(refusals))


class SendForm(TypedForm):
    unit = forms.ChoiceField(label=_("转给哪个单位"), error_messages=_CHOOSE)

    def __init__(self, data: Any = None, *, units: Sequence[tuple[str, str]], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("unit", [("", _("请选择")), *units])


class AnswerForm(TypedForm):
    need_end = forms.ChoiceField(label=_("本人怎么说"), widget=forms.RadioSelect, error_messages=_CHOOSE)
    words = forms.CharField(label=_("本人的话"), max_length=600, widget=forms.Textarea, required=False, help_text=_("没有收到、不要了的，请写明。"))

    def __init__(self, data: Any = None, *, ends: Sequence[str], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("need_end", fact_words.choices("need_end", *ends))


class EmptyForm(TypedForm):
    """Nothing is typed: a button."""


class WishCardForm(TypedForm):
    words = forms.CharField(
        label=_("心愿"), max_length=120, error_messages=_WORDS, help_text=_("只写要什么，如“一双三十六码的运动鞋”。不写姓名、住址，不写为什么。"),
    )
    bring_to = forms.CharField(label=_("东西送到哪里、找谁"), max_length=120, error_messages=_WORDS)


class ThanksForm(TypedForm):
    words = forms.CharField(label=_("本人的话"), max_length=200, widget=forms.Textarea, error_messages=_WORDS, help_text=_("送的人会看到。不写姓名。"))
