"""A registry holds what packages declare of one kind: handed down once when the process is ready, frozen from then on.

A package below asks its registry and never knows who declared what. Asked too early it fails, instead of finding
nothing: a list without its kinds of duty would look like a list without duties. Migrations never ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

T = TypeVar("T")


class NotReady(RuntimeError):
    """Asked before the declarations were handed down, or handed down a second time."""


class Registry(Mapping[str, T]):
    """What was declared, by its code, in the order of the declarations."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._held: Mapping[str, T] | None = None

    def fill(self, entries: Iterable[tuple[str, T]]) -> None:
        """Once a process. A code declared twice is an error, because one of them would be lost."""
        if self._held is not None:
            raise NotReady(f"{self._what} have been handed down already")
        held: dict[str, T] = {}
        for code, entry in entries:
            if code in held:
                raise ValueError(f"{code} is declared twice among the {self._what}")
            held[code] = entry
        self._held = MappingProxyType(held)

    def _declared(self) -> Mapping[str, T]:
        if self._held is None:
            raise NotReady(f"{self._what} are asked for before the process is ready: guitu.apps hands them down")
        return self._held

    def __getitem__(self, code: str) -> T:
        held = self._held  # asked some hundred times a page, so without a call of its own
        return self._declared()[code] if held is None else held[code]

    def get(self, code: str, default: Any = None) -> Any:
        held = self._held
        return self._declared().get(code, default) if held is None else held.get(code, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self._declared())

    def __len__(self) -> int:
        return len(self._declared())

    def __repr__(self) -> str:
        return f"<{self._what}: {'not ready' if self._held is None else ', '.join(self._held)}>"
