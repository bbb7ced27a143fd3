"""What whoever has a link types: the code; then the answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.kit.typed import TypedForm


class CodeForm(TypedForm):
    """Six digits. Whatever else is typed opens nothing, as a wrong code does."""

    code = forms.CharField(max_length=40, required=False)


class AnswerForm(TypedForm):
    """What was done, by whom, and a file if there is one."""

    words = forms.CharField(label=_("办了什么、结果怎样"), max_length=2000, widget=forms.Textarea, error_messages={"required": _("请写明办了什么、结果怎样。")})
    who = forms.CharField(label=_("您的姓名和单位"), max_length=80, error_messages={"required": _("请写明您的姓名和单位。")})
    until = forms.DateField(label=_("要求延期到"), required=False, widget=forms.DateInput(), help_text=_("来得及的不填。延不延由对方决定。"))
    appeal = forms.BooleanField(label=_("不同意，请另一个人重新看"), required=False, help_text=_("把理由写在上面。由发现问题以外的人决定。"))
    file = forms.FileField(label=_("附一个文件（照片或者 PDF）"), required=False)

    def __init__(self, *args: Any, until_label: Any = "", **more: Any) -> None:
        super().__init__(*args, **more)
        if until_label:
            self.fields["until"].label, self.fields["until"].help_text = until_label, ""
