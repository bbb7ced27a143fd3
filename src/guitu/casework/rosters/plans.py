"""What a good row is going to become, kept (encrypted) with the row: what was previewed is what is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from guitu.casework.rosters.placing import Placed
from guitu.casework.rosters.story import Story
from guitu.importing.staged import Document, plain
from guitu.people.intake import NewPerson
from guitu.rules import records

FAMILY = (("relative_name", "name"), ("relative_relation", "relation"), ("relative_phone", "phone"))


@dataclass(frozen=True, slots=True)
class PlannedFact:
    id: UUID
    kind: str
    on: date
    body: dict[str, Any]
    note: str = ""


def plan_of(values: Mapping[str, Any], placed: Placed, story: Story) -> Document:
    """The row's values, place, measures and facts as one document."""
    return {
        "values": plain_values(values),
        "path": placed.path,
        "post": str(placed.post_id) if placed.post_id else None,
        "measures": [[str(m.id), m.kind, m.organ, m.decision_number] for m in story.measures],
        "facts": [[f.id, f.kind, f.on.isoformat(), records.body_of(f)] for f in story.facts],
        "notes": story.notes,
    }


def plain_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as JSON gives them back, so that equal means equal."""
    return {name: value if type(value) is str else plain(value) for name, value in values.items()}


def person_of(plan: Document) -> NewPerson:
    """The file that the row opens. What has no column of its own goes into one encrypted document."""
    values = plan["values"]
    relative = {name: values[field] for field, name in FAMILY if values.get(field)}
    return NewPerson(
        name=values["name"],
        sex=values.get("sex", ""),
        scope_path=plan["path"],
        post_id=UUID(plan["post"]) if plan["post"] else None,
        id_number=values["id_number"],
        id_type=values.get("id_kind") or "111",
        born_on=date.fromisoformat(values["born_on"]) if values.get("born_on") else None,
        phone=values.get("phone"),
        address=values.get("living_address"),
        home_address=values.get("registered_address"),
        family=[relative] if relative else [],
        extra={"roster": values},
    )


def facts_in(plan: Document) -> list[PlannedFact]:
    notes = plan.get("notes", {})  # batches read before there were any have none
    return [
        PlannedFact(UUID(id), kind, date.fromisoformat(on), body, notes.get(id, "")) for id, kind, on, body in plan["facts"]
    ]
