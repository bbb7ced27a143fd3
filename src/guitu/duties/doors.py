"""From a kind of duty to the page that records it, who may, and under which word it is listed; as the contexts declare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from guitu.kit.addresses import address_if_any
from guitu.kit.declarations import DutyKind, Page
from guitu.kit.registry import Registry
from guitu.kit.telling import said
from guitu.rules.duty_keys import parted


@dataclass(frozen=True, slots=True)
class Door:
    """Where a duty is recorded, what it is called, and in which group of the filter it stands."""

    page: Page
    action: str  # the command behind the page: a post that may not do it sees the duty without a button
    group: str
    word: str


DOORS: Registry[Door] = Registry("kinds of duty")  # by kind, and by kind:step where a step has its own
GROUPS: Registry[Any] = Registry("filters of the worklist")  # in this order
_PLAIN = Door(Page(""), "", "reports", "")


def doors_of(kinds: Iterable[DutyKind]) -> Iterator[tuple[str, Door]]:
    """What the registry is filled with: a step has the page and the action of its kind where it says none."""
    for kind in kinds:
        yield kind.code, Door(kind.page, kind.action, kind.group, kind.word)
        for step in kind.steps:
            page, action = step.page or kind.page, step.action or kind.action
            yield f"{kind.code}:{step.code}", Door(page, action, kind.group, step.word)


def to_confirm() -> tuple[str, ...]:
    """The kinds that wait for somebody's word: 等我确认."""
    return tuple(code for code, door in DOORS.items() if door.group == "confirm" and ":" not in code)


def door_of(kind: str, key: str = "") -> Door:
    """The door of one duty."""
    return DOORS.get(f"{kind}:{parted(key).step}") or DOORS.get(kind, _PLAIN)


def word(kind: str, key: str = "") -> str:
    """What the duty is called on the list: 家访, 告知初筛结果."""
    return said(door_of(kind, key).word) or kind


def record_url(kind: str, key: str, person_id: UUID | str) -> str:
    """The page that records it, told which duty it is for; empty where there is no such page."""
    return _person_url(door_of(kind, key).page.name, person_id, key)


def postpone_url(key: str, person_id: UUID | str) -> str:
    return _person_url("postpone-duty", person_id, key)


def person_url(person_id: UUID | str) -> str:
    return _person_url("person", person_id)


def _person_url(name: str, person_id: UUID | str, key: str = "") -> str:
    return address_if_any(name, _id(person_id), query={"duty": key} if key else None)


def _id(person_id: UUID | str) -> UUID:
    return person_id if isinstance(person_id, UUID) else UUID(person_id)
