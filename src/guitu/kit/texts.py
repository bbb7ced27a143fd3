"""Texts of the interface, looked up once per language: a list of fifty rows asks Django four hundred times."""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import trans_real


def remember() -> None:
    """Called where pages are served, not by every command: reading the catalogues takes a tenth of a second."""
    for language, _ in settings.LANGUAGES:
        catalogue = trans_real.translation(language)
        if not hasattr(catalogue.gettext, "cache_info"):
            catalogue.gettext = lru_cache(maxsize=8192)(catalogue.gettext)  # type: ignore[method-assign]
    _keep_language_by_thread()


def _keep_language_by_thread() -> None:
    """Django keeps the language where coroutines find it too, ten times as slowly; a request here is one thread."""
    kept: Any = trans_real._active  # type: ignore[attr-defined]
    if not isinstance(kept, threading.local):
        ours = threading.local()
        if hasattr(kept, "value"):
            ours.value = kept.value
        trans_real._active = ours  # type: ignore[attr-defined]
