"""What sheets of bodies, posts and staff share: the mark by which a row that was taken out is known again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from guitu.grid.areas import units_inside
from guitu.kit.sheets import Field, Values

MARK = Field(
    "mark", "编号", "mark", 14, is_in_template=False, help="导出的表里有。留着它，改了名称也认得是哪一个。",
    synonyms="系统编号",
)


def mark_of(letter: str, id: UUID) -> str:
    """Short, and never taken for a number."""
    return f"{letter}-{id.hex[:10]}".upper()


def pick(values: Values, *names: str) -> dict[str, Any]:
    """Texts that a command takes, empty where the sheet says nothing."""
    return {name: values.get(name) or "" for name in names}


def told_apart(found: Iterable[tuple[Any, str, str]], path: str) -> list[tuple[str, str]]:
    """Bodies (id, name, place) to choose from: where two have one name, with the place in front."""
    listed = list(found)
    names = [name for _, name, _ in listed]
    places = dict(units_inside(path, 9, 12, 15))
    return [
        (str(id), "".join(places.get(where[:n], "") for n in (9, 12, 15) if n <= len(where)) + name if names.count(name) > 1 else name)
        for id, name, where in listed
    ]


def ids(values: Mapping[str, Any], *names: str) -> dict[str, UUID | None]:
    return {name: UUID(str(values[name])) if values.get(name) else None for name in names}
