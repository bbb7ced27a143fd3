"""The lines of a month, and each town with what stands of it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from guitu.grid.areas import TOWN, units_inside
from guitu.grid.post_names import posts_called
from guitu.kit.actor import Actor
from guitu.kit.crypto import shown
from guitu.kit.database import dicts
from guitu.kit.telling import said
from guitu.kit.telling import shown as spoken
from guitu.rules.statements import Line, StatementsPolicy, standing

WORDS = "response_statement.words"
Row = dict[str, Any]
_LINES = (
    "SELECT id, path, item, result, looked_on, how, takes_back, said_at, said_post, words FROM response_statement"
    " WHERE county_id = %s AND month = %s ORDER BY said_at, id"
)


def lines_of(county_id: str, month: date) -> list[Line]:
    """All lines of a month that the acting post sees."""
    return [_line(one) for one in dicts(_LINES, [county_id, month])]


def month_of(actor: Actor, month: date, policy: StatementsPolicy, today: date) -> list[Row]:
    """Each town of one's area with the items of the list: what stands of it, and what was taken back."""
    found = {one["id"]: one for one in dicts(_LINES, [actor.county_id, month])}
    stands = standing(_line(one) for one in found.values())
    named = posts_called({one["said_post"] for one in found.values()}, today)
    back: dict[tuple[str, str], list[Row]] = {}
    for one in found.values():
        if one["takes_back"]:
            back.setdefault((one["path"], one["item"]), []).append(_told(one, policy, named))
    return [
        {
            "path": path, "name": name,
            "lines": [
                {"name": said(item.name), "back": back.get((path, code), []), **(_told(found[stands[path, code].id], policy, named) if (path, code) in stands else {"id": None})}
                for code, item in policy.items.items()
            ],
        }
        for path, name in units_inside(actor.path, TOWN)
    ]


def _told(one: Row, policy: StatementsPolicy, named: dict[UUID, str]) -> Row:
    how = "、".join(said(policy.ways[way].name) for way in one["how"] if way in policy.ways)
    words = shown(WORDS, one["id"], one["words"]) if one["words"] else ""
    return {
        "id": one["id"], "result": one["result"], "word": spoken(f"statement.{one['result']}"), "how": how, "looked_on": one["looked_on"],
        "who": named.get(one["said_post"], ""), "words": words, "said_at": one["said_at"],
    }


def _line(one: Row) -> Line:
    return Line(one["id"], one["path"], one["item"], one["result"], one["said_at"], one["takes_back"])
