"""The sheet's codes as words. A code of a local sheet without a word shows as it is."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guitu.ledger.fact_words import CODES
from guitu.rules.levels import CHOICES, TRIGGERS

LEVELS = tuple(CODES["level"].items())


def choice(factor: str, code: str) -> str:
    return _(CHOICES.get(f"{factor}.{code}", code))


def trigger(code: str) -> str:
    return _(TRIGGERS.get(code, code))
