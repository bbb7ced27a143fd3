"""What is typed of sign-ups: how many places, how many heads, how many came."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.prevention.forms import PreventionForm


class OpenForm(PreventionForm):
    places = forms.IntegerField(label=_("收多少人"), min_value=1, max_value=99_999, help_text=_("报满以后的排候补，有人取消就按先后补上。"))


class HeadsForm(PreventionForm):
    heads = forms.IntegerField(label=_("几个人"), min_value=1, max_value=999)


class CameForm(PreventionForm):
    came = forms.IntegerField(label=_("来了几个人"), min_value=1, max_value=9_999)
