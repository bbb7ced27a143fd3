"""我的小组任务: the people on whose team this post sits, and the steps of their plans that are its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from guitu.grid.naming import place_sql
from guitu.kit.crypto import shown
from guitu.kit.database import dicts, rows
from guitu.ledger.sealed import NOTE, body_in
from guitu.people.basics import spread

MOST = 200
_STANDS = "NOT EXISTS (SELECT FROM ledger_fact c WHERE c.matter_id = f.matter_id AND c.corrects = f.id)"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a goal that is not over."""

    matter: UUID
    area: str
    by: date
    words: str


def places(me: UUID) -> list[dict[str, Any]]:
    """The people on whose team the post sits, with the part, masked."""
    found = dicts(
        f"SELECT p.id, p.basics, {place_sql('p.scope_path')} AS place, t.part FROM matters_part t"  # noqa: S608  ours
        " JOIN people_person p ON p.id = t.matter_id WHERE t.post_id = %s AND t.until_on IS NULL AND NOT t.beyond"
        " AND p.sealed_at IS NULL ORDER BY t.part, t.from_on, p.id LIMIT %s",
        [me, MOST],
    )
    return [spread(one) for one in found]


def steps(parts: dict[UUID, str]) -> list[Step]:
    """The open steps that are given to the part which the post has in each of these files, the earliest first."""
    found = rows(
        "SELECT f.id, f.matter_id, f.kind, f.body, f.note FROM ledger_fact f WHERE f.matter_id = ANY(%s)"  # noqa: S608  ours
        f" AND f.kind IN ('goal_set', 'goal_ended', 'plan_closed') AND {_STANDS}",
        [list(parts)],
    )
    over: set[str] = set()
    goals = []
    for id, matter, kind, stored, note in found:
        body = body_in(id, stored) or {}
        if kind == "goal_set":
            goals.append((id, matter, body, note))
        else:
            over.add(str(body.get("goal") or body.get("plan")))
    mine = [
        Step(matter, body["area"], date.fromisoformat(body["step_by"]), shown(NOTE, id, note))
        for id, matter, body, note in goals
        if str(id) not in over and body.get("plan") not in over and body.get("step_who") == parts[matter]
    ]
    return sorted(mine, key=lambda step: (step.by, str(step.matter)))
