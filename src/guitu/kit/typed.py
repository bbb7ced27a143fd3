"""What somebody typed into a form: one policy for every text, quantity and day (S-9.2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from guitu.kit.telling import sentence
from guitu.rules.texts import day_in_reach, has_other_digits, tidied
from guitu.rules.verdict import Reason


class TypedForm(forms.Form):
    """A form whose fields keep to the policy. Every form of ours is one; a repository test looks.

    Signs that nobody sees are taken out and said: what is shown again is clean, and sent again it is saved. Digits of
    other scripts are no quantity and no day; a day that nobody can mean is refused.
    """

    def let_choose(self, name: str, choices: Any) -> None:
        """What one may choose from in a field: known when the form is made, not when it is written."""
        field: Any = self.fields[name]
        field.choices = choices

    def _clean_fields(self) -> None:
        self._tidy()
        super()._clean_fields()  # type: ignore[misc]  # Django's own hook, without a public name
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, date) and not day_in_reach(value):
                self.add_error(name, sentence(Reason("day_out_of_range", {"on": value.isoformat()})))

    def add_error(self, field: str | None, error: Any) -> None:
        """What Django says of any field ("这个字段是必填项。") says which one it is: all errors stand together on top."""
        if field in self.fields and isinstance(error, ValidationError):
            error = ValidationError([_named(self.fields[field], one) for one in error.error_list])
        super().add_error(field, error)

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


def _named(field: forms.Field, error: ValidationError) -> ValidationError:
    """The error with its field's name, unless the form has words of its own for it."""
    default = {code: text for cls in reversed(type(field).__mro__) for code, text in _defaults(cls).items()}.get(error.code or "")
    label = field.label or ""
    if not label or (str(error.message) != str(default) and error.code not in _OF_VALIDATORS):
        return error
    if error.code != "required":
        return ValidationError(_("%(field)s：%(what)s") % {"field": label, "what": error.messages[0]}, code=error.code)
    ask = _("请选择%(what)s。") if hasattr(field, "choices") else _("请填写%(what)s。")
    return ValidationError(ask % {"what": label}, code=error.code)


_OF_VALIDATORS = ("max_length", "min_length", "max_value", "min_value")


def _defaults(cls: type) -> dict[str, Any]:
    return cls.__dict__.get("default_error_messages", {})
