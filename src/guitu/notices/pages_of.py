"""Where a notice leads, by its kind: as the packages declare it. A post that may not open it reads it all the same."""

from __future__ import annotations

from uuid import UUID

from guitu.kit.addresses import address_if_any
from guitu.kit.declarations import NoticeKind
from guitu.kit.registry import Registry

DECLARED: Registry[NoticeKind] = Registry("kinds of notice")


def url_of(kind: str, of: UUID | None, may: frozenset[str]) -> str:
    """The page, empty where there is none for this post."""
    found = DECLARED.get(kind)
    if found is None or found.action not in may or (found.page.arguments and of is None):
        return ""
    return address_if_any(found.page.name, *([of] if found.page.arguments else []))
