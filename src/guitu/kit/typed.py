"""What somebody typed into a form: one policy for every text, quantity and day (S-9.2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms

from guitu.kit.telling import sentence
from guitu.rules.texts import day_in_reach, has_other_digits, tidied
from guitu.rules.verdict import Reason


class TypedForm(forms.Form):
    """A form whose fields keep to the policy. Every form of ours is one; a repository test looks.

    Signs that nobody sees are taken out and said: what is shown again is clean, and sent again it is saved. Digits of
    other scripts are no quantity and no day; a day that nobody can mean is refused.
    """

    def _clean_fields(self) -> None:
        self._tidy()
        super()._clean_fields()  # type: ignore[misc]  # Django's own hook, without a public name
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, date) and not day_in_reach(value):
                self.add_error(name, sentence(Reason("day_out_of_range", {"on": value.isoformat()})))

    def _tidy(self) -> None:
        """Look at what was typed, before any field reads it."""
        changed: dict[str, str] = {}
        for name, field, text in self._typed():
            if _is_plain(text):
                continue
            found, hidden = tidied(text)
            if found != text:
                changed[self.add_prefix(name)] = found
            if hidden:
                self.add_error(name, sentence(Reason("text_hidden_removed")))
            elif isinstance(field, forms.IntegerField | forms.DateField) and has_other_digits(found):
                code = "quantity_digits" if isinstance(field, forms.IntegerField) else "day_in_other_digits"
                self.add_error(name, sentence(Reason(code)))
        if changed:
            data: Any = self.data.copy()  # type: ignore[attr-defined]  # a dict or a QueryDict
            for key, found in changed.items():
                data[key] = found
            self.data = data

    def _typed(self) -> Iterator[tuple[str, forms.Field, str]]:
        for name, field in self.fields.items():
            text = self.data.get(self.add_prefix(name))
            if isinstance(text, str) and text:
                yield name, field, text


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()
