"""Labels of the states of the register, one word everywhere."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.rules import words

STATE_LABELS = {state: _(text) for state, text in words.CODES["standing"].items()}
