"""What every form of prevention shares: choices under their one word, places of one's own area."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.grid.areas import units_inside
from guitu.kit.actor import Actor
from guitu.kit.telling import shown as spoken
from guitu.kit.typed import TypedForm


def words_of(field: str, codes: Iterable[str]) -> list[tuple[str, str]]:
    """Codes with their words, to choose from."""
    return [(code, spoken(f"{field}.{code}")) for code in codes]


def areas_of(actor: Actor) -> list[tuple[str, str]]:
    """The actor's own area and every town and village in it."""
    return units_inside(actor.path, 6, 9, 12)


def asked(choices: list[tuple[str, str]]) -> list[tuple[str, Any]]:
    return [("", _("请选择")), *choices]


class PreventionForm(TypedForm):
    """A form that hands its fields to one command."""

    def what(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class NoteForm(PreventionForm):
    """Why something ends."""

    note = forms.CharField(label=_("为什么"), max_length=500, widget=forms.Textarea)


class DatedNoteForm(NoteForm):
    on = forms.DateField(label=_("哪一天"), widget=forms.DateInput())
    field_order = ("on", "note")


class DayForm(PreventionForm):
    on = forms.DateField(label=_("哪一天"), widget=forms.DateInput())
