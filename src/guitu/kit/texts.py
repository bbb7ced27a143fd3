"""Texts of the interface, looked up once per language: a list of fifty rows asks Django four hundred times."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.utils.translation import trans_real


def remember() -> None:
    """Called where pages are served, not by every command: reading the catalogues takes a tenth of a second."""
    for language, _ in settings.LANGUAGES:
        catalogue = trans_real.translation(language)
        if not hasattr(catalogue.gettext, "cache_info"):
            catalogue.gettext = lru_cache(maxsize=8192)(catalogue.gettext)  # type: ignore[method-assign]
