"""What a post does with what it is told: reads it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from guitu.kit.database import row, run
from guitu.kit.errors import NotVisible
from guitu.ledger.commands import Act, Answer, command


@command
def read_notice(act: Act, *, notice_id: UUID) -> Answer:
    """The post has read what it was told; read before, it stays as it was. NotVisible: it was told to another post."""
    found = row("SELECT kind, object_id FROM notices_notice WHERE id = %s AND post_id = %s", [notice_id, act.actor.post_id])
    if found is None:
        raise NotVisible
    run("UPDATE notices_notice SET read_at = %s WHERE id = %s AND read_at IS NULL", [act.at, notice_id])
    return {"notice": str(notice_id), "kind": found[0], "of": str(found[1]) if found[1] else None}


@command
def read_notices(act: Act, *, until: datetime) -> Answer:
    """The post has read all that it was told until a moment, that of its list; what came since stays unread."""
    n = run(
        "UPDATE notices_notice SET read_at = %s WHERE post_id = %s AND read_at IS NULL AND made_at <= %s",
        [act.at, act.actor.post_id, until],
    )
    return {"read": n}
