"""What is typed of a survey: its plan, the frame by town, sex and age, and what became of one number of the sample."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.prevention.forms import PreventionForm, asked, words_of
from guitu.prevention.surveys.commands import Cell
from guitu.rules.surveys import AGES, DISPOSITIONS, QUESTIONS, SCALE, SEXES, WAYS


class SurveyForm(PreventionForm):
    title = forms.CharField(label=_("名称"), max_length=60)
    pollster = forms.CharField(label=_("谁来调查"), max_length=60, help_text=_("写调查的单位。结果旁边会写出来。"))
    frame = forms.CharField(label=_("抽样框从哪里来"), max_length=200, help_text=_("例如常住人口登记、哪年哪月的。"))
    from_on = forms.DateField(label=_("开始"), widget=forms.DateInput())
    until_on = forms.DateField(label=_("结束"), widget=forms.DateInput())
    size = forms.IntegerField(label=_("抽多少人"), min_value=1, max_value=99_999, help_text=_("拒访、联系不上的也算在样本里，多抽一些。"))


class FrameForm(PreventionForm):
    """How many people each town has, by sex and age: one line a town."""

    def __init__(self, data: Any = None, *, towns: list[tuple[str, str]], known: Mapping[tuple[str, str, str], int]) -> None:
        super().__init__(data)
        self.towns = towns
        for path, name in towns:
            for sex, sex_word in words_of("survey_sex", SEXES):
                for age, age_word in words_of("survey_age", AGES):
                    self.fields[f"{path}-{sex}-{age}"] = forms.IntegerField(
                        label=f"{name} · {sex_word} · {age_word}", min_value=0, max_value=9_999_999, required=False, initial=known.get((path, sex, age))
                    )

    def lines(self) -> list[tuple[str, list[forms.BoundField]]]:
        """One town with its fields, for the page."""
        return [(name, [self[f"{path}-{sex}-{age}"] for sex in SEXES for age in AGES]) for path, name in self.towns]

    def what(self) -> dict[str, Any]:
        cells: list[Cell] = [
            (path, sex, age, self.cleaned_data[f"{path}-{sex}-{age}"] or 0) for path, _name in self.towns for sex in SEXES for age in AGES
        ]
        return {"cells": cells}


class ResponseForm(PreventionForm):
    number = forms.IntegerField(label=_("样本编号"), min_value=1)
    way = forms.ChoiceField(label=_("怎么问的"), widget=forms.RadioSelect, choices=lambda: words_of("survey_way", WAYS))
    outcome = forms.ChoiceField(label=_("结果"), widget=forms.RadioSelect, choices=lambda: words_of("survey_outcome", DISPOSITIONS))
    right = forms.IntegerField(label=_("十题答对几题"), min_value=0, max_value=QUESTIONS, required=False)
    satisfied = forms.IntegerField(label=_("满意程度"), min_value=1, max_value=SCALE, required=False, help_text=_("1 很不满意，5 很满意。"))
    took_part = forms.ChoiceField(label=_("今年参加过禁毒活动吗"), required=False, choices=lambda: asked([("yes", _("参加过")), ("no", _("没有"))]))  # type: ignore[list-item]

    def what(self) -> dict[str, Any]:
        took_part = {"yes": True, "no": False}.get(self.cleaned_data["took_part"])
        return {**self.cleaned_data, "took_part": took_part}
