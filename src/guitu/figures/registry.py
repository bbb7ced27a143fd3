"""Keeps the counts that were declared, by name. Figures know no other way to a context's rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from guitu.kit.counts import Count

_taken: list[Mapping[str, Count]] = []


class NotDeclared(RuntimeError):
    """Figures were asked before the process was ready, or counts were handed over twice."""


def take(counts: Sequence[Count]) -> None:
    """Once, when the process is ready."""
    named = {count.name: count for count in counts}
    if _taken or len(named) != len(counts):
        raise NotDeclared("counts are declared once, each under a name of its own")
    _taken.append(MappingProxyType(named))


def counts() -> Mapping[str, Count]:
    if not _taken:
        raise NotDeclared("nobody has declared what can be counted")
    return _taken[0]
