"""What a post was told, and what became of what it told others; a page at a time, by the last row of the one before."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from guitu.grid.post_names import posts_called
from guitu.kit.actor import Actor
from guitu.kit.database import dicts
from guitu.kit.telling import filled
from guitu.notices.pages_of import url_of
from guitu.rules.notices import KINDS

SIZE = 20
Row = dict[str, Any]
_TOLD = (
    "SELECT id, post_id, kind, code, object_id, made_at, read_at FROM notices_notice WHERE {} AND (made_at, id) < (%s, %s)"
    " ORDER BY made_at DESC, id DESC LIMIT %s"
)
BOXES = {"mine": "post_id = %s", "unread": "post_id = %s AND read_at IS NULL", "sent": "from_post = %s AND post_id <> from_post"}
_LAST = UUID(int=2**128 - 1)


def listed(box: str, actor: Actor, today: date, after: tuple[datetime, UUID] | None = None) -> tuple[list[Row], str]:
    """Some notices, the newest first, and the key of the next page; empty: there is none."""
    at, last = after or ("infinity", _LAST)
    found = dicts(_TOLD.format(BOXES[box]), [actor.post_id, at, last, SIZE + 1])
    shown, more = found[:SIZE], found[SIZE:]
    named = posts_called({one["post_id"] for one in shown}, today) if box == "sent" else {}
    lines = [_line(one, actor, named) for one in shown]
    return lines, key_of(shown[-1]["made_at"], shown[-1]["id"]) if more else ""


def key_of(at: datetime, last: UUID) -> str:
    return f"{at.timestamp():.6f}_{last.hex}"


def key_in(text: str) -> tuple[datetime, UUID] | None:
    """A key as an address has it; anything odd is the first page."""
    moment, _, last = text.partition("_")
    try:
        return datetime.fromtimestamp(float(moment), tz=UTC), UUID(last)
    except (ValueError, OverflowError, OSError):
        return None


def _line(one: Row, actor: Actor, named: dict[UUID, str]) -> Row:
    return {
        "id": one["id"], "text": filled(KINDS.get(one["kind"], "{code}"), {"code": one["code"]}), "made_at": one["made_at"],
        "read_at": one["read_at"], "url": url_of(one["kind"], one["object_id"], actor.may), "to": named.get(one["post_id"], ""),
    }
