"""What posts are called on a page: body and job, and who holds them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from guitu.grid.held import held
from guitu.grid.roles import ROLES
from guitu.kit.database import rows

_CALLED = (
    "SELECT p.id, b.name, p.role, p.title, (SELECT h.name FROM grid_holding h WHERE h.post_id = p.id AND "  # noqa: S608  ours
    f"{held('h')} LIMIT 1) FROM grid_post p JOIN grid_body b ON b.id = p.body_id WHERE p.id = ANY(%(posts)s)"
)


def posts_called(posts: Iterable[UUID], today: date) -> dict[UUID, str]:
    """恩平市禁毒办 · 内勤 · 何静, each by its id; a post that nobody holds without a name."""
    found = rows(_CALLED, {"posts": list(posts), "today": today})
    return {
        post: " · ".join(part for part in (body, ROLES[role].called(title) if role in ROLES else title, holder) if part)
        for post, body, role, title, holder in found
    }


def posts_briefly(posts: Iterable[UUID], today: date) -> dict[UUID, str]:
    """内勤 · 何静, each by its id: where the body is clear from what stands around it."""
    found = rows(_CALLED, {"posts": list(posts), "today": today})
    return {
        post: " · ".join(part for part in (ROLES[role].called(title) if role in ROLES else title, holder) if part) or body
        for post, body, role, title, holder in found
    }
