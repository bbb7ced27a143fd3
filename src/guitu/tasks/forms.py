"""What is typed of a task: giving one, and the words of a step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.kit.telling import shown as spoken
from guitu.kit.typed import TypedForm
from guitu.rules.tasks import SOURCES, WORDS_NEEDED

_DAY = {"required": _("请填写期限。")}


class GiveTaskForm(TypedForm):
    """Four fields: to whom, what, until when, from where."""

    owner = forms.TypedChoiceField(
        label=_("交给"), coerce=UUID, error_messages={"required": _("请选择交给哪个岗位。"), "invalid_choice": _("没有这个岗位，或者它不在您的辖区。请重新选。")},
    )
    text = forms.CharField(
        label=_("办什么"), max_length=2000, widget=forms.Textarea, help_text=_("写清要办到什么程度。加密保存，不出现在清单提醒里。"),
        error_messages={"required": _("请写明要办什么。")},
    )
    due_on = forms.DateField(label=_("期限"), widget=forms.DateInput(), error_messages=_DAY)
    source = forms.ChoiceField(
        label=_("来自"), widget=forms.RadioSelect, error_messages={"required": _("请选择来自哪里。")},
    )

    def __init__(self, *args: Any, owners: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("owner", [("", _("请选择")), *owners])
        self.let_choose("source", [(code, spoken(f"task_source.{code}")) for code in SOURCES])


class StepForm(TypedForm):
    """The words of a step, where it has any, and the new last day of one that is opened again."""

    words = forms.CharField(label=_("说明"), max_length=2000, widget=forms.Textarea, error_messages={"required": _("请写明。")})
    due_on = forms.DateField(label=_("新的期限"), widget=forms.DateInput(), error_messages=_DAY)

    def __init__(self, data: Any = None, *, kind: str, initial: Any = None) -> None:
        super().__init__(data, prefix=kind, initial=initial)
        if kind == "taken":
            del self.fields["words"]
        else:
            self.fields["words"].required = kind in WORDS_NEEDED
            self.fields["words"].label = spoken(f"task_words.{kind}")
        if kind != "reopened":
            del self.fields["due_on"]


class TaskLinkForm(TypedForm):
    """For whom, which words, how long."""

    to_whom = forms.CharField(
        label=_("给谁"), max_length=80, help_text=_("对方的姓名和单位。只有您这边看得到。"), error_messages={"required": _("请写明给谁。")},
    )
    shown = forms.CharField(
        label=_("给对方看的文字"), max_length=2000, widget=forms.Textarea,
        help_text=_("打开链接的人只看到这些字、编号和期限。不要写姓名、号码，也不要写与当事人有关的事。"), error_messages={"required": _("请写明要办什么。")},
    )
    hours = forms.TypedChoiceField(
        label=_("开放多久"), coerce=int, widget=forms.RadioSelect, error_messages={"required": _("请选择开放多久。")},
    )

    def __init__(self, data: Any = None, *, hours: Sequence[int], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("hours", [(n, _("%(n)s 小时") % {"n": n}) for n in hours])
