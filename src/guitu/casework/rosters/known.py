"""Who of a roster is on file already in the same town, and whether the sheet says anything else about them.

A file in another town is no concern of the row: it is answered like a new one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson

from guitu.casework.rosters.plans import Document
from guitu.kit.crypto import readable, shown
from guitu.kit.database import dicts
from guitu.people import intake
from guitu.people.intake import NewPerson

# what a file made by hand has that a row has too
_SHARED = (("name", "name"), ("phone", "phone"), ("address", "living_address"), ("home_address", "registered_address"))
# what a sheet may say otherwise without saying anything else about the person
_ASIDE = frozenset({"state_text", "drugs_text", "worker_name", "remark"})


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file with the row's number in the row's town."""

    person_id: UUID
    scope_path: str  # where it is kept, '' when it is not visible
    values: dict[str, Any]  # what an import said, or what was typed
    has_roster: bool
    corrected: int = 0  # the number of the last correction

    @property
    def is_visible(self) -> bool:
        return bool(self.scope_path)


def known_files(county_id: str, people: Sequence[NewPerson]) -> dict[UUID, KnownFile]:
    """Files of these rows' people, by the id that the row would have given; two queries."""
    wanted = {(p.town_path, index): p.id for p in people if (index := p.id_index)}
    found = intake.on_file(county_id, list(wanted))
    if not found:
        return {}
    rows = dicts(
        "SELECT i.person_id, p.scope_path, i.name, i.phone, i.address, i.home_address, i.extra,"
        " (SELECT coalesce(max(c.no), 0) FROM people_correction c WHERE c.matter_id = i.person_id) AS no"
        " FROM people_identity i JOIN people_person p ON p.id = i.person_id WHERE i.person_id = ANY(%s)",
        [list(found.values())],
    )
    visible = {row["person_id"]: row for row in rows}
    return {wanted[key]: _known(person, visible.get(person)) for key, person in found.items()}


def _known(person_id: UUID, row: dict[str, Any] | None) -> KnownFile:
    if row is None:
        return KnownFile(person_id, "", {}, False)
    extra = readable("people_identity|extra", person_id, row["extra"])
    roster = orjson.loads(extra).get("roster") if extra else None
    values = dict(roster or {})
    for column, name in _SHARED:  # what is on file now, corrections since the last roster included
        opened = shown(f"people_identity|{column}", person_id, row[column])
        if opened:
            values[name] = opened
        else:
            values.pop(name, None)
    return KnownFile(person_id, row["scope_path"], values, roster is not None, row["no"])


def tell_apart(held: KnownFile, plan: Document) -> str:
    """The row's outcome: same, differs (nothing is overwritten, the file stands), or a colleague's file."""
    if not held.is_visible:
        return "colleague"
    return "differs" if differences(held, plan) else "same"


def differences(held: KnownFile, plan: Document) -> list[tuple[str, Any, Any]]:
    """(field, on file, in the sheet). A column that the sheet leaves out says nothing."""
    said = plan["values"]
    names = said if held.has_roster else [name for _, name in _SHARED]
    return [
        (name, held.values.get(name), said[name])
        for name in names
        if name not in _ASIDE and name in said and held.values.get(name) != said[name]
    ]
