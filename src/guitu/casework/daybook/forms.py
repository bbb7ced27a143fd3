"""What is chosen of the records; what the worker adds to a month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.casework.daybook.queries import Asked
from guitu.kit.actor import Actor
from guitu.kit.errors import NotVisible
from guitu.kit.typed import TypedForm
from guitu.kit.web import uuid_or_none
from guitu.rules.dates import first_of_month
from guitu.rules.daybook import WORDS_MOST


def month_named(text: str, today: date) -> date:
    """2026-02 as its first day; nothing said is this month. Anything else is no address of ours."""
    if not text:
        return first_of_month(today)
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        raise NotVisible from None
    if not 1949 <= found.year <= 9990:
        raise NotVisible
    return found


def asked_of(given: Mapping[str, str], actor: Actor, today: date) -> Asked:
    """Which records: who sees only their own people is asked their own work, unless they ask for one person."""
    person = uuid_or_none(given.get("person", ""))
    post = uuid_or_none(given.get("post", "")) if actor.whole else None if person else actor.post_id
    return Asked(month_named(given.get("month", ""), today), post, person)


class MonthForm(TypedForm):
    """The words beside the sums."""

    summary = forms.CharField(label=_("本月小结"), required=False, max_length=WORDS_MOST, widget=forms.Textarea(attrs={"rows": 4}),
                              help_text=_("数字会自动带上，不用再抄。"))
    hard = forms.CharField(label=_("困难和建议"), required=False, max_length=WORDS_MOST, widget=forms.Textarea(attrs={"rows": 3}))
    plans = forms.CharField(label=_("下月打算"), required=False, max_length=WORDS_MOST, widget=forms.Textarea(attrs={"rows": 3}))

    def what(self) -> dict[str, Any]:
        return {"words": dict(self.cleaned_data)}
