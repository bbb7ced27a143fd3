"""What a context gives to the papers of its matters: its fields, the papers it offers, the values it has on file.

Papers knows no context. `guitu/apps.py` hands down one `Source` per compartment when the process is ready; whoever prints
asks the source of the matter's compartment, and a matter of another is asked of nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from guitu.kit.database import row
from guitu.kit.errors import NotVisible
from guitu.kit.registry import Registry
from guitu.matters.labels import label_in
from guitu.papers.kinds import Kind


@dataclass(frozen=True, slots=True)
class Field:
    """A value that papers may print: its name in the templates, an example, the class of fields it belongs to."""

    name: str
    example: str
    needs: str = "BASIC"
    where: str = ""  # the name of the page on which it is filled in


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper that may be printed now: of which kind, about what, and how that is told."""

    kind: str
    about: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """Something on file that an item of the checklist may rest on: a code, its day, when and by whom it was written."""

    code: str
    on: date
    at: datetime
    who: str


class Dossier(Protocol):
    """One matter, read for its papers."""

    scope_path: str
    label: str  # masked
    place: str

    def offers(self, kinds: Mapping[str, Kind]) -> list[Offer]:
        """The papers that may be printed now, the likeliest first."""

    def values(self, kind: Kind, about: str) -> dict[str, str]:
        """The values on file, by field; what is not on file is not among them. NotVisible: it is about nothing here."""

    def served_on(self, kind: Kind, about: str) -> date | None:
        """When it was served, where that is a fact of its own."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a context gives for a compartment."""

    compartment: str
    page: str  # the name of the page of one of its matters
    fields: Mapping[str, Field]
    open: Callable[[UUID, date], Dossier]
    records: Callable[[UUID, frozenset[str]], Sequence[Record]]


SOURCES: Registry[Source] = Registry("sources of papers")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a matter lies, and in which compartment."""

    id: UUID
    county_id: str
    scope_path: str
    compartment: str
    label: str

    @property
    def source(self) -> Source:
        if self.compartment not in SOURCES:
            raise NotVisible
        return SOURCES[self.compartment]


def place_of(matter_id: UUID) -> Place:
    """The matter as row security shows it to who acts; NotVisible outside one's grid and when it is sealed."""
    found = row(
        "SELECT id, county_id, scope_path, compartment, label FROM matters_matter WHERE id = %s AND sealed_at IS NULL",
        [matter_id],
    )
    if found is None:
        raise NotVisible
    matter, county, path, compartment, label = found
    return Place(matter, county, path, compartment, label_in(matter, label))


def classes_of(kind: Kind, source: Source) -> frozenset[str]:
    """The classes of fields that a paper prints; who may not read one of them does not print it."""
    return frozenset(source.fields[name].needs for name in kind.fields if name in source.fields)


def examples(kind: Kind, source: Source) -> dict[str, str]:
    """An example of every field that a template of this kind may name."""
    own = {one.name: one.example for one in kind.asked}
    return {name: field.example for name, field in source.fields.items()} | own


def unknown_fields(kinds: Iterable[Kind], source: Source) -> list[str]:
    """Fields that a pack's papers name and nobody declares: `kind: field`."""
    return [
        f"{kind.code}: {name}" for kind in kinds for name in kind.fields if name not in examples(kind, source)
    ]


def source_of(compartment: str) -> Source:
    return SOURCES[compartment]
