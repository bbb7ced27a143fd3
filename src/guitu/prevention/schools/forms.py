"""What is typed of a school, of what it did, of its line of the contest."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.kit.actor import Actor
from guitu.prevention.forms import PreventionForm, areas_of, asked, words_of
from guitu.rules.schools import FIRST_YEAR, ITEMS, LEVELS, MOST_HOURS


class SchoolForm(PreventionForm):
    name = forms.CharField(label=_("学校名称"), max_length=60)
    path = forms.ChoiceField(label=_("在哪里"))
    level = forms.ChoiceField(label=_("种类"))
    pupils = forms.IntegerField(label=_("在校学生"), min_value=1, max_value=99_999)
    post_id = forms.TypedChoiceField(label=_("哪位老师管"), coerce=UUID, empty_value=None, required=False, help_text=_("他登录以后只看到自己的学校。"))

    def __init__(self, data: Any = None, *, actor: Actor, teachers: list[tuple[str, str]], initial: Any = None, is_new: bool = True) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("path", asked(areas_of(actor)))
        self.let_choose("level", asked(words_of("school_level", LEVELS)))
        self.let_choose("post_id", [("", _("还没有")), *teachers])
        if not is_new:
            del self.fields["name"], self.fields["path"]


class DeedForm(PreventionForm):
    item = forms.ChoiceField(label=_("做了什么"), choices=lambda: asked(words_of("school_item", ITEMS)))
    day_on = forms.DateField(label=_("哪一天"), widget=forms.DateInput())
    hours = forms.IntegerField(label=_("几课时"), min_value=0, max_value=MOST_HOURS, required=False, help_text=_("上课才写。"))

    def what(self) -> dict[str, Any]:
        return {**self.cleaned_data, "hours": self.cleaned_data["hours"] or 0}


class ContestForm(PreventionForm):
    year = forms.IntegerField(label=_("年度"), min_value=FIRST_YEAR, max_value=2100)
    pupils = forms.IntegerField(label=_("应参加的学生"), min_value=1, max_value=99_999)
    took_part = forms.IntegerField(label=_("参加的"), min_value=0, max_value=99_999)
    passed = forms.IntegerField(label=_("及格的"), min_value=0, max_value=99_999)
    excellent = forms.IntegerField(label=_("优秀的"), min_value=0, max_value=99_999)
    perfect = forms.IntegerField(label=_("满分的"), min_value=0, max_value=99_999)
    mean = forms.DecimalField(label=_("平均分"), min_value=0, max_value=100, max_digits=5, decimal_places=2, required=False)

    def what(self) -> dict[str, Any]:
        mean = self.cleaned_data["mean"]
        return {**self.cleaned_data, "mean": None if mean is None else int(mean * 100)}
