"""五个不发生: of an area and a month, what did not happen, line by line: who looked, how, what broke it. Never a rank.

The article names the goal and not the five; the list is our default and editable. A zero is said by somebody who looked; it is
taken back when something surfaces later, elsewhere too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from guitu.rules.dates import first_of_month
from guitu.rules.verdict import ALLOWED, Reason, Verdict, all_of, refused

SENTENCES = {
    "statements.unknown": "没有这一项。请重新选。",
    "statements.not_over": "{month} 还没有过完，过完了才能写没有发生。发生了的，现在就可以写。",
    "statements.looked": "查看的日子要在这个月里或者以后，到今天为止。",
    "statements.needs_how": "请至少选一种怎么看的。",
    "statements.needs_words": "请写明。",
    "statements.said_already": "这一项这个月已经写过。要改的，先收回那一条。",
    "statements.taken_back_already": "这一条已经收回。",
}


@dataclass(frozen=True, slots=True)
class Named:
    name: str


@dataclass(frozen=True)
class StatementsPolicy:
    """The items of the list, and the ways of looking."""

    items: Mapping[str, Named]
    ways: Mapping[str, Named]


@dataclass(frozen=True, slots=True)
class Line:
    """One line that was said: of an area and an item, kept or broken; or another one taken back."""

    id: UUID
    path: str
    item: str
    result: str
    said_at: datetime
    takes_back: UUID | None = None


def standing(lines: Iterable[Line]) -> dict[tuple[str, str], Line]:
    """By area and item, the line that stands: said last, and not taken back."""
    listed = sorted(lines, key=lambda one: (one.said_at, str(one.id)))
    gone = {one.takes_back for one in listed}
    return {(one.path, one.item): one for one in listed if one.takes_back is None and one.id not in gone}


def may_state(
    policy: StatementsPolicy, month: date, item: str, result: str, how: Collection[str], looked_on: date, words: str, on: date, *,
    is_said: bool,
) -> Verdict:
    """Whether a line may be said of a month: of the list, once; that nothing happened only when the month is over; who looked on
    which day, how; what broke it in words. Our default (guitu.default)."""
    if item not in policy.items or result not in ("kept", "broken") or not set(how) <= set(policy.ways):
        return refused(Reason("statements.unknown"))
    if is_said:
        return refused(Reason("statements.said_already"))
    return all_of(
        refused(Reason("statements.not_over", {"month": f"{month:%Y-%m}"})) if result == "kept" and first_of_month(on) <= month else ALLOWED,
        ALLOWED if month <= looked_on <= on else refused(Reason("statements.looked")),
        ALLOWED if how else refused(Reason("statements.needs_how")),
        ALLOWED if result == "kept" or words.strip() else refused(Reason("statements.needs_words")),
    )


def may_take_back(line: Line | None, words: str, *, is_standing: bool) -> Verdict:
    """Whether a line may be taken back: it stands, and why is said. Our default (guitu.default)."""
    if line is None or line.takes_back is not None or not is_standing:
        return refused(Reason("statements.taken_back_already"))
    return ALLOWED if words.strip() else refused(Reason("statements.needs_words"))
