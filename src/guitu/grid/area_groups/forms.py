"""What a group of areas is called, and what is in it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.kit.typed import TypedForm


class AreaGroupForm(TypedForm):
    """The boxes ticked come as `paths`; which of them are areas of one's own the command knows."""

    name = forms.CharField(
        label=_("名称"), max_length=30, help_text=_("例如：沿江片区、圩镇片区。"),
        error_messages={"required": _("请填写名称。")},
    )
    paths = forms.TypedMultipleChoiceField(
        label=_("包括哪些地方"), help_text=_("整镇、整村或者其中几处都可以；选了上一级，下一级不必再选，不会重复计。"),
        error_messages={"required": _("请至少选两个地方。")},
    )

    def __init__(self, *args: object, choices: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.let_choose("paths", choices)
        self.fields["paths"].error_messages["invalid_choice"] = _("有的地方不在您的辖区，或者已经撤并。请重新选。")
