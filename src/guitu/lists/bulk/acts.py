"""What may be done to many rows of a list at once, handed down once by whoever has the commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.forms import Form

from guitu.kit.actor import Actor
from guitu.kit.errors import NotVisible
from guitu.kit.registry import Registry

Ids = Sequence[UUID]


class Row(NamedTuple):
    """A row as this post sees it: its name, how it stands now, its page."""

    name: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkAct:
    """A command for each row of a list. Never a legal step: those are read back one by one (ADR 0020)."""

    list: str  # the URL name of its page
    menu: str  # the line of the menu that it stands under
    command: Callable[..., dict[str, Any]]  # made by `ledger.command`
    of: str  # its argument that takes the id of the row
    title: Any
    will: Any  # what will happen, said before
    form: Callable[[Any, Actor, date], Form]  # data, who, today; its `what()` are the other arguments
    called: Callable[[Actor, Ids, date], Mapping[UUID, Row]]  # rows that are not in the answer are gone
    found: Callable[[Actor, Mapping[str, str], date, int], Ids]  # all that a query of the list finds, up to so many
    is_so: Callable[[Actor, Ids, Mapping[str, Any], date], set[UUID]] | None = None  # rows where nothing would change
    fresh: bool = False  # a grave step: the second factor is asked for again

    @property
    def name(self) -> str:
        return str(self.command.command_name)  # type: ignore[attr-defined]  # `ledger.command` sets it


ACTS: Registry[BulkAct] = Registry("commands for many rows at once")


def act_named(name: str, actor: Actor) -> BulkAct:
    """NotVisible for what there is not, and for a post that may not do it."""
    if name not in ACTS or name not in actor.may or "freeze_rows" not in actor.may:
        raise NotVisible
    return ACTS[name]


def acts_on(page: str, actor: Actor) -> tuple[BulkAct, ...]:
    """What this post may do to rows of a list."""
    return _acts_on(page, actor.may)


@lru_cache(maxsize=512)
def _acts_on(page: str, may: frozenset[str]) -> tuple[BulkAct, ...]:
    return tuple(act for act in ACTS.values() if act.list == page and act.name in may and "freeze_rows" in may)
