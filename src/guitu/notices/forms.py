"""What is typed of ways out of the house: an address and its code, and how a way is configured."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.kit.telling import filled
from guitu.kit.typed import TypedForm
from guitu.rules.notices import FOR_ONE, KINDS


class AddressForm(TypedForm):
    address = forms.CharField(max_length=254, error_messages={"required": _("请填写地址。")})

    def __init__(self, data: Any = None, *, way: str) -> None:
        super().__init__(data, prefix=way)
        self.fields["address"].label = _("手机号码") if way == "sms" else _("电子邮箱")


class AddressCodeForm(TypedForm):
    code = forms.CharField(label=_("收到的验证码"), max_length=20, error_messages={"required": _("请填写验证码。")})

    def __init__(self, data: Any = None, *, way: str) -> None:
        super().__init__(data, prefix=f"{way}-code")


class KindsForm(TypedForm):
    """Which kinds, as they are said outside: what is ticked is what leaves."""

    kinds = forms.MultipleChoiceField(label=_("哪些消息往外发"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any = None, *, way: str, initial: Any = None) -> None:
        super().__init__(data, prefix=way, initial=initial)
        self.let_choose("kinds", kind_choices())


def kind_choices() -> list[tuple[str, str]]:
    return [(kind, filled(text, {"code": ""}).strip(" ：:")) for kind, text in KINDS.items()]


class ChannelForm(TypedForm):
    """The fields that a way has. What is secret is never shown again; left empty it stays."""

    host = forms.CharField(label=_("服务器"), max_length=200, required=False)
    port = forms.IntegerField(label=_("端口"), min_value=1, max_value=65535, required=False)
    security = forms.ChoiceField(
        label=_("加密"), required=False, widget=forms.RadioSelect,
        choices=(("tls", _("TLS（多用 465）")), ("starttls", _("STARTTLS（多用 587）")), ("none", _("不加密，只在本机"))),
    )
    user = forms.CharField(label=_("用户名"), max_length=200, required=False)
    password = forms.CharField(label=_("口令"), max_length=200, required=False, strip=False, widget=forms.PasswordInput)
    sender = forms.EmailField(label=_("发件人地址"), required=False, error_messages={"invalid": _("地址写得不对。请核对。")})
    url = forms.CharField(label=_("地址"), max_length=500, required=False, help_text=_("机器人或者对方系统给的完整地址；已经填过的留空就是不改。"))
    secret = forms.CharField(label=_("签名密钥"), max_length=200, required=False, strip=False, widget=forms.PasswordInput, help_text=_("已经填过的留空就是不改。"))
    kinds = forms.MultipleChoiceField(label=_("哪些消息往外发"), required=False, widget=forms.CheckboxSelectMultiple)
    is_on = forms.BooleanField(label=_("开通"), required=False)

    def __init__(self, data: Any = None, *, way: str, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("kinds", kind_choices())
        wanted = {
            "mail": ("host", "port", "security", "user", "password", "sender"), "sms": (), "webhook": ("url", "secret"),
            "wecom": ("url",), "dingtalk": ("url", "secret"), "feishu": ("url", "secret"),
        }[way]
        for name in list(self.fields):
            if name not in (*wanted, "is_on") and (name != "kinds" or way in FOR_ONE):
                del self.fields[name]

    def config(self) -> dict[str, str]:
        return {name: str(value) for name, value in self.cleaned_data.items() if name not in ("kinds", "is_on") and value not in (None, "")}

