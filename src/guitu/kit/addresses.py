"""Addresses of pages by name, found once: a list of forty rows asks for a hundred and twenty."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.urls import NoReverseMatch, reverse

_STANDS_FOR = tuple(UUID(int=(0xA1B2C3D4E5F6 << 80) + number) for number in range(1, 5))


def address(name: str, *args: Any, query: Mapping[str, Any] | None = None) -> str:
    """As Django's `reverse`; raises NoReverseMatch too. Ids are put into a pattern that is kept."""
    if args and all(isinstance(arg, UUID) for arg in args) and len(args) <= len(_STANDS_FOR):
        path = _pattern(settings.ROOT_URLCONF, name, len(args))
        for place, arg in zip(_STANDS_FOR, args, strict=False):
            path = path.replace(str(place), str(arg))
    elif args:
        path = reverse(name, args=args)
    else:
        path = _pattern(settings.ROOT_URLCONF, name, 0)
    return f"{path}?{urlencode(query, doseq=True)}" if query else path


def has_address(name: str) -> bool:
    """Whether there is a page of this name that needs no argument."""
    return _exists(settings.ROOT_URLCONF, name)


@lru_cache(maxsize=2048)
def _pattern(urlconf: str, name: str, ids: int) -> str:
    return reverse(name, urlconf=urlconf, args=_STANDS_FOR[:ids] or None)


@lru_cache(maxsize=512)
def _exists(urlconf: str, name: str) -> bool:
    try:
        reverse(name, urlconf=urlconf)
    except NoReverseMatch:
        return False
    return True
