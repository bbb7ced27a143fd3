"""A place's own numbers, typed on screen, become a pack: files like any other, laid over the pack that they change.

What is kept by an activation is text, so a number changed on screen is read, checked, dated and explained exactly as one
that was written in a file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from guitu.policy import sources
from guitu.policy.cases import faults_of_examples
from guitu.policy.faults import Fault, PackError
from guitu.policy.timeline import from_text

EXAMPLES = "cases/own.toml"


@dataclass(frozen=True, slots=True)
class Number:
    """One value from one day on: of which section and field, on which clause it rests."""

    section: str
    path: tuple[str, ...]
    from_on: date
    value: Any
    clause: str

    @property
    def name(self) -> str:
        return ".".join((self.section, *self.path))


@dataclass(frozen=True, slots=True)
class OwnClause:
    """The document that a changed number rests on. `nature`: local, or default where the office settled it itself."""

    title: str
    article: str
    summary: str
    nature: str = "local"


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: one sentence a line."""

    title: str
    given: tuple[str, ...]
    then: tuple[str, ...]
    until: date


@dataclass(frozen=True, slots=True)
class OwnPack:
    """What a place changes. `name` is the pack's, the code of the place."""

    name: str
    title: str
    numbers: Sequence[Number] = ()
    clauses: dict[str, OwnClause] = field(default_factory=dict)  # by id: p440785.1
    examples: Sequence[Example] = ()


def own_text(base: str, own: Iterable[OwnPack]) -> str:
    """The shipped pack `base`, and over it the own packs from the widest place to the narrowest, as one text."""
    return sources.joined(base) + "".join(_file(name, body) for pack in own for name, body in _files(pack, base))


def own_faults(text: str, pack: OwnPack, root: Path | None = None) -> list[Fault]:
    """What keeps the text from being put in force: its form, its clauses, its own examples, none where one can be told."""
    try:
        timeline = from_text(text)
    except PackError as error:
        return list(error.faults)
    faults = faults_of_examples(f"{pack.name}/{EXAMPLES}", _examples(pack), timeline)
    tellable = {number.section for number in pack.numbers} & sections_told(root)
    if tellable and not pack.examples:
        faults.append(Fault(f"{pack.name}/{EXAMPLES}", 1, "改了规则的数字，至少要有一个算例"))
    return faults


def sections_told(root: Path | None = None) -> set[str]:
    """The sections of which worked examples can be told, as the shipped packs tell them."""
    return {path.stem for path in (root or sources.folder()).glob("*/cases/*.toml")} - {"indicators"}


def is_editable(raw: Any) -> bool:
    """Whether a value can be typed into plain fields: a number, a word, a list of such, or a table of such."""
    if isinstance(raw, dict):
        return all(isinstance(part, bool | int | float | str) or _is_plain_list(part) for part in raw.values())
    return isinstance(raw, bool | int | float | str) or _is_plain_list(raw)


def _is_plain_list(raw: Any) -> bool:
    return isinstance(raw, list) and bool(raw) and all(isinstance(part, int | str) for part in raw)


def _files(pack: OwnPack, base: str) -> Iterable[tuple[str, str]]:
    about = {"name": pack.name, "title": pack.title, "extends": base}
    yield f"{pack.name}/pack.toml", "".join(f"{key} = {_toml(value)}\n" for key, value in about.items())
    if pack.clauses:
        yield f"{pack.name}/clauses.toml", "\n".join(_clause(name, clause) for name, clause in pack.clauses.items())
    for layer, section in sorted({key[:2] for key in _runs(pack)}):
        folder = f"{pack.name}/{layer}" if layer else pack.name
        yield f"{folder}/{section}.toml", "\n".join(_tables(pack, layer, section))


def _runs(pack: OwnPack) -> dict[tuple[int, str, tuple[str, ...]], list[Number]]:
    """The numbers by layer, section and path. A table rests on one clause: what rests on another is laid over it."""
    runs: dict[tuple[int, str, tuple[str, ...]], list[Number]] = {}
    for (section, path), of in groupby(sorted(pack.numbers, key=_by_day), key=lambda one: (one.section, one.path)):
        for layer, (_clause_id, run) in enumerate(groupby(of, key=lambda one: one.clause)):
            runs[layer, section, path] = list(run)
    return runs


def _by_day(number: Number) -> tuple[str, tuple[str, ...], date]:
    return number.section, number.path, number.from_on


def _tables(pack: OwnPack, layer: int, section: str) -> Iterable[str]:
    for (at, of, path), numbers in _runs(pack).items():
        if (at, of) == (layer, section):
            head = [f"[{'.'.join(json.dumps(part) for part in path)}]", f"clause = {_toml(numbers[0].clause)}"]
            yield "\n".join([*head, *(f"{one.from_on.isoformat()} = {_toml(one.value)}" for one in numbers), ""])


def _clause(name: str, clause: OwnClause) -> str:
    said = {"title": clause.title, "article": clause.article, "summary": clause.summary, "nature": clause.nature}
    return f"[{name}]\n" + "".join(f"{key} = {_toml(value)}\n" for key, value in said.items())


def _examples(pack: OwnPack) -> str:
    lines = []
    for one in pack.examples:
        lines += ["[[case]]", f"title = {_toml(one.title)}", f"until = {one.until.isoformat()}"]
        for key, sentences in (("given", one.given), ("then", one.then)):
            lines += [f"{key} = [", *(f"  {_toml(sentence)}," for sentence in sentences), "]"]
    return "\n".join(lines)


def _file(name: str, body: str) -> str:
    return f"\n{sources.FILE_MARK}{name}\n{body.rstrip()}\n"


def _toml(value: Any) -> str:
    """A value as TOML writes it on one line. Text of one line only: JSON's escapes are TOML's too."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(key)} = {_toml(part)}" for key, part in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml(part) for part in value) + "]"
    return json.dumps(value, ensure_ascii=False)
