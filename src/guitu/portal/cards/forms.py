from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.kit.typed import TypedForm

WHOSE = (("self", _("本人")), ("guardian", _("监护人")))


class CardForm(TypedForm):
    """For whom, and what is printed on it."""

    whose = forms.ChoiceField(label=_("给谁"), choices=WHOSE, widget=forms.RadioSelect(), error_messages={"required": _("请选给谁。")})
    contact = forms.CharField(
        label=_("到哪里、找谁、电话"), max_length=120, help_text=_("印在卡片上，也在本人的页面上。别人也可能看到：不写说明是什么事的字。"),
        error_messages={"required": _("请写明到哪里、找谁、打什么电话。")},
    )
    by_phone = forms.BooleanField(
        label=_("没有带卡片时，可以用短信验证码进"), required=False,
        help_text=_("验证码只发到档案里登记的手机，密码照样要。手机借给别人用的，不要勾。"),
    )
