"""A person as the rules need it: what settling loads of any matter, and sex, birth date, standing, points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson

from guitu.casework.stations import stations
from guitu.grid.area_steps import steps_by
from guitu.people import basics
from guitu.rules import records
from guitu.rules.facts import Fact, MeasureTransferred
from guitu.rules.terms import Known
from guitu.rules.whereabouts import NONE, Steps
from guitu.settling.load import Loaded


@dataclass(slots=True, kw_only=True)
class Case(Loaded):
    """A person under a command: loaded once, locked, settled once."""

    standing_no: UUID
    home_path: str | None
    masked: str
    sex: str
    born_on: date | None
    version: int
    first_path: str  # where the person was carried when first registered
    standing: list[list[Any]] = field(default_factory=list)
    posted: dict[str, int] = field(default_factory=dict)  # by source, with what was given back
    restored: dict[str, int] = field(default_factory=dict)  # of it, what a dispute gave back
    balance: int = 0  # of the account, in hundredths
    work: list[list[Any]] = field(default_factory=list)  # days of work and aid as derived before
    steps: Steps = NONE  # by which places of the county got other codes

    def known_of(self) -> Known:
        """What the rules must know of the person beyond the facts."""
        sex: Any = self.sex if self.sex in ("male", "female") else None
        return Known(sex=sex, born_on=self.born_on)

    def path_on(self, day: date) -> str:
        """Where the person was carried on a day: what happened then counts there, whoever writes it down."""
        if "measure_transferred" not in self.kinds() and self.first_path not in self.steps.by_from:
            return self.scope_path
        found = stations(self)
        path, since, until = next(one for one in found if one.until_on is None or day < one.until_on)
        if until is not None:
            return path
        # on the day of the move it is the place that writes; later, the village may be known better
        return self.scope_path if day == since or self.scope_path.startswith(path) else path


def live(facts: Iterable[Fact]) -> list[Fact]:
    return records.effective(facts)


def read(found: dict[str, Any]) -> Case:
    """A person from a row of the statement that loads matters (`settling/load.py`)."""
    stored, facts = found.pop("stored"), found.pop("facts")
    standing = orjson.loads(found.pop("standing") or "[]")
    lines = [(source, kind, int(value)) for source, kind, value in orjson.loads(found.pop("posted") or "[]")]
    work = orjson.loads(found.pop("work") or "[]")
    # the fact first written, not the one that happened first: another town may later write of earlier days
    known = [fact.known for fact in facts]
    opened = known.index(min(known)) if known else None
    steps = steps_by(found["county_id"], found.pop("last_change"))
    left = [(fact.known, one[6]) for fact, one in zip(facts, stored, strict=True) if _carries_away(fact)]
    return Case(
        **basics.spread(found),
        facts=_arrived(facts, found["scope_path"], left, steps),
        first_path=_opened_in(None if opened is None else stored[opened][6], found["scope_path"], left, steps),
        standing=standing,
        posted=_by_source(lines, "settled", "restored"),
        restored=_by_source(lines, "restored"),
        balance=sum(value for _source, _kind, value in lines),
        work=work,
        steps=steps,
    )


def _by_source(lines: Iterable[tuple[str, str, int]], *kinds: str) -> dict[str, int]:
    """What the lines of these kinds add up to, by source."""
    answer: dict[str, int] = {}
    for source, kind, value in lines:
        if kind in kinds:
            answer[source] = answer.get(source, 0) + value
    return answer


Left = Sequence[tuple[datetime, str]]  # when the file was carried away, and from which place


def _carries_away(fact: Fact) -> bool:
    """A change of place as first recorded: it happened where the file lay until then, group and all."""
    return isinstance(fact, MeasureTransferred) and fact.corrects is None


def _opened_in(first: str | None, now: str, left: Left, steps: Steps) -> str:
    """The place where the file was opened, down to what is known of it now; of a file that was carried away since, to
    what was known when it was."""
    path = _known_better(first, now, steps)
    return _as_left(path, left, steps) if left else path


def _arrived(facts: list[Fact], now: str, left: Left, steps: Steps) -> list[Fact]:
    """The facts; each change of place ends in the village or the group that came to be known since: of the last one by
    now, of one before it by the next."""
    is_last = True
    for number in range(len(facts) - 1, -1, -1):
        fact = facts[number]
        if not isinstance(fact, MeasureTransferred) or fact.to_path[:6] != now[:6]:
            continue
        path = _known_better(fact.to_path, now, steps) if is_last else fact.to_path
        later = [(known, place) for known, place in left if known > fact.known]
        facts[number] = replace(fact, to_path=_as_left(path, later, steps))
        is_last = False
    return facts


def _as_left(path: str, left: Left, steps: Steps) -> str:
    """A place by what was known of it when the file first left it, where that is more; by the code it had before."""
    codes = (code for _, place in sorted(left) for code in steps.origins(place))
    return next((code for code in codes if len(code) > len(path) and code.startswith(path)), path)


def _known_better(first: str | None, now: str, steps: Steps) -> str:
    """The place where the file was opened, by the village or the group that came to be known since. Figures of
    towns and villages are kept in both times; which group of a village somebody belongs to is as known now."""
    if first is None:
        return now
    same = (code for code in steps.origins(now) if code.startswith(first) or (len(first) >= 12 and code[:12] == first[:12]))
    return next(same, first)
