"""What is wrong with a form: all of it at once, on top and each at its field, whoever found it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from guitu.kit.errors import Refused
from guitu.ledger.telling import told
from guitu.policy import Timeline

Error = dict[str, Any]  # name of the field as sent, or empty; text; clause
_NOWHERE: Mapping[str, str] = {}


def of_form(form: forms.Form) -> list[Error]:
    """What the form itself does not take."""
    return [
        {"name": form.add_prefix(name) if name in form.fields else "", "text": text, "clause": None}
        for name, texts in form.errors.items()
        for text in texts
    ]


def of_refusal(
    form: forms.Form, refusal: Refused, timeline: Timeline, year: int, fields_of: Mapping[str, str] = _NOWHERE
) -> list[Error]:
    """Why the rules refuse it: each reason at the field it is about, by its code, or at the refusal's own."""
    answer = []
    for reason, said in zip(refusal.reasons, told(refusal.reasons, timeline, year=year), strict=True):
        name = fields_of.get(reason.code, refusal.field)
        name = name if name in form.fields else ""
        form.add_error(name or None, said["text"])
        answer.append({**said, "name": form.add_prefix(name) if name else ""})
    return answer
