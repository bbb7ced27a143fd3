from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guitu.exports.columns import Column
from guitu.kit.typed import TypedForm
from guitu.rules.exports import GRAVE

PURPOSES = (
    ("roster", _("核对名册")),
    ("visits", _("安排走访")),
    ("report", _("按要求报上级")),
    ("meeting", _("会议研判")),
    ("papers", _("制作文书")),
    ("other", _("其他")),
)
FORMATS = (("xlsx", _("Excel 表格")), ("csv", _("CSV 文本，给别的程序读")))


class Exporting(TypedForm):
    """For what a list is needed as a file, of which kind, with which columns."""

    purpose = forms.ChoiceField(
        label=_("用途"), choices=PURPOSES, widget=forms.RadioSelect(), error_messages={"required": _("请选择用途。")}
    )
    words = forms.CharField(
        label=_("说明"), min_length=4, max_length=120,
        help_text=_("交给谁、做什么用。写给批准和以后查看的人，不要写姓名和证件号码。"),
        error_messages={"required": _("请说明交给谁、做什么用。"), "min_length": _("请说明交给谁、做什么用，至少四个字。")},
    )
    columns = forms.MultipleChoiceField(
        label=pgettext_lazy("export", "列"), widget=forms.CheckboxSelectMultiple(), error_messages={"required": _("请至少选一列。")}
    )
    format = forms.ChoiceField(
        label=_("文件"), choices=FORMATS, initial="xlsx", widget=forms.RadioSelect(), error_messages={"required": _("请选择文件种类。")}
    )

    def __init__(self, data: Any, offered: tuple[Column, ...], shown: Sequence[str]) -> None:
        super().__init__(data, initial={"columns": shown, "format": "xlsx"})
        self.order = [one.code for one in offered]
        choices = [(one.code, _labelled(one)) for one in offered]
        self.let_choose("columns", choices)

    def said(self) -> dict[str, Any]:
        """What was typed, the columns in the order in which they stand on the page."""
        columns = self.cleaned_data["columns"]
        return self.cleaned_data | {"columns": [code for code in self.order if code in columns]}


def _labelled(column: Column) -> Any:
    return format_lazy(_("{heading}（须批准）"), heading=column.heading) if column.klass in GRAVE else column.heading
