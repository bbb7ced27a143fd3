"""A task is given, and somebody is told."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from guitu.kit.database import acting, rows
from guitu.tasks.commands import give_task
from tests import make

WORDS = "核对三家药店的台账"


def give(world: make.World, at: datetime, *, by: str = "clerk", to: str = "liaison", **other: Any) -> UUID:
    what = {"text": WORDS, "due_on": date(2026, 4, 15), "source": "meeting"} | other
    return UUID(give_task(world.actor(by), at=at, owner=world.posts[to], **what)["task"])


def told(world: make.World, name: str) -> list[str]:
    """The kinds that a post was told, in their order."""
    with acting(world.actor(name)):
        return [
            kind for (kind,) in rows("SELECT kind FROM notices_notice WHERE post_id = %s ORDER BY made_at, kind", [world.posts[name]])
        ]
