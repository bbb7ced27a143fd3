"""Which class of fields each kind of duty tells about: a post that may not read the class never sees it."""

from __future__ import annotations

from functools import lru_cache

from guitu.kit.registry import Registry

DUTY_NEEDS: Registry[str] = Registry("classes of fields that duties tell about")


def duty_kinds(classes: frozenset[str]) -> list[str]:
    """The kinds of duty that a post with these classes is shown."""
    return list(_shown(classes))


@lru_cache(maxsize=256)
def _shown(classes: frozenset[str]) -> tuple[str, ...]:
    return tuple(kind for kind, needs in DUTY_NEEDS.items() if needs in classes)
