"""Which code a place had on a day: places are merged, moved and given other codes, and each code is given once.

A step says that what was `from_path` is `to_path` from a day on, and since when that is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Step:
    """One code that became another."""

    from_path: str
    to_path: str
    on: date
    known: datetime


@dataclass(frozen=True)
class Steps:
    """All steps of a county."""

    by_from: dict[str, Step] = field(default_factory=dict)
    by_to: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, steps: Iterable[Step]) -> Steps:
        """A code goes once, so each has one step at most."""
        by_from = {step.from_path: step for step in steps}
        by_to: dict[str, tuple[str, ...]] = {}
        for step in by_from.values():
            by_to[step.to_path] = (*by_to.get(step.to_path, ()), step.from_path)
        return cls(by_from, by_to)

    def after(self, path: str, known: datetime | None = None) -> Iterator[Step]:
        """The steps that a code goes, one after another, as known at a moment."""
        step = self.by_from.get(path)
        while step is not None and (known is None or step.known <= known):
            yield step
            step = self.by_from.get(step.to_path)

    def codes(self, path: str, known: datetime | None = None) -> list[tuple[str, date]]:
        """The codes of one place, each with its first day; the first was there before every day."""
        answer = [(path, date.min)]
        for step in self.after(path, known):
            since = max(answer[-1][1], step.on)
            if answer[-1][1] == since:  # it went on at once, or that became known later
                answer.pop()
            answer.append((step.to_path, since))
        return answer

    def now(self, path: str) -> str:
        """The code that a place has by now."""
        return self.codes(path)[-1][0]

    def origins(self, path: str) -> list[str]:
        """The code itself, and all that became it."""
        answer = [path]
        for found in answer:
            answer += self.by_to.get(found, ())
        return answer


NONE = Steps()
