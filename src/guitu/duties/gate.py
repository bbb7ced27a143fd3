"""One gate for lists, single rows and commands: which duties a post is shown, and which of them are its to do."""

from __future__ import annotations

from functools import lru_cache

from guitu.duties import doors
from guitu.grid.fields import DUTY_NEEDS, duty_kinds
from guitu.rules.duty_keys import parted


@lru_cache(maxsize=1024)
def kinds(classes: frozenset[str], group: str = "") -> tuple[str, ...]:
    """The kinds that a post with these classes is shown: a condition of every statement that reads duties."""
    return tuple(kind for kind in duty_kinds(classes) if group in ("", doors.door_of(kind).group))


def sees(classes: frozenset[str], kind: str) -> bool:
    """Whether duties of this kind exist for a post with these classes."""
    return DUTY_NEEDS.get(kind) in classes


def may_do(may: frozenset[str], classes: frozenset[str], kind: str, key: str) -> bool:
    """Whether the duty is this post's to do, and so to put off: seen, and recorded by a page that it may open."""
    return sees(classes, kind) and doors.door_of(kind, key).action in may


def asked(classes: frozenset[str], key: str) -> str:
    """The duty that an address names, as far as it exists for the post."""
    return key[:200] if sees(classes, parted(key[:200]).kind) else ""
