from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.kit.typed import TypedForm

PURPOSES = (
    ("visit", _("上门、见面")),
    ("contact", _("电话联系")),
    ("papers", _("制作、核对文书")),
    ("roster", _("核对名册")),
    ("emergency", _("紧急情况")),
    ("other", _("其他，请说明")),
)


class Unmasking(TypedForm):
    """For what the whole name, number, phone and address are needed."""

    purpose = forms.ChoiceField(
        label=_("用途"), choices=PURPOSES, widget=forms.RadioSelect(), error_messages={"required": _("请选择用途。")}
    )
    words = forms.CharField(
        label=_("说明"), required=False, max_length=120, help_text=_("写给以后查看的人，不要写姓名和证件号码。")
    )

    def clean(self) -> dict[str, str]:
        found: dict[str, str] = super().clean() or {}
        if found.get("purpose") == "other" and len(found.get("words", "").strip()) < 4:
            self.add_error("words", _("选“其他”时请说明用途，至少四个字。"))
        return found
