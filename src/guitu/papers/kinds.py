"""The kinds of paper that a place prints, read from its pack: `policies/<pack>/papers/<kind>.toml`.

A locality writes only the kinds that it words otherwise; the others are those of the pack it extends.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from guitu.papers.blocks import Block, blocks_of, fields_of
from guitu.policy import sources
from guitu.policy.choose import for_area

FOLDER = "papers"
FORMS = ("law", "practice", "default")  # who fixed the form; the words are ours wherever the law fixes none
ISSUERS = {"police": "issue_police_paper", "town": "issue_town_paper"}  # the action that issues it


class PaperFault(Exception):
    """A kind of paper in a pack cannot be used; the file and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A value that nobody has on file yet: typed by who prints the paper."""

    name: str
    example: str
    lines: int = 1
    needed: bool = True
    each: bool = False  # of one person only: where many are printed at once it stays empty


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of paper: its clause, who issues it to whom, when it is offered, its words, its numbers."""

    code: str
    pack: str
    title: str
    clause: str
    form: str
    issued_by: str
    to: str
    word: str  # 文号: 恩城街道办事处社戒协字〔2026〕第3号
    body: str
    blocks: tuple[Block, ...]
    asked: tuple[Asked, ...] = ()
    of: str = "people"  # the compartment of the matters that it is of
    number_of: str = ""  # the field with the number that the deciding organ gave; it is printed instead of ours
    measures: tuple[str, ...] = ()  # offered of these kinds of measure
    states: tuple[str, ...] = ()  # in these states; none: in any
    facts: tuple[str, ...] = ()  # offered of each fact of these kinds
    duty: str = ""  # printed for everybody of whom this is due
    after: tuple[str, ...] = ()  # commands whose answer offers it
    served_by: str = ""  # the page of the legal step that serving it is
    served_fact: str = ""  # the fact by which it is served

    @property
    def action(self) -> str:
        return ISSUERS[self.issued_by]

    @property
    def needed(self) -> list[str]:
        """Fields without which it is not printed."""
        may_be_empty = {one.name for one in self.asked if not one.needed}
        return [name for name in fields_of(self.blocks)[0] if name not in may_be_empty]

    @property
    def fields(self) -> list[str]:
        """Every field that it prints."""
        needed, optional = fields_of(self.blocks)
        return [*needed, *optional]


def kinds_of(path: str) -> Mapping[str, Kind]:
    """The kinds of paper of a place, by code."""
    return of_pack(for_area(path))


@lru_cache(maxsize=32)
def of_pack(pack: str) -> Mapping[str, Kind]:
    """The kinds of a pack and of those it extends, its own before theirs."""
    found: dict[str, Kind] = {}
    for name in sources.chain(pack):
        for path in sorted((sources.folder() / name / FOLDER).glob("*.toml")):
            found[path.stem] = read_kind(path.stem, name, path.read_text(encoding="utf-8"))
    return found


def read_kind(code: str, pack: str, text: str) -> Kind:
    """One kind from its file; whatever is misspelt is a fault, never ignored."""
    where = f"{pack}/{FOLDER}/{code}.toml"
    try:
        data = tomllib.loads(text)
        asked = tuple(Asked(**one) for one in data.pop("asked", ()))
        lists = {name: tuple(value) for name, value in data.items() if isinstance(value, list)}
        kind = Kind(code=code, pack=pack, blocks=blocks_of(data["body"]), asked=asked, **{**data, **lists})
    except (tomllib.TOMLDecodeError, TypeError, KeyError) as error:
        raise PaperFault(f"{where}: {error}") from error
    if kind.form not in FORMS or kind.issued_by not in ISSUERS:
        raise PaperFault(f"{where}: form is one of {FORMS}, issued_by one of {tuple(ISSUERS)}")
    unused = {one.name for one in asked} - set(kind.fields)
    if unused:
        raise PaperFault(f"{where}: asked and never printed: {'、'.join(sorted(unused))}")
    return kind


def version_of(kind: Kind, layout: str, word: bytes) -> str:
    """The version of a template: whatever changes the printed page changes it."""
    digest = hashlib.sha256()
    for part in (repr([(f.name, getattr(kind, f.name)) for f in fields(kind)]).encode(), layout.encode(), word):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def file_of(pack: str, name: str) -> Path:
    """A file of the papers of a pack, or of the nearest pack it extends that has it."""
    for one in reversed(sources.chain(pack)):
        path = sources.folder() / one / FOLDER / name
        if path.is_file():
            return path
    raise PaperFault(f"{pack}/{FOLDER}/{name}: there is none")


def as_data(kind: Kind) -> dict[str, Any]:
    """What is kept of a kind beside the numbers issued with it: enough to print it again as it was."""
    return {"title": kind.title, "body": kind.body}
