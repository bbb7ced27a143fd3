"""What is rearranged: which places, into what, from when, by which document. What there is to choose the database knows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.grid.bodies.forms import Choosing, DayInput
from guitu.rules.areas import KINDS

FIELDS = {  # of each kind, in the order of the page
    "merge": ("paths", "into", "name", "area_kind", "number"),
    "move": ("paths", "into"),
    "split": ("paths", "name", "area_kind", "number"),
    "recode": ("name", "area_kind", "number"),
}
assert FIELDS.keys() == set(KINDS)


class RearrangeForm(Choosing):
    """Fields that a kind does not have are taken out."""

    paths = forms.MultipleChoiceField(label=_("哪些地方"), required=False, widget=forms.CheckboxSelectMultiple)
    into = forms.ChoiceField(label=_("到哪里"), required=False)
    name = forms.CharField(label=_("新地方的名称"), max_length=60, required=False)
    area_kind = forms.ChoiceField(label=_("新地方的种类"), required=False)
    number = forms.CharField(label=_("代码的后三位"), required=False, max_length=3, help_text=_("不填的，由系统排下一个没有用过的。"))
    on = forms.DateField(label=_("从哪天起"), widget=DayInput(format="%Y-%m-%d"), help_text=_("这一天以前的数字和记录留在原来的地方。"))
    document = forms.CharField(label=_("批准文件"), max_length=120, help_text=_("文件的名称和文号。"))
    receiver = forms.ChoiceField(
        label=_("谁接手"), required=False, help_text=_("原来的责任岗位管不到新地方的，由这个岗位接手；不选的，列为没有责任社工。"),
    )
    keep = forms.BooleanField(
        label=_("看得到整个辖区的岗位，原任人接着担任"), required=False,
        help_text=_("不勾的，这些岗位的任职同日结束，要重新任命：并进去以后，看得到的范围比原来大。"),
    )

    def __init__(self, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("paths", "into", "name", "area_kind", "number"):
            if name not in FIELDS[kind]:
                del self.fields[name]

    def wish(self) -> dict[str, Any]:
        """What the command is asked with, but which kind and, where it is not chosen, which place."""
        what = self.what()
        return {
            "into": what.get("into", ""), "name": what.get("name", ""), "area_kind": what.get("area_kind", ""),
            "number": what.get("number", ""), "on": what["on"], "document": what["document"], "keep": what["keep"],
        } | ({"paths": what["paths"]} if "paths" in what else {})

    def what(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
