"""What is wrong with a form, as its page lists it: every error with the name of its field, whoever found it."""

from __future__ import annotations

from typing import Any

from django.forms import Form

from guitu.kit.errors import Refused
from guitu.kit.telling import sentence


def errors_of(form: Form | None) -> list[dict[str, Any]]:
    """All of them, for `ui.form`; the name is empty where no single field is wrong."""
    if form is None or not form.is_bound:
        return []
    return [
        {"name": form.add_prefix(name) if name in form.fields else "", "text": str(text), "clause": None}
        for name, texts in form.errors.items()
        for text in texts
    ]


def refuse(form: Form, refusal: Refused) -> None:
    """Put the reasons of a command at the field that they are about, or on top."""
    for reason in refusal.reasons:
        form.add_error(refusal.field if refusal.field in form.fields else None, sentence(reason))
