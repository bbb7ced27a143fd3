"""Which column is which: headings resolve through a closed table; what nobody knows is named and not read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from guitu.casework.rosters.fields import BY_NAME, FIELDS, REQUIRED
from guitu.casework.rosters.synonyms import SYNONYMS
from guitu.rules.texts import tidied

HEAD_LINES = 10  # headings are looked for in the first rows only
LEAST_KNOWN = 2  # headings that a row must have to be the heading row
# group headings over words that are too short to stand alone
GROUPS: tuple[tuple[str, str], ...] = (
    (r"家属|亲属|监护|紧急", "家属"),
    (r"户籍|户口", "户籍"),
    (r"居住|现住", "居住"),
    (r"决定", "决定"),
    (r"协议", "协议"),
    (r"报到", "报到"),
    (r"期限|执行期", "期限"),
    (r"查获", "查获"),
)
_BRACKETS = re.compile(r"[(\[【〔{<《][^)\]】〕}>》]*[)\]】〕}>》]")
_NOISE = re.compile(r"[^\w]|_", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Column:
    index: int  # from 0
    letter: str
    heading: str  # as written, group heading in front
    field: str | None  # None: named to the user, not read
    is_repeated: bool = False  # its heading means a field that another column already gave


@dataclass(frozen=True, slots=True)
class Plan:
    """How the sheet is going to be read; the user sees it and may set other fields."""

    columns: tuple[Column, ...]
    heading_lines: tuple[int, ...]  # as Excel numbers them; empty: no heading row was found

    @property
    def last_heading_line(self) -> int:
        return max(self.heading_lines, default=0)

    @property
    def unread(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.field is None)

    @property
    def missing(self) -> tuple[str, ...]:
        """Required fields that no column gives."""
        given = {column.field for column in self.columns}
        return tuple(name for name in REQUIRED if name not in given)


def heading_key(text: object) -> str:
    """A heading without what spelling adds: width, spaces, line breaks, marks."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", str(text))).lower()


def _keys(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text)
    keys = [heading_key(plain), heading_key(_BRACKETS.sub("", plain))]
    return [key for key in keys if key]


TABLE: dict[str, str] = {
    heading_key(heading): field.name
    for field in FIELDS
    for heading in (field.heading, *SYNONYMS[field.name].split())
}


_SIDE = re.compile(r"[(\[【〔{<《](起|止|始|终|自|至|开始|结束|起始|截止|终止|起日|止日)[)\]】〕}>》]$|(?<=期限)(起|止|自|至)$")
_BEGINS = ("起", "始", "自", "开始", "起始", "起日")
_OF_A_STRETCH = ("period", "measure_years", "starts_on", "ends_on")


def _side_of(heading: str) -> str | None:
    """执行期限（起） and （止） are the two ends of what is called so; None for any other heading."""
    plain = unicodedata.normalize("NFKC", heading).strip()
    found = _SIDE.search(plain)
    if not found:
        return None
    stretch = plain[: found.start()]
    if "期限" not in stretch and not any(TABLE.get(key) in _OF_A_STRETCH for key in _keys(stretch)):
        return None
    return "starts_on" if (found[1] or found[2]) in _BEGINS else "ends_on"


def field_of(heading: str, group: str = "") -> str | None:
    """The field that a heading means, with the group heading above it taken into account."""
    if side := _side_of(heading):
        return side
    keys = _keys(heading)
    if group:
        stems = [stem for pattern, stem in GROUPS if re.search(pattern, group)]
        for key in keys:
            for stem in (heading_key(group), *stems):
                if found := TABLE.get(stem + key):
                    return found
    return next((TABLE[key] for key in keys if key in TABLE), None)


def letter_of(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def plan(
    head: Sequence[tuple[int, Sequence[Any]]],
    merged: Iterable[tuple[tuple[int, int], tuple[int, int]]] = (),
    mapping: Mapping[int, str | None] | None = None,
) -> Plan:
    """How to read a sheet, from its first rows; `mapping` (column from 0 → field) is the user's say."""
    rows = [(line, [str(cell) for cell in cells]) for line, cells in head if line <= head[0][0] + HEAD_LINES]
    rows = rows[:HEAD_LINES]
    best, lines = _heading_rows(rows, tuple(merged))
    if not lines and not mapping:
        return Plan((), ())
    if not lines and rows:
        lines, best = (rows[0][0],), [("", text) for text in rows[0][1]]
    return Plan(_columns(best, mapping or {}), lines)


def _columns(headings: Sequence[tuple[str, str]], mapping: Mapping[int, str | None]) -> tuple[Column, ...]:
    columns: list[Column] = []
    taken = {name for name in mapping.values() if name}
    for index, (group, leaf) in enumerate(headings):
        heading = " ".join(tidied("·".join(part for part in (group, leaf) if part)).text.split())
        if index in mapping:
            name = mapping[index]
            columns.append(Column(index, letter_of(index), heading, name if name in BY_NAME else None))
        elif heading:
            name = field_of(leaf, group)
            is_repeated = name in taken
            columns.append(
                Column(index, letter_of(index), heading, None if is_repeated else name, is_repeated)
            )
            taken |= {name} if name else set()
    return tuple(columns)


def _heading_rows(
    rows: Sequence[tuple[int, list[str]]], merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...]
) -> tuple[list[tuple[str, str]], tuple[int, ...]]:
    """The row, or the pair of rows under one another, with the most headings that we know."""
    best: list[tuple[str, str]] = []
    lines: tuple[int, ...] = ()
    most = LEAST_KNOWN - 1
    for line, cells in rows:
        known = _known([("", text) for text in cells])
        if known > most:
            best, lines, most = [("", text) for text in cells], (line,), known
    for (upper_line, upper), (lower_line, lower) in pairwise(rows):
        if lower_line != upper_line + 1:
            continue
        joined = _joined(_spread(upper, upper_line, merged), upper, lower)
        known = _known(joined)
        if known > most:
            best, lines, most = joined, (upper_line, lower_line), known
    return best, lines


def _known(headings: Iterable[tuple[str, str]]) -> int:
    return len({name for group, leaf in headings if leaf and (name := field_of(leaf, group))})


def _spread(
    cells: list[str], line: int, merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...]
) -> list[str]:
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


def _joined(groups: list[str], upper: list[str], lower: list[str]) -> list[tuple[str, str]]:
    """Each column's (group, heading): where nothing stands below, the upper cell is the heading itself."""
    joined = []
    for index in range(max(len(groups), len(lower))):
        group = groups[index].strip() if index < len(groups) else ""
        leaf = lower[index].strip() if index < len(lower) else ""
        own = upper[index].strip() if index < len(upper) else ""
        joined.append((group, leaf) if leaf else ("", own))
    return joined
