"""From a kind of duty to the page that records it, who may, and under which word it is listed; as the contexts declare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from guitu.kit.addresses import address_if_any
from guitu.kit.declarations import DutyKind, MatterKind, Page
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
    by_another: bool = False  # who recorded what it is of sees it without a button
    sheet: Page | None = None  # several of one matter and one day are one row, which opens this page
    own: bool = False  # listed by the post whose it is, not by everybody who takes part


DOORS: Registry[Door] = Registry("kinds of duty")  # by kind, and by kind:step where a step has its own
GROUPS: Registry[Any] = Registry("filters of the worklist")  # in this order
MATTERS: Registry[MatterKind] = Registry("kinds of matter")  # by the argument that names one in addresses
_PLAIN = Door(Page(""), "", "reports", "")


def doors_of(kinds: Iterable[DutyKind]) -> Iterator[tuple[str, Door]]:
    """What the registry is filled with: a step has the page and the action of its kind where it says none."""
    for kind in kinds:
        yield kind.code, Door(kind.page, kind.action, kind.group, kind.word, kind.by_another, kind.sheet, kind.own)
        for step in kind.steps:
            page, action = step.page or kind.page, step.action or kind.action
            yield f"{kind.code}:{step.code}", Door(page, action, kind.group, step.word, kind.by_another, kind.sheet, kind.own)


def matters_of(kinds: Iterable[MatterKind]) -> Iterator[tuple[str, MatterKind]]:
    """What the registry is filled with: a kind of matter by the one argument of its page."""
    for kind in kinds:
        yield kind.page.arguments[0], kind


@cache  # nothing is declared once the process is ready
def to_confirm() -> tuple[str, ...]:
    """The kinds that wait for somebody's word: 等我确认."""
    return tuple(code for code, door in DOORS.items() if door.group == "confirm" and ":" not in code)


@cache
def by_another() -> tuple[str, ...]:
    """The kinds that wait for another human being than the one who recorded what they are of."""
    return tuple(code for code, door in DOORS.items() if door.by_another and ":" not in code)


@lru_cache(maxsize=256)
def of_their_post(whole_of: frozenset[str]) -> tuple[str, ...]:
    """The kinds that a post lists only where they are its own: of a matter in which many take part, in a compartment
    that it does not see whole."""
    kinds = (code for code, door in DOORS.items() if door.own and ":" not in code)
    return tuple(code for code in kinds if (of := matter_of(code)) is None or of.compartment not in whole_of)


def door_of(kind: str, key: str = "") -> Door:
    """The door of one duty."""
    return DOORS.get(f"{kind}:{parted(key).step}") or DOORS.get(kind, _PLAIN)


def word(kind: str, key: str = "") -> str:
    """What the duty is called on the list: 家访, 告知初筛结果."""
    return said(door_of(kind, key).word) or kind


def matter_of(kind: str, key: str = "") -> MatterKind | None:
    """On what kind of thing the duty hangs: the one whose argument its page takes."""
    return _matter_on(door_of(kind, key).page)


@cache
def _matter_on(page: Page) -> MatterKind | None:
    return next((MATTERS[name] for name in page.arguments if name in MATTERS), None)


def record_url(kind: str, key: str, matter_id: UUID | str) -> str:
    """The page that records it, told which duty it is for; empty where there is no such page."""
    return _url(door_of(kind, key).page, matter_id, key)


def sheet_url(sheet: Page, kinds: Iterable[str], matter_id: UUID | str) -> str:
    """The page that records several kinds of duty of one matter together."""
    return address_if_any(sheet.name, _id(matter_id), query={"kinds": ",".join(dict.fromkeys(kinds))})


def postpone_url(kind: str, key: str, matter_id: UUID | str) -> str:
    """Where it is put off; empty for a duty of what is not put off."""
    of = matter_of(kind, key)
    return _url(of.later, matter_id, key) if of and of.later else ""


def matter_url(kind: str, key: str, matter_id: UUID | str, may: frozenset[str]) -> str:
    """The page of what the duty is about, for a post that may open it."""
    of = matter_of(kind, key)
    return _url(of.page, matter_id) if of and of.action in may else ""


def person_url(person_id: UUID | str) -> str:
    return address_if_any("person", _id(person_id))


def _url(page: Page, matter_id: UUID | str, key: str = "") -> str:
    taken = [_id(matter_id)] if page.arguments else []
    return address_if_any(page.name, *taken, query={"duty": key} if key else None)


def _id(matter_id: UUID | str) -> UUID:
    return matter_id if isinstance(matter_id, UUID) else UUID(matter_id)
