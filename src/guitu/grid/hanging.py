"""A place or a post that is used is not closed: who hangs there is asked of the tables above by the statements they declare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from guitu.kit.database import row
from guitu.kit.declarations import Declaration
from guitu.kit.registry import Registry
from guitu.rules.verdict import Reason

# By the code of the refusal, which says {n}: how many hang at `path`, as a statement of one number.
HANGING: Registry[str] = Registry("questions who hangs at a place")
# The same at `post`, `today`. Who closes a post is seldom who sees its files, so these count by the owner's functions.
HANGING_POSTS: Registry[str] = Registry("questions who hangs at a post")


def fill(declared: Iterable[Declaration]) -> None:
    """Handed down once, see `guitu/apps.py`."""
    listed = list(declared)
    HANGING.fill(pair for one in listed for pair in one.hanging.items())
    HANGING_POSTS.fill(pair for one in listed for pair in one.hanging_posts.items())


def at(path: str) -> list[Reason]:
    """Why a place cannot be closed; empty where nothing hangs there any more. Only what the post may see is counted."""
    return _asked(HANGING, {"path": path})


def at_post(post_id: UUID, on: date) -> list[Reason]:
    """Why a post of one's area cannot be closed: whom it looks after, its tasks, its duties. How many, and not who."""
    return _asked(HANGING_POSTS, {"post": post_id, "today": on})


def _asked(questions: Registry[str], values: Mapping[str, Any]) -> list[Reason]:
    found = row(f"SELECT {', '.join(f'({sql})' for sql in questions.values())}", values) or ()
    return [Reason(code, {"n": n}) for code, n in zip(questions, found, strict=True) if n]
