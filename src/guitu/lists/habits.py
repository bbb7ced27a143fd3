"""How somebody likes a list at a post: what was asked last time, which columns, which filters are kept under a name.

It is read together with the session (`grid/session_store.py`), so a list asks no question of its own for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID, uuid4, uuid5

import orjson

from guitu.kit.actor import Actor
from guitu.kit.crypto import Unreadable, open_sealed, seal
from guitu.kit.database import queue, row

MOST_VIEWS = 12
LONGEST_NAME = 20
QUERY, BODY = "lists_habit|query", "lists_habit|body"
Query = tuple[tuple[str, str], ...]
_UPSERT = (
    "INSERT INTO lists_habit (id, county_id, post_id, account_id, list, query, body) VALUES (%s, %s, %s, %s, %s, %s, %s)"
    " ON CONFLICT (county_id, post_id, account_id, list) DO UPDATE SET "
)


class View(NamedTuple):
    """常用筛选: a query under a name."""

    id: str
    name: str
    query: Query


class Habit(NamedTuple):
    query: Query = ()
    columns: tuple[str, ...] = ()
    views: tuple[View, ...] = ()


NONE = Habit()


def habit_of(request: Any, name: str) -> Habit:
    """As it was read with the session of who asks, at the post that acts."""
    held: Sequence[Sequence[str]] = getattr(request.session, "habits", None) or ()
    if not held:
        return NONE
    post = str(request.actor.post_id)
    for of, listed, query, body in held:
        if listed == name and of == post:
            return _read(_sealed_for(request.actor, name), query, body)
    return NONE


@lru_cache(maxsize=2048)
def _read(id: UUID, query: str, body: str) -> Habit:
    asked, kept = _opened(QUERY, id, query) or [], _opened(BODY, id, body) or {}
    views = tuple(View(view["id"], view["name"], _pairs(view["query"])) for view in kept.get("views", ()))
    return Habit(_pairs(asked), tuple(kept.get("columns", ())), views)


def _opened(place: str, id: UUID, text: str) -> Any:
    """What lies there; nothing where it cannot be read: a list without habits is a list all the same."""
    try:
        return orjson.loads(open_sealed(place, id, bytes.fromhex(text)) or "null")
    except (Unreadable, ValueError):
        return None


def _pairs(found: Any) -> Query:
    return tuple((str(name), str(value)) for name, value in found)


def _sealed_for(actor: Actor, name: str) -> UUID:
    """What the values of a habit are bound to: the account, the post, the list."""
    return sealed_for(actor.account_id, actor.post_id, name)


def sealed_for(account_id: UUID | None, post_id: UUID, name: str) -> UUID:
    return uuid5(account_id or post_id, f"{post_id}|{name}")


def remember(actor: Actor, name: str, query: Query) -> None:
    """Keep what is asked now, for the next time. No line of the ledger: it is a click, like the page of a session."""
    _write(actor, name, query=query, body=None)


def keep(actor: Actor, name: str, columns: Sequence[str], views: Sequence[View]) -> None:
    _write(actor, name, query=None, body={"columns": list(columns), "views": [view._asdict() for view in views]})


def kept(actor: Actor, name: str) -> Habit:
    """The habit as it lies in the database, held until the command is done."""
    found = row(
        "SELECT encode(query, 'hex'), encode(body, 'hex') FROM lists_habit"
        " WHERE county_id = %s AND post_id = %s AND account_id = %s AND list = %s FOR UPDATE",
        [actor.county_id, actor.post_id, actor.account_id, name],
    )
    return _read(_sealed_for(actor, name), *found) if found else NONE


def _write(actor: Actor, name: str, *, query: Query | None, body: Mapping[str, Any] | None) -> None:
    if actor.account_id is None:
        return
    id = _sealed_for(actor, name)
    changed = "query = excluded.query" if body is None else "body = excluded.body"
    asked = seal(QUERY, id, orjson.dumps(query or ()).decode())
    said = seal(BODY, id, orjson.dumps(body or {}).decode())
    queue(_UPSERT + changed, [uuid4(), actor.county_id, actor.post_id, actor.account_id, name, asked, said])
