"""Which column is which: headings resolve through a closed table; what nobody knows is named and not read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from guitu.importing.where import part_of
from guitu.kit.sheets import Field
from guitu.rules.texts import tidied

HEAD_LINES = 30  # headings are looked for in the first rows only
DEEPEST = 3  # rows that headings may stand in, one under the other
LEAST_KNOWN = 2  # headings that a row must have to be the heading row
_BRACKETS = re.compile(r"[(\[【〔{<《][^)\]】〕}>》]*[)\]】〕}>》]")
_NOISE = re.compile(r"[^\w]|_", re.UNICODE)

Merged = Iterable[tuple[tuple[int, int], tuple[int, int]]]
Rows = Sequence[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True)
class Column:
    index: int  # from 0
    letter: str
    heading: str  # as written, group heading in front
    field: str | None  # None: named to the user, not read
    is_repeated: bool = False  # its heading means a field that another column already gave


@dataclass(frozen=True, slots=True)
class Plan:
    """How the file is going to be read; the user sees it and may set other fields."""

    columns: tuple[Column, ...]
    heading_lines: tuple[int, ...]  # as kept; empty: no heading row was found
    heads: tuple[tuple[int, int], ...] = ()  # of each sheet that is read: its number, and its last heading line

    @property
    def last_heading_line(self) -> int:
        return max(self.heading_lines, default=0)

    def reads(self, line: int) -> bool:
        """Whether a line lies below the headings of a sheet that is read."""
        if not self.heads:  # while the file is read: other sheets give nothing but what lies below their headings
            return line > self.last_heading_line
        return any(part == part_of(line) and line > last for part, last in self.heads)

    @property
    def unread(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.field is None)

    @property
    def shape(self) -> dict[int, str]:
        """What is read from which column: sheets of one shape are read together."""
        return {column.index: column.field for column in self.columns if column.field}


def heading_key(text: object) -> str:
    """A heading without what spelling adds: width, spaces, line breaks, marks."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", str(text))).lower()


def keys_of(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text)
    keys = [heading_key(plain), heading_key(_BRACKETS.sub("", plain))]
    return [key for key in keys if key]


