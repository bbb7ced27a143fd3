"""A pack whose numbers all change on a day, to see what the change reaches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from guitu.policy.sections import Policies
from guitu.rules.cadence import Timeline
from guitu.rules.dates import Calendar


@dataclass(frozen=True, slots=True, eq=False)
class Later:
    """The numbers of a pack up to a day, other ones from that day on."""

    of: Timeline
    change: date

    @property
    def calendar(self) -> Calendar:
        return self.of.calendar

    @property
    def changes(self) -> tuple[date, ...]:
        """The days on which a number changes."""
        return tuple(sorted({*getattr(self.of, "changes", ()), self.change}))

    def on(self, day: date) -> Any:
        found = self.of.on(day)
        return found if day < self.change else other(found)

    def version(self, day: date) -> str:
        return self.of.version(day) if day < self.change else "later@1"

    def clause(self, name: str, day: date) -> str:
        return self.of.clause(name, day)


# How long a measure lasts, when the clean years are full and where a stretch of visits begins anew is asked on a later
# day, and may well end what began before.
_KEPT_AS_THEY_ARE = (
    "community_detox_years", "community_rehabilitation_max_years", "compulsory_isolation_years", "extension_max_months",
    "clean_years", "first_home_states",
)
_KEPT: dict[int, tuple[Policies, Policies]] = {}  # a fold asks hundreds of times; equal is dearer than the same


def other(numbers: Policies) -> Policies:
    """Every number of policy changed, and those of the law too: none may reach backwards."""
    kept = _KEPT.get(id(numbers))
    if kept is None:
        kept = _KEPT[id(numbers)] = (numbers, _changed(numbers))
    return kept[1]


def _changed(found: Any) -> Any:
    """Another one in the place of each: numbers by one, yes and no turned, the last code of a list left out. Names,
    and what is a choice of words, stay."""
    if isinstance(found, bool):
        return not found
    if isinstance(found, int):
        return found - 1 if found > 1 else 2 * found
    if isinstance(found, Decimal):
        return found * 2
    if isinstance(found, Mapping):
        return {name: _changed(value) for name, value in found.items()}
    if isinstance(found, tuple):
        return found[:-1] if found and isinstance(found[0], str) else tuple(_changed(value) for value in found)
    if is_dataclass(found) and not isinstance(found, type):
        return replace(
            found,
            **{f.name: _changed(getattr(found, f.name)) for f in fields(found) if f.name not in _KEPT_AS_THEY_ARE},
        )
    return found


@cache
def of_places() -> tuple[Timeline, ...]:
    """The packs that ship, as their files say."""
    from guitu import policy

    return tuple(policy.load(name) for name in ("enping", "xianan", "national"))
