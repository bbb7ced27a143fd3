"""A count is declared by the package whose rows it counts: a statement that gives the ids counted, and each its place.

The statement may name %(path)s and %(end)s (the area, half open), %(on)s, %(days)s (the days asked about), %(since)s
and %(until)s (the period, half open), %(known)s, %(only)s (the codes asked for) and %(who)s. It gives `id`, `path` and
`amount`: an id stands in it once for each day asked about, and a number is the sum of the amounts, so the rows opened are the
rows counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

Memory = Literal["both", "day", "now"]


@dataclass(frozen=True, slots=True)
class Shown:
    """How counted ids are shown to whoever opens them: a statement that gives id, label and place of those of %(ids)s
    that the post may see, with `opens` where one has a page, named as its address is. Of a matter it gives `name` as well, the sealed label of
    the matter that it opens: it is shown before the label."""

    sql: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """What is counted. `keeps`: the past as it was and as it was known, the past as known now, or the present only."""

    name: str
    of: str  # people, measures, duties, posts, bodies, areas, levels, points
    words: Any  # a lazy translation
    sql: str
    shown: Shown
    keeps: Memory = "both"
    compartment: str = "people"
    whole: bool = False  # rows of people: who sees only the people in his hands cannot count them


@dataclass(frozen=True, slots=True)
class Asked:
    """Where, when and as known when a count is asked for."""

    path: str
    since: date
    on: date  # the last day
    known: datetime
    latest: bool = True  # known is this very moment
    who: str | None = None  # one person, where a count is of one

    def values(self, only: Sequence[str], days: Sequence[date], until: date) -> dict[str, Any]:
        return {
            "path": self.path, "end": self.path + ":", "on": self.on, "since": self.since, "until": until,
            "days": list(days), "known": self.known, "only": list(only), "who": self.who,
        }
