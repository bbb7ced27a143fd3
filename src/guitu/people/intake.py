"""New files: identity sealed, tokens for search, the responsible post. Many at once in three statements."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import orjson

from guitu.kit.arrays import array
from guitu.kit.crypto import blind, blind_short, normal, sealing
from guitu.kit.crypto import tokens as keyed
from guitu.kit.database import Statement, insert_many, rows
from guitu.matters.opening import NewMatter, open_matters
from guitu.people.basics import Basics, sealed
from guitu.people.pinyin import search_keys


@dataclass(slots=True)
class NewPerson:
    """What is needed to open a file. `town_path` is the nine digits of the office that keeps it."""

    name: str
    sex: str
    scope_path: str
    post_id: UUID | None  # the responsible post
    id_number: str | None = None
    id_type: str = "111"
    born_on: date | None = None
    home_path: str | None = None
    phone: str | None = None
    address: str | None = None
    home_address: str | None = None
    family: list[dict[str, str]] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)
    id: UUID = field(default_factory=uuid4)

    @property
    def town_path(self) -> str:
        return self.scope_path[:9]

    @property
    def basics(self) -> Basics:
        return Basics(masked_name(self.name), self.sex, self.born_on)

    @property
    def id_index(self) -> bytes | None:
        return id_index(self.id_number)


def masked_name(name: str) -> str:
    """王小明 → 王**; a name of two characters keeps one star. Compound surnames keep one character too."""
    clean = normal(name)
    return clean[:1] + "*" * max(1, min(len(clean) - 1, 2))


def add(county_id: str, people: Sequence[NewPerson], at: datetime, on: date) -> None:
    """Open files. The matters go first: an own-caseload post may only add people in whose files it has a part."""
    new = [NewMatter(p.id, p.scope_path, masked_name(p.name), p.post_id) for p in people]
    open_matters(county_id, new, kind="person", compartment="people", at=at, on=on)
    insert_many(
        "people_person",
        (("id", "uuid"), ("county_id", "text"), ("standing_no", "uuid"), ("scope_path", "text"), ("home_path", "text"),
         ("basics", "bytea"), ("opened_at", "timestamptz"), ("version", "int")),
        [(p.id, county_id, uuid4(), p.scope_path, p.home_path, sealed(p.id, p.basics), at, 0) for p in people],
    )
    insert_many("people_identity", _IDENTITY, _identities(county_id, people))


_IDENTITY = (
    ("person_id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("town_path", "text"), ("name", "bytea"),
    ("id_type", "bytea"), ("id_number", "bytea"), ("id_index", "bytea"), ("phone", "bytea"), ("phone_index", "int"),
    ("address", "bytea"), ("home_address", "bytea"), ("family", "bytea"), ("extra", "bytea"), ("tokens", "int[]"),
)


def sealed_columns(p: NewPerson) -> dict[str, bytes | None]:
    """What is encrypted of a person, each value for its own column of its own row."""
    seal, row = sealing(), str(p.id)
    texts = {
        "name": p.name, "id_type": p.id_type, "id_number": p.id_number, "phone": p.phone, "address": p.address,
        "home_address": p.home_address,
        "family": orjson.dumps(p.family).decode() if p.family else None,
        "extra": orjson.dumps(p.extra, default=str).decode() if p.extra else None,
    }
    return {
        name: seal(f"people_identity|{name}", row, text) if text else None for name, text in texts.items()
    }


def _identities(county_id: str, people: Sequence[NewPerson]) -> list[tuple[Any, ...]]:
    values = []
    for p in people:
        held = sealed_columns(p)
        values.append((
            p.id, county_id, p.scope_path, p.town_path, held["name"], held["id_type"], held["id_number"], p.id_index,
            held["phone"], phone_index(p.phone), held["address"], held["home_address"], held["family"],
            held["extra"], tokens(county_id, p.name, p.id_number, aliases(p.extra)),
        ))
    return values


def phone_index(phone: str | None) -> int | None:
    return blind_short("phone", phone) if phone else None


def id_index(id_number: str | None) -> bytes | None:
    return blind("id_number", id_number) if id_number else None


def aliases(extra: Mapping[str, Any]) -> list[str]:
    """What somebody is called besides: a cell of a roster may hold several."""
    said = (extra.get("roster") or {}).get("alias") or ""
    return [part for part in re.split(r"[、，,；;/|\s]+", said) if part]


def tokens(county_id: str, name: str, id_number: str | None, also: Sequence[str] = ()) -> str:
    """Search tokens of a name, of what somebody is called besides, and of the last four characters of the number, as
    PostgreSQL writes an array."""
    keys = search_keys(name).union(*map(search_keys, also))
    if id_number and len(id_number) >= 4:
        keys.add(f"#{id_number[-4:].upper()}")
    return "{" + ",".join(map(str, sorted(keyed(county_id, keys)))) + "}"


_RESOLVED = Statement("SELECT town, wanted, person_id FROM people_resolve_identities(%s, %s::text[], %s::bytea[])")


def on_file(county_id: str, numbers: Sequence[tuple[str, bytes]]) -> dict[tuple[str, bytes], UUID]:
    """Which of these (town, index of number) already have a file in that same town."""
    if not numbers:
        return {}
    towns, indexes = zip(*numbers, strict=True)
    found = rows(
        _RESOLVED,
        [county_id, array("text", towns), array("bytea", indexes)],
    )
    return {(town, bytes(index)): person for town, index, person in found}
