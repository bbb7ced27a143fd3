"""Forms of bodies, their approved numbers and their posts. What there is to choose from the database knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.kit.typed import TypedForm
from guitu.rules.bodies import MOST_APPROVED

Choices = Sequence[tuple[str, Any]]


class DayInput(forms.DateInput):
    input_type = "date"


class Choosing(TypedForm):
    """Fills in what there is to choose."""

    def __init__(self, data: Any = None, *, choices: Mapping[str, Choices], initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        for name, found in choices.items():
            if name in self.fields:
                self.let_choose(name, found)
        for field in self.fields.values():
            field.error_messages["required"] = _("请填写%(what)s。") % {"what": field.label}
            field.error_messages["invalid_choice"] = _("请重新选择%(what)s。") % {"what": field.label}

    def what(self) -> dict[str, Any]:
        """What the command is called with."""
        return {name: _id(value) if name.endswith("_id") else value for name, value in self.cleaned_data.items()}


class BodyForm(Choosing):
    """A body as it is changed: kind, name, rank, what stands above it."""

    kind = forms.ChoiceField(label=_("种类"))
    name = forms.CharField(label=_("名称"), max_length=60)
    rank = forms.ChoiceField(label=_("级别"), required=False)
    parent_id = forms.ChoiceField(label=_("上级单位"), required=False)


class NewBodyForm(BodyForm):
    """The same for one that is set up: where, and since when."""

    path = forms.ChoiceField(label=_("在哪里"))
    from_on = forms.DateField(label=_("设立日期"), widget=DayInput(format="%Y-%m-%d"))
    field_order = ("kind", "name", "path", "rank", "parent_id", "from_on")


class EndForm(Choosing):
    """From which day on it is there no more."""

    until_on = forms.DateField(label=_("撤销日期"), widget=DayInput(format="%Y-%m-%d"), help_text=_("从这一天起不再有；以前的记录都保留。"))


class NumberForm(Choosing):
    """核定数 of one role."""

    role = forms.ChoiceField(label=_("哪种岗位"))
    approved = forms.IntegerField(label=_("核定数"), min_value=0, max_value=MOST_APPROVED)
    from_on = forms.DateField(label=_("自哪天起"), widget=DayInput(format="%Y-%m-%d"))


class PostForm(Choosing):
    """A post as it is changed."""

    title = forms.CharField(label=_("岗位名称"), max_length=40, required=False, help_text=_("不填的，用岗位种类的名称。"))
    body_id = forms.ChoiceField(label=_("所在单位"))


class NewPostForm(Choosing):
    """A post that is set up: which role, over which place or 片区."""

    role = forms.ChoiceField(label=_("哪种岗位"))
    title = forms.CharField(label=_("岗位名称"), max_length=40, required=False, help_text=_("不填的，用岗位种类的名称。"))
    path = forms.ChoiceField(label=_("管哪里"))
    area_group_id = forms.ChoiceField(
        label=_("只管一个片区的，选片区"), required=False, help_text=_("选了片区，上面的地方不用管。看得到整个辖区的岗位不能只管片区。")
    )
    from_on = forms.DateField(label=_("设立日期"), widget=DayInput(format="%Y-%m-%d"))


def _id(value: str) -> UUID | None:
    return UUID(value) if value else None
