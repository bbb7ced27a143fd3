"""A denial is written in a transaction of its own: refusing must not undo the record of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

import orjson

from guitu.kit.actor import Actor
from guitu.kit.database import acting, run


def note_denial(actor: Actor, what: str, request_id: str, at: datetime, asked: Mapping[str, object] | None = None) -> None:
    """Who was refused what, and at which ids they knocked: many failed knocks are a sign (S-8.4, S-14.1).

    The ids stand in the detail: the line belongs to the place of the asking post, not to a person elsewhere.
    """
    if not actor.county_id:
        return
    with acting(actor):
        run(
            "INSERT INTO people_access (id, county_id, scope_path, at, post_id, account_id, action, outcome, classes, purpose,"
            " request_id, detail) VALUES (%s, %s, %s, %s, %s, %s, %s, 'denied', '', '', %s, %s::jsonb)",
            [uuid4(), actor.county_id, actor.path, at, actor.post_id, actor.account_id, what, request_id,
             orjson.dumps({name: _coded(value) for name, value in (asked or {}).items()}).decode()],
        )


def _coded(value: object) -> str:
    """An id or the digits of an area; whatever else somebody put into the address is not kept."""
    text = str(value)
    return text if isinstance(value, UUID) or (text.isascii() and text.isdigit()) else "?"
