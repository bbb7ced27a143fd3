"""What is confided to a counsellor, sealed row by row; the database gives it to the counsellor of the file alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import orjson

from guitu.casework.case import Case
from guitu.kit.crypto import readable, seal
from guitu.kit.database import row, rows, run
from guitu.ledger.commands import Act
from guitu.ledger.lines import Change, changed

_BODY = "casework_confided|body"


@dataclass(frozen=True, slots=True)
class Confided:
    """A note, or a scale with its answers."""

    on: date
    words: str
    scale: str | None
    answers: tuple[int, ...]


def is_counsellor(me: UUID, matter: UUID) -> bool:
    """Whether the post is the counsellor of this file now."""
    found = row(
        "SELECT 1 FROM matters_part WHERE matter_id = %s AND post_id = %s AND part = 'counsellor' AND until_on IS NULL AND NOT beyond",
        [matter, me],
    )
    return found is not None


def keep(act: Act, held: Case, on: date, body: Mapping[str, Any]) -> None:
    """Write one down. The line of the ledger says that something was confided, and no more."""
    id = uuid4()
    sealed = seal(_BODY, id, orjson.dumps({"on": on.isoformat(), **body}).decode())
    run(
        "INSERT INTO casework_confided (id, county_id, scope_path, compartment, matter_id, post_id, recorded_at, body)"
        " VALUES (%s, %s, %s, 'people', %s, %s, %s, %s)",
        [id, held.county_id, held.scope_path, held.id, act.actor.post_id, act.at, sealed],
    )
    changed(act, [Change("confided", id, held.scope_path, held.id, {})])


def of_person(matter: UUID) -> list[Confided]:
    """What was confided, the latest first."""
    found = rows("SELECT id, body FROM casework_confided WHERE matter_id = %s ORDER BY recorded_at DESC, id", [matter])
    opened = [orjson.loads(text) for id, body in found if (text := readable(_BODY, id, body))]
    told = [
        Confided(date.fromisoformat(one["on"]), one.get("words", ""), one.get("scale"), tuple(one.get("answers", ())))
        for one in opened
    ]
    return sorted(told, key=lambda one: one.on, reverse=True)
