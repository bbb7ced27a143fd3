"""A person's basics lie sealed in the person's own row: the masked name, the sex and the birth date.

Every list draws them and none sorts or filters by them, so they are one value, opened when a row is drawn.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

import orjson

from guitu.kit.crypto import readable, sealing, unreadable_word
from guitu.kit.database import run
from guitu.matters.labels import sealed_label

PLACE = "people_person|basics"
_LENGTH = 40  # bytes: more than any has, so that the length tells neither the sex nor how long the name is


class Basics(NamedTuple):
    """What a masked list shows of somebody."""

    masked: str  # 王**
    sex: str  # male | female
    born_on: date | None


def sealed(person_id: UUID, basics: Basics) -> bytes:
    """As the row of this person keeps them, and no other."""
    return sealing()(PLACE, person_id, orjson.dumps(tuple(basics)).ljust(_LENGTH).decode())


def keep(person_id: UUID, basics: Basics) -> None:
    """Write somebody's basics anew, and the label of the matter, which lists of every kind of matter show."""
    run("UPDATE people_person SET basics = %s WHERE id = %s", [sealed(person_id, basics), person_id])
    run("UPDATE matters_matter SET label = %s WHERE id = %s", [sealed_label(person_id, basics.masked), person_id])


def opened(person_id: UUID | str, stored: bytes | memoryview | str) -> Basics:
    """What was sealed for this person; `stored` as the row has it, or as it comes in JSON. Where it cannot be read the
    name says so, with an alarm, and sex and birth date are not known."""
    data = bytes.fromhex(stored[2:]) if isinstance(stored, str) else stored
    text = readable(PLACE, UUID(person_id) if isinstance(person_id, str) else person_id, data)
    if not text:
        return Basics(unreadable_word(), "", None)
    masked, sex, born_on = orjson.loads(text)
    return Basics(masked, sex, date.fromisoformat(born_on) if born_on else None)


def spread(row: dict[str, Any]) -> dict[str, Any]:
    """A row of a person, by `id`, with its `basics` opened: `masked`, `sex` and `born_on` instead."""
    return {name: value for name, value in row.items() if name != "basics"} | opened(row["id"], row["basics"])._asdict()
