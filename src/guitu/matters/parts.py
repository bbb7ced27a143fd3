"""Parts in a matter that reach beyond a post's area: given until a day, ended at once; each is a line of the ledger.

Plain functions for the commands of the contexts, which say who may and lock the matter first. The database says it
too: whoever gives or ends one sees the compartment whole there, or has a part of the house's own in the matter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from guitu.kit.database import row, run
from guitu.ledger.commands import Act
from guitu.ledger.lines import Change, changed


@dataclass(frozen=True, slots=True)
class Place:
    """Which matter, and where it lies: what hangs on it repeats all four."""

    id: UUID
    county_id: str
    scope_path: str
    compartment: str


@dataclass(frozen=True, slots=True)
class NewPart:
    """What is given: to which post, as what, shown which classes, for what, and the first day on which it is no more."""

    post_id: UUID
    part: str
    classes: Iterable[str]
    purpose: str
    expires_on: date


def give_part(act: Act, matter: Place, new: NewPart) -> UUID:
    """A part beyond the area. One whose day has come is ended first: it stands in nobody's way."""
    run(
        "UPDATE matters_part SET until_on = expires_on WHERE matter_id = %s AND post_id = %s AND beyond"
        " AND until_on IS NULL AND expires_on <= %s",
        [matter.id, new.post_id, act.on],
    )
    part, classes = uuid4(), " ".join(sorted(new.classes))
    run(
        "INSERT INTO matters_part (id, county_id, scope_path, compartment, matter_id, post_id, part, from_on, beyond,"
        " expires_on, classes, purpose, given_by) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, true, %s, %s, %s, %s)",
        [part, matter.county_id, matter.scope_path, matter.compartment, matter.id, new.post_id, new.part, act.on,
         new.expires_on, classes, new.purpose, act.actor.post_id],
    )
    detail = {"post": str(new.post_id), "part": new.part, "until": new.expires_on, "classes": classes,
              "purpose": new.purpose}
    changed(act, [Change("part", part, matter.scope_path, matter.id, detail, matter.compartment)])
    return part


def end_part(act: Act, matter: Place, part_id: UUID) -> bool:
    """A part beyond the area is over from the next click on. False: there is none that is open."""
    ended = row(
        "UPDATE matters_part SET until_on = %s WHERE id = %s AND matter_id = %s AND beyond AND until_on IS NULL"
        " RETURNING post_id",
        [act.on, part_id, matter.id],
    )
    if ended is None:
        return False
    detail = {"post": str(ended[0]), "ended": act.on}
    changed(act, [Change("part", part_id, matter.scope_path, matter.id, detail, matter.compartment)])
    return True
