"""A turning of the key from its beginning to the day on which the older keys are gone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings

from guitu.kit import file_keys
from guitu.kit.database import dicts
from guitu.kit.ring import add_key, drop_keys, ring
from guitu.rotation.turning import Turned, older_heads, turn, under

# Searches kept in a login and files of exports are sealed too and lie elsewhere; they live for a day at most.
LONGEST_ELSEWHERE = timedelta(hours=25)
_BEGUN = (
    "INSERT INTO rotation_turn (id, key, began_at, seen_at, found, \"left\", unreadable) VALUES (%s, %s, %s, %s, %s, %s, 0)"
)
_SEEN = "UPDATE rotation_turn SET seen_at = %s, \"left\" = %s, unreadable = %s, done_at = %s WHERE id = %s"
_LAST = "SELECT key, began_at, seen_at, done_at, found, \"left\", unreadable FROM rotation_turn ORDER BY began_at DESC, seen_at DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class NotYet:
    """Why older keys stay: so many values lie under them, or something elsewhere may still do until then."""

    values: int = 0
    until: datetime | None = None


def turn_key(connection: Any, now: Callable[[], datetime], told: Callable[[int], None] = lambda left: None) -> Turned:
    """Go on with a turning that was not finished; else a new key, and everything under it."""
    found = _lie_under(connection, older_heads())
    if not found:
        add_key(Path(settings.KEYS), now())
        found = _lie_under(connection, older_heads())
    id = uuid4()
    _do(connection, _BEGUN, [id, ring(now=True).active, now(), now(), found, found])

    def tell(left: int) -> None:
        _do(connection, _SEEN, [now(), left, 0, None, id])
        told(left)

    turned = turn(connection, tell)
    for file in file_keys.under(older_heads()):  # the keys of sealed files lie outside the database
        file_keys.wrap_again(file)
    _do(connection, "SELECT set_config('synchronous_commit', 'on', false)", [])  # what is said to be done is on the disk
    _do(connection, _SEEN, [now(), turned.left, turned.unreadable, now() if not turned.left else None, id])
    return turned


def retire(connection: Any, at: datetime) -> NotYet | list[int]:
    """Take older keys off the ring, if nothing lies under them: gives which. Backups of before need the old recovery sheet."""
    keys = ring(now=True)
    older = [key for key in keys.ciphers if key != keys.active]
    if found := _lie_under(connection, older_heads()):
        return NotYet(found)
    latest = max((keys.left_at[key] for key in older if key in keys.left_at), default=None)
    if latest is not None and at < latest + LONGEST_ELSEWHERE:
        return NotYet(until=latest + LONGEST_ELSEWHERE)
    drop_keys(Path(settings.KEYS), older)
    return older


def _lie_under(connection: Any, heads: Sequence[bytes]) -> int:
    """How many values lie under older keys: in the database, and keys of sealed files."""
    return sum(under(connection, heads).values()) + len(file_keys.under(heads))


def last_turn() -> dict[str, Any] | None:
    """How far the last one is, for the page."""
    return next(iter(dicts(_LAST)), None)


def _do(connection: Any, sql: str, values: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
