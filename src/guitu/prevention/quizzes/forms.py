"""What is typed of a quiz, and of a class that sits it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.kit.actor import Actor
from guitu.prevention.forms import PreventionForm, areas_of, asked, words_of
from guitu.rules.quizzes import AUDIENCES, LEVELS, QuizzesPolicy


class QuizForm(PreventionForm):
    title = forms.CharField(label=_("名称"), max_length=40)
    path = forms.ChoiceField(label=_("哪里的"))
    level = forms.ChoiceField(label=_("难度"))
    audience = forms.ChoiceField(label=_("谁来答"), widget=forms.RadioSelect)
    opens_on = forms.DateField(label=_("第一天"), widget=forms.DateInput())
    last_on = forms.DateField(label=_("最后一天"), widget=forms.DateInput())
    questions = forms.IntegerField(label=_("出几道题"), min_value=1, max_value=100)
    minutes = forms.IntegerField(label=_("答几分钟"), min_value=3, max_value=60)

    def __init__(self, data: Any = None, *, actor: Actor, policy: QuizzesPolicy, initial: Any = None) -> None:
        begun = {"questions": policy.questions, "minutes": policy.minutes, "path": actor.path, "audience": "anybody"}
        super().__init__(data, initial=begun | (initial or {}))
        self.let_choose("path", asked(areas_of(actor)))
        self.let_choose("level", asked(words_of("quiz_level", LEVELS)))
        self.let_choose("audience", words_of("audience", AUDIENCES))


class ClassForm(PreventionForm):
    school_id = forms.TypedChoiceField(label=_("学校"), coerce=UUID)
    name = forms.CharField(label=_("班级"), max_length=20, help_text=_("例如：三年级（2）班。学生不写姓名，用班里的序号。"))
    pupils = forms.IntegerField(label=_("多少学生"), min_value=1, max_value=99)

    def __init__(self, data: Any = None, *, schools: list[tuple[str, str]]) -> None:
        super().__init__(data, initial={"school_id": schools[0][0]} if len(schools) == 1 else None)
        self.let_choose("school_id", asked(schools))
