"""Which page is at an address, found once for each shape of address: ids differ, the page does not.

Django tries one address of the house after the other, which costs more than reading a short list. What it found is
kept by what stands between the ids, and the ids of the next address are put in where they belong.
"""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.urls import ResolverMatch, URLResolver
from django.urls.resolvers import RoutePattern

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Remembered(URLResolver):
    """The pages of the house, which do not change while it runs. Those whose arguments are ids alone are kept, so there
    are never more than pages; what is nowhere is looked for each time."""

    def __init__(self, pages: list[Any]) -> None:
        super().__init__(RoutePattern(""), pages)
        self._kept: dict[tuple[str, ...], ResolverMatch] = {}

    def resolve(self, path: str) -> ResolverMatch:
        path = str(path)
        between, ids = tuple(_ID.split(path)), [UUID(one) for one in _ID.findall(path)]
        kept = self._kept.get(between)
        if kept is None:
            found = super().resolve(path)
            if not found.args and list(found.kwargs.values()) == ids:
                self._kept[between] = found
            return found
        what = dict(zip(kept.kwargs, ids, strict=True))
        return ResolverMatch(
            kept.func, (), what, kept.url_name, [*kept.app_names], [*kept.namespaces], kept.route,
            captured_kwargs=what, extra_kwargs={},
        )
