"""What was searched for, kept sealed in the session under an opaque id: never in an address (S-7.3)."""

from __future__ import annotations

import base64
from typing import Any
from uuid import UUID, uuid4

from guitu.kit.crypto import Unreadable, open_sealed, seal

MOST = 8
LONGEST = 60
_PLACE, _KEY = "session|search", "searches"


def keep(session: Any, text: str) -> UUID:
    """Keep the words of a search; the oldest of several go."""
    id = uuid4()
    held: dict[str, str] = dict(session.get(_KEY, {}))
    held[str(id)] = base64.b64encode(seal(_PLACE, id, text[:LONGEST]) or b"").decode()
    session[_KEY] = dict(list(held.items())[-MOST:])
    return id


def words(session: Any, id: str) -> str | None:
    """The words kept under this id in this session; None for any other."""
    found = session.get(_KEY, {}).get(id)
    if found is None:
        return None
    try:
        return open_sealed(_PLACE, UUID(id), base64.b64decode(found))
    except (Unreadable, ValueError):
        return None
