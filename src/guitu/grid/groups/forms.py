"""Groups to enter: so many in a row, or by name."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from guitu.kit.typed import TypedForm

_RANGE = _("请填 1 到 99。")


class GroupsForm(TypedForm):
    """How many, numbered on from the last; or names, one a line."""

    count = forms.IntegerField(
        label=_("再加几个"), required=False, min_value=1, max_value=99, help_text=_("按顺序叫第几小组。"),
        error_messages={"min_value": _RANGE, "max_value": _RANGE, "invalid": _RANGE},
    )
    names = forms.CharField(
        label=_("或者写名字"), required=False, max_length=3000, widget=forms.Textarea, help_text=_("一行一个，例如：上村小组。"),
    )

    def clean_names(self) -> list[str]:
        names = [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]
        long = next((name for name in names if len(name) > 30), None)
        if long is not None:
            raise forms.ValidationError(say("“%(name)s…”太长，一个名字最多 30 个字。") % {"name": long[:10]})
        return names

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("names") and not cleaned.get("count"):
            self.add_error("count", say("请填加几个，或者写名字。"))
        return cleaned

    def what(self) -> dict[str, object]:
        """What the command is called with."""
        return {"count": self.cleaned_data["count"] or 0, "names": self.cleaned_data["names"]}
