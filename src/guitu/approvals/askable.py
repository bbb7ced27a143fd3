"""The commands that may be asked for, handed down once by whoever has them; a kernel never looks up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from guitu.kit.errors import NotVisible
from guitu.kit.registry import Registry


@dataclass(frozen=True, slots=True)
class Askable:
    """A command that another person grants: which one, the action of whoever decides, what it is called."""

    command: Callable[..., dict[str, Any]]  # made by `ledger.command`
    action: str
    title: Promise  # 启用政策包
    days: int = 30  # so long it may be decided

    @property
    def name(self) -> str:
        return str(self.command.command_name)  # type: ignore[attr-defined]  # `ledger.command` sets it


ASKABLE: Registry[Askable] = Registry("commands that take a second person")


def askable(name: str) -> Askable:
    """What is known under a name of a command, or NotVisible."""
    if name not in ASKABLE:
        raise NotVisible
    return ASKABLE[name]


def deciding() -> frozenset[str]:
    """The actions by which something is decided: of the many that a post has, only these need be asked for."""
    return frozenset(one.action for one in ASKABLE.values())
