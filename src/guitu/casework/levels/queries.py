from __future__ import annotations

from uuid import UUID

from guitu.kit.actor import Actor
from guitu.kit.database import row


def is_assessor(actor: Actor, assessment: UUID) -> bool:
    """Whether this post, or the same human being from another post or account, recorded the assessment."""
    found = row(
        "SELECT f.post_id, h.natural_person_id FROM casework_fact f LEFT JOIN grid_holding h ON h.post_id = f.post_id"
        " AND h.from_on <= f.recorded_at::date AND (h.until_on IS NULL OR h.until_on > f.recorded_at::date)"
        " WHERE f.id = %s",
        [assessment],
    )
    if found is None:
        return False
    return bool(found[0] == actor.post_id or (actor.natural_person_id is not None and found[1] == actor.natural_person_id))