def letter_of(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class Headings:
    """The headings of one kind of sheet. `groups` are words that stand over several columns, `sides` tells the ends of
    a stretch apart; `known` are headings that somebody of the office said the meaning of."""

    def __init__(
        self, fields: Sequence[Field], synonyms: Mapping[str, str] | None = None, groups: Sequence[tuple[str, str]] = (),
        sides: Callable[[str, Mapping[str, str]], str | None] = lambda heading, table: None,
    ) -> None:
        self.fields = {field.name: field for field in fields}
        self.required = tuple(field.name for field in fields if field.is_required)
        self.groups, self.sides = groups, sides
        self.least = min(len(self.required), LEAST_KNOWN)
        said = synonyms or {}
        self.table: dict[str, str] = {
            heading_key(heading): field.name
            for field in fields
            for heading in (field.heading, *said.get(field.name, field.synonyms).split())
        }

    def with_known(self, known: Mapping[str, str]) -> Headings:
        """The same, with what an office said of headings that are not ours."""
        if not known:
            return self
        other = Headings((), groups=self.groups, sides=self.sides)
        other.fields, other.required, other.least = self.fields, self.required, self.least
        other.table = {**known, **self.table}
        return other

    def missing(self, plan: Plan) -> tuple[str, ...]:
        """Required fields that no column gives."""
        given = {column.field for column in plan.columns}
        return tuple(name for name in self.required if name not in given)

    def field_of(self, heading: str, group: str = "") -> str | None:
        """The field that a heading means, with the group headings above it taken into account."""
        if side := self.sides(heading, self.table):
            return side
        keys = keys_of(heading)
        if group:
            stems = [stem for pattern, stem in self.groups if re.search(pattern, group)]
            for key in keys:
                for stem in (*(heading_key(part) for part in reversed(group.split("·"))), *stems):
                    if found := self.table.get(stem + key):
                        return found
                    if side := self.sides(f"{stem}({key})", self.table):
                        return side
        return next((self.table[key] for key in keys if key in self.table), None)

    def plan(
        self, head: Sequence[tuple[int, Sequence[Any]]], merged: Merged = (), mapping: Mapping[int, str | None] | None = None,
        at: int | None = None,
    ) -> Plan:
        """How to read a sheet, from its first rows; `mapping` (column from 0 → field) and `at` (the line in which the
        headings end) are the user's say."""
        if not head:
            return Plan((), ())
        rows = [(line, [str(cell) for cell in cells]) for line, cells in head if line <= head[0][0] + HEAD_LINES]
        best, lines = self._heading_rows(rows[:HEAD_LINES], tuple(merged), at)
        if not lines and at is not None:
            found = [(line, cells) for line, cells in rows if line == at]
            best, lines = ([("", text) for text in found[0][1]], (at,)) if found else (best, lines)
        if not lines and not mapping:
            return Plan((), ())
        if not lines and rows:
            lines, best = (rows[0][0],), [("", text) for text in rows[0][1]]
        return Plan(self._columns(best, mapping or {}), lines)

    def _columns(self, headings: Sequence[tuple[str, str]], mapping: Mapping[int, str | None]) -> tuple[Column, ...]:
        columns: list[Column] = []
        taken = {name for name in mapping.values() if name}
        for index, (group, leaf) in enumerate(headings):
            heading = " ".join(tidied("·".join(part for part in (group, leaf) if part)).text.split())
            if index in mapping:
                name = mapping[index]
                columns.append(Column(index, letter_of(index), heading, name if name in self.fields else None))
            elif heading:
                name = self.field_of(leaf, group)
                is_repeated = name in taken
                columns.append(Column(index, letter_of(index), heading, None if is_repeated else name, is_repeated))
                taken |= {name} if name else set()
        return tuple(columns)

    def _heading_rows(self, rows: Rows, merged: tuple[Any, ...], at: int | None) -> tuple[list[tuple[str, str]], tuple[int, ...]]:
        """The row, or the rows under one another, with the most headings that we know; of as many the fewest rows."""
        best: list[tuple[str, str]] = []
        lines: tuple[int, ...] = ()
        most = self.least - 1 if at is None else 0
        for deep in range(1, DEEPEST + 1):
            for first in range(len(rows) - deep + 1):
                taken = rows[first : first + deep]
                if taken[-1][0] != taken[0][0] + deep - 1 or (at is not None and taken[-1][0] != at):
                    continue
                joined = _joined(taken, merged)
                known = self._known(joined)
                if known > most:
                    best, lines, most = joined, tuple(line for line, _ in taken), known
        return best, lines

    def _known(self, headings: Iterable[tuple[str, str]]) -> int:
        return len({name for group, leaf in headings if leaf and (name := self.field_of(leaf, group))})


def _joined(rows: Rows, merged: tuple[Any, ...]) -> list[tuple[str, str]]:
    """Each column's (groups, heading): its lowest text is the heading, what stands above it are its groups."""
    spread = [_spread(cells, line, merged) if place < len(rows) - 1 else list(cells) for place, (line, cells) in enumerate(rows)]
    joined = []
    for index in range(max(len(cells) for cells in spread)):
        texts = [cells[index].strip() if index < len(cells) else "" for cells in spread]
        own = [cells[index].strip() if index < len(cells) else "" for _, cells in rows]
        lowest = max((place for place, text in enumerate(own) if text), default=None)
        if lowest is None:
            joined.append(("", ""))
        else:
            above = dict.fromkeys(text for text in texts[:lowest] if text)
            joined.append(("·".join(above), own[lowest]))
    return joined


def _spread(cells: list[str], line: int, merged: tuple[Any, ...]) -> list[str]:
    """Group headings written over all the columns that they span."""
    spread = list(cells)
    spans = [(left, right) for (top, left), (_, right) in merged if top == line and right > left]
    for left, right in spans:
        if left < len(cells):
            spread += [""] * (right + 1 - len(spread))
            spread[left : right + 1] = [cells[left]] * (right + 1 - left)
    if not merged:  # kept by programs that drop the merging: a group reaches to the next heading
        for index in range(1, len(spread)):
            if not spread[index].strip():
                spread[index] = spread[index - 1]
    return spread
