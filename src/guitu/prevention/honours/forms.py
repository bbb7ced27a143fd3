"""What is typed of an honour that the county gives, and of one received."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.kit.actor import Actor
from guitu.prevention.forms import PreventionForm, areas_of, asked, words_of
from guitu.rules.broadcasts import LEVELS
from guitu.rules.honours import KINDS


class _HonourForm(PreventionForm):
    kind = forms.ChoiceField(label=_("种类"), choices=lambda: asked(words_of("honour_kind", KINDS)))
    holder = forms.CharField(label=_("授予谁"), max_length=60)
    path = forms.ChoiceField(label=_("哪里的"))

    def __init__(self, data: Any = None, *, actor: Actor, initial: Any = None) -> None:
        super().__init__(data, initial={"path": actor.path} | (initial or {}))
        self.let_choose("path", asked(areas_of(actor)))


class NominationForm(_HonourForm):
    deeds = forms.CharField(label=_("事迹；理事写届次和职务"), max_length=1000, widget=forms.Textarea)
    ends_on = forms.DateField(label=_("任期届满"), required=False, widget=forms.DateInput(), help_text=_("有任期的写：这一天起不再有效。"))


class ReceivedForm(_HonourForm):
    level = forms.ChoiceField(label=_("哪一级给的"), choices=lambda: asked(words_of("media_level", LEVELS)))
    title = forms.CharField(label=_("荣誉名称"), max_length=60)
    giver = forms.CharField(label=_("谁给的"), max_length=60, required=False)
    granted_on = forms.DateField(label=_("哪一天"), widget=forms.DateInput())
