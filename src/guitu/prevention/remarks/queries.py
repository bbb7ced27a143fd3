"""Remarks as the office reads them: of one's area, those that wait first."""

from __future__ import annotations

from typing import Any

from guitu.kit.actor import Actor
from guitu.kit.database import dicts, rows
from guitu.lists.pages import Cut
from guitu.prevention.sealed import words_in

Row = dict[str, Any]
ONLY = ("waiting", "shown", "declined")


def remarks(actor: Actor, only: str, cut: Cut) -> list[Row]:
    """The remarks of one's area that stand so. One query."""
    found = dicts(
        "SELECT r.id, r.matter_id, r.left_on, r.decided_on, r.state, r.words, p.name AS place, count(*) OVER () AS total FROM prevention_remark r"  # noqa: S608  ours
        " JOIN prevention_place p ON p.id = r.matter_id WHERE r.county_id = %(county)s AND r.scope_path >= %(lo)s AND r.scope_path < %(hi)s"
        f" AND r.state = %(only)s ORDER BY {cut.order} LIMIT %(limit)s OFFSET %(offset)s",
        {"county": actor.county_id, "lo": actor.lo, "hi": actor.hi, "only": only, "limit": cut.limit, "offset": cut.offset},
    )
    return [one | {"text": words_in("remark", one["id"], one["words"]).get("text", "")} for one in found]


def waiting(actor: Actor) -> int:
    """How many of one's area nobody has read."""
    ((n,),) = rows(
        "SELECT count(*) FROM prevention_remark WHERE county_id = %s AND scope_path >= %s AND scope_path < %s AND state = 'waiting'",
        [actor.county_id, actor.lo, actor.hi],
    )
    return int(n)
