"""What the page of help reads beside the person's facts: needs with their state, and what courses are called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from guitu.kit.crypto import shown
from guitu.kit.database import dicts, rows


def needs_of(person_id: UUID) -> list[dict[str, Any]]:
    """The needs of one person that the post sees, the newest first."""
    found = dicts(
        "SELECT n.id, n.need, m.state, m.since_on FROM casework_need n JOIN matters_matter m ON m.id = n.id"
        " WHERE n.person_id = %s ORDER BY m.opened_at DESC, n.id LIMIT 30",
        [person_id],
    )
    return [one | {"code": one["id"].hex[:4].upper()} for one in found]


def courses_named(ids: Sequence[str]) -> dict[str, str]:
    """Courses by their name."""
    if not ids:
        return {}
    found = rows("SELECT id, name FROM casework_courseheld WHERE id = ANY(%s::uuid[])", [list(ids)])
    return {str(id): shown("casework_courseheld|name", id, name) for id, name in found}
