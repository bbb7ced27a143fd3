"""Addresses of pages by name, found once: a list of forty rows asks for a hundred and twenty."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.urls import NoReverseMatch, reverse

_STANDS_FOR = tuple(UUID(int=(0xA1B2C3D4E5F6 << 80) + number) for number in (1, 2))


def address(name: str, *args: Any, query: Mapping[str, Any] | None = None) -> str:
    """As Django's `reverse`; raises NoReverseMatch too. Ids are put into a pattern that is kept."""
    if args and len(args) <= len(_STANDS_FOR) and all(isinstance(arg, UUID) for arg in args):
        before, *between = _around(settings.ROOT_URLCONF, name, len(args))
        path = before + "".join([f"{arg}{after}" for arg, after in zip(args, between, strict=True)])
    elif args:
        path = reverse(name, args=args)
    else:
        path = _plain(settings.ROOT_URLCONF, name)
    return f"{path}?{_encoded(tuple(query.items()))}" if query else path


def address_if_any(name: str, *args: Any, query: Mapping[str, Any] | None = None) -> str:
    """The same; empty where there is no such page."""
    try:
        return address(name, *args, query=query)
    except NoReverseMatch:
        return ""


def has_address(name: str) -> bool:
    """Whether there is a page of this name that needs no argument."""
    return _exists(settings.ROOT_URLCONF, name)


@lru_cache(maxsize=2048)
def _plain(urlconf: str, name: str) -> str:
    return reverse(name, urlconf=urlconf)


@lru_cache(maxsize=2048)
def _around(urlconf: str, name: str, ids: int) -> tuple[str, ...]:
    """What stands before, between and after the ids in an address."""
    path = reverse(name, urlconf=urlconf, args=_STANDS_FOR[:ids])
    parts = []
    for place in _STANDS_FOR[:ids]:
        before, path = path.split(str(place))
        parts.append(before)
    return (*parts, path)


@lru_cache(maxsize=8192)
def _encoded(query: tuple[tuple[str, Any], ...]) -> str:
    return urlencode(query, doseq=True)


@lru_cache(maxsize=512)
def _exists(urlconf: str, name: str) -> bool:
    try:
        reverse(name, urlconf=urlconf)
    except NoReverseMatch:
        return False
    return True
