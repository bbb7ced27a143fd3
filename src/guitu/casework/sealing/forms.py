"""What is typed to hold a file back, and to have a sealed one opened."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.kit.telling import shown as spoken
from guitu.kit.typed import TypedForm
from guitu.rules.sealing import GROUNDS, HOLDS


class HoldForm(TypedForm):
    """Why a file is held back, and by which paper."""

    why = forms.ChoiceField(label=_("为什么暂缓"), widget=forms.RadioSelect, error_messages={"required": _("请选择为什么暂缓。")})
    words = forms.CharField(
        label=_("依据和经过"), max_length=500, widget=forms.Textarea, help_text=_("写明文书、案号或者来件。不写姓名。加密保存。"),
        error_messages={"required": _("请写明为什么暂缓、依据什么。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("why", [(code, spoken(f"hold_why.{code}")) for code in HOLDS])


class UnsealForm(TypedForm):
    """Which file, on which ground of the law, by whose document, for how long."""

    number = forms.CharField(
        label=_("封存号或者证件号码"), max_length=40, help_text=_("申请时不回答有没有这份档案；批准以后才查找。"),
        error_messages={"required": _("请填写封存号或者证件号码。")},
    )
    ground = forms.ChoiceField(label=_("法定理由"), widget=forms.RadioSelect, error_messages={"required": _("请选择开启的法定理由。")})
    document_no = forms.CharField(
        label=_("文书号"), max_length=100, error_messages={"required": _("请填写法定文书的文号；没有文书不能开启。")}
    )
    organ = forms.CharField(label=_("出具机关"), max_length=100, error_messages={"required": _("请填写出具文书的机关。")})
    days = forms.IntegerField(label=_("开启几天"), min_value=1, error_messages={"required": _("请填写开启几天。")})

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("ground", [(code, spoken(f"unseal_ground.{code}")) for code in GROUNDS])
        self.fields["days"].help_text = _("最长 %(n)s 天，到期自己关上。") % {"n": most}
