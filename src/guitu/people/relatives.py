"""家庭成员: a record of their own beside the file, by their own consent. Taken back, what was known of them is blanked
at once; that there was somebody stays, so that what was recorded of a talk still has its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import orjson

from guitu.kit.crypto import readable, seal
from guitu.kit.database import rows, run
from guitu.ledger.commands import Act
from guitu.ledger.lines import Change, changed

_BODY = "people_relative|body"


@dataclass(frozen=True, slots=True)
class Known:
    """What a relative agreed that is kept."""

    name: str
    relation: str
    phone: str
    lives_with: bool
    agreed_on: date


@dataclass(frozen=True, slots=True)
class Relative:
    """One of the family as on record; of whom the consent was taken back nothing is known."""

    id: str
    known: Known | None
    ended_on: date | None


def of_person(person_id: UUID) -> list[Relative]:
    """The family on record, in the order in which they came."""
    found = rows(
        "SELECT id, body, ended_on FROM people_relative WHERE matter_id = %s ORDER BY recorded_at, id", [person_id]
    )
    return [Relative(str(id), _known(id, body), ended_on) for id, body, ended_on in found]


def standing(found: Iterable[Relative]) -> dict[str, Known]:
    """Those whose consent stands, by their id."""
    return {one.id: one.known for one in found if one.known is not None}


def _known(id: UUID, body: Any) -> Known | None:
    text = readable(_BODY, id, body)
    if not text:
        return None
    said = orjson.loads(text)
    return Known(**{**said, "agreed_on": date.fromisoformat(said["agreed_on"])})


def add(act: Act, matter: Any, known: Known) -> str:
    """Write one down; gives its id. `matter`: the person's file as loaded."""
    id = uuid4()
    run(
        "INSERT INTO people_relative (id, county_id, scope_path, compartment, matter_id, post_id, recorded_at, body)"
        " VALUES (%s, %s, %s, 'people', %s, %s, %s, %s)",
        [id, matter.county_id, matter.scope_path, matter.id, act.actor.post_id, act.at, _sealed(id, known)],
    )
    changed(act, [Change("relative", id, matter.scope_path, matter.id, {"recorded": act.on})])
    return str(id)


def forget(act: Act, matter: Any, id: UUID) -> bool:
    """Blank what is known of one from now on; False: there is none whose consent stands."""
    found = rows(
        "UPDATE people_relative SET body = NULL, ended_on = %s WHERE id = %s AND matter_id = %s AND ended_on IS NULL RETURNING id",
        [act.on, id, matter.id],
    )
    if not found:
        return False
    changed(act, [Change("relative", id, matter.scope_path, matter.id, {"forgotten": act.on})])
    return True


def _sealed(id: UUID, known: Known) -> bytes | None:
    return seal(_BODY, id, orjson.dumps(asdict(known)).decode())
