"""The forms that are filled from what is on file, read from a place's pack: `policies/<pack>/filled/<code>.toml`.

Every field names where it comes from (`person.name`, `visit.how`) or is marked `new`: written by hand on the print.
A locality writes only the forms that it has otherwise; the others are those of the pack it extends.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from guitu.casework.filled_values import LISTED, MONTH, NEW, ORIGINS, needs_of_fact
from guitu.papers.blocks import PLACE
from guitu.policy import sources
from guitu.policy.choose import for_area
from guitu.rules import daybook, records

FOLDER = "filled"
SHEET_LAYOUT = "sheet.typ"
LOOKS = ("page", "sheet", "report")  # a page for each record, a line for each, one page for the month


class FilledFault(Exception):
    """A form of a pack cannot be used; the file and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One field of a form: what stands before it, and where its value comes from."""

    name: str
    source: str
    width: int = 14

    @property
    def is_new(self) -> bool:
        return self.source == NEW


@dataclass(frozen=True, slots=True)
class Filled:
    """One form: a page for each record, or a sheet with a line for each."""

    code: str
    pack: str
    title: str
    look: str
    facts: tuple[str, ...]
    fields: tuple[Slot, ...]
    clause: str
    hows: tuple[str, ...] = ()  # of visits only those made so; none: all
    body: str = ""
    excel: bool = False  # a sheet that another platform takes

    @property
    def classes(self) -> frozenset[str]:
        """The classes of fields on it: who may not read one of them does not print it."""
        return frozenset(needs(slot.source) for slot in self.fields if not slot.is_new)

    @property
    def reads(self) -> frozenset[tuple[str, str]]:
        """The fields of facts that it shows: kind and field, the note too."""
        found = {tuple(slot.source.split(".", 1)) for slot in self.fields if slot.source.partition(".")[0] in self.facts}
        if any(slot.source == "record.note" for slot in self.fields):
            found |= {(kind, "note") for kind in self.facts}
        return frozenset((kind, field) for kind, field in found)

    def takes(self, kind: str, how: str) -> bool:
        """Whether a record stands on this form."""
        return kind in self.facts and (kind != "visit" or not self.hows or how in self.hows)


def needs(source: str) -> str:
    """The class of fields that a value belongs to."""
    if source in MONTH or source in LISTED:
        return "BASIC"
    return ORIGINS[source].needs if source in ORIGINS else needs_of_fact(source.partition(".")[0])


def forms_of(path: str) -> Mapping[str, Filled]:
    """The forms of a place, by code."""
    return of_pack(for_area(path))


def forms_for(path: str, classes: frozenset[str]) -> dict[str, Filled]:
    """Those of records of which somebody with these classes may read every field."""
    return {code: form for code, form in forms_of(path).items() if form.facts and form.classes <= classes}


@lru_cache(maxsize=32)
def of_pack(pack: str) -> Mapping[str, Filled]:
    """The forms of a pack and of those it extends, its own before theirs."""
    found: dict[str, Filled] = {}
    for name in sources.chain(pack):
        for path in sorted((sources.folder() / name / FOLDER).glob("*.toml")):
            found[path.stem] = read_form(path.stem, name, path.read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=8)
def layout(pack: str) -> str:
    """How a sheet is laid out: the pack's own way, or that of the nearest pack it extends."""
    for name in reversed(sources.chain(pack)):
        path = sources.folder() / name / FOLDER / SHEET_LAYOUT
        if path.is_file():
            return path.read_text(encoding="utf-8")
    raise FilledFault(f"{pack}/{FOLDER}/{SHEET_LAYOUT}: there is none")


def read_form(code: str, pack: str, text: str) -> Filled:
    """One form from its file. A field without a source, one from nowhere, one that is declared and not printed or
    printed and not declared is a fault, never ignored."""
    where = f"{pack}/{FOLDER}/{code}.toml"
    try:
        data: dict[str, Any] = tomllib.loads(text)
        fields = tuple(Slot(**one) for one in data.pop("fields"))
        lists = {name: tuple(value) for name, value in data.items() if isinstance(value, list)}
        form = Filled(code=code, pack=pack, fields=fields, **{**data, **lists})
    except (tomllib.TOMLDecodeError, TypeError, KeyError) as error:
        raise FilledFault(f"{where}: {error}") from error
    if form.look not in LOOKS or (form.look == "sheet") == bool(form.body):
        raise FilledFault(f"{where}: look is one of {LOOKS}; a sheet has no body, the others have one")
    if strange := set(form.facts) - set(daybook.KINDS):
        raise FilledFault(f"{where}: no work with a person: {'、'.join(sorted(strange))}")
    nowhere = [slot.name for slot in form.fields if not _is_known(slot.source, form.facts)]
    if nowhere:
        raise FilledFault(f"{where}: comes from nowhere: {'、'.join(nowhere)}")
    named = {slot.name for slot in form.fields}
    if len(named) != len(form.fields) or (form.body and named != set(PLACE.findall(form.body))):
        raise FilledFault(f"{where}: fields and what is printed differ")
    return form


def _is_known(source: str, facts: tuple[str, ...]) -> bool:
    kind, _, field = source.partition(".")
    if not facts:
        return source == NEW or source in MONTH or source in LISTED or source in ORIGINS
    return source == NEW or source in ORIGINS or (kind in facts and field in records.KINDS[kind].__dataclass_fields__)
