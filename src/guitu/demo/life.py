"""A life as steps: which post records what on which day. Pure; nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from guitu.demo.crews import Crew
from guitu.rules.identifiers import Sex

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)
LAST_HOUR = 17


@dataclass(frozen=True, slots=True)
class Answered:
    """What an earlier step of the same life will answer, e.g. the measure it opened."""

    step: int
    part: str = "fact"
    there: bool = True

    @property
    def measure(self) -> Answered:
        return replace(self, part="measure")


@dataclass(frozen=True, slots=True)
class Step:
    """One command, by one post, at one moment."""

    number: int
    at: datetime
    by: str
    command: str
    what: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Post:
    """A village, the crew of its town, and the worker who carries the person there."""

    village: str
    crew: Crew
    worker: str


@dataclass(slots=True)
class Life:
    """One person's steps while they are thought up. What lies after the last day is left out, so that a
    story told to its end stops by itself where the present begins."""

    key: str
    name: str
    sex: Sex
    born_on: date
    first: Post
    rng: Random
    today: date
    number: int = 0
    tidy: bool = False  # all visits made: what is left to do was left on purpose
    elsewhere: Post | None = None  # where the person moves to, if the story says so
    book_on: date = date.min
    not_before: date = date.min  # the first day on which somebody of this kind may come on the book
    levels: list[tuple[date, str]] = field(default_factory=list)
    tested_on: list[date] = field(default_factory=list)
    moves: list[tuple[date, Post]] = field(default_factory=list)
    paused: list[tuple[date, date]] = field(default_factory=list)
    _drafts: list[tuple[date, int, str, str, dict[str, Any]]] = field(default_factory=list)

    @property
    def last(self) -> date:
        """The last day of which anything is known: yesterday; today is for whoever looks at the demo."""
        return self.today - DAY

    def do(self, on: date, command: str, by: str = "worker", /, *, later: int = 0, **what: Any) -> Answered:
        """A step that records something of a day, so many days later; what was before the file was opened is
        entered when it is."""
        recorded = max(on + timedelta(days=later), self.book_on)
        needed = [value for value in what.values() if isinstance(value, Answered)]
        number = len(self._drafts)
        if recorded > self.last or not all(value.there for value in needed):
            return Answered(-1, there=False)
        here = self.post_on(recorded)
        post = {"worker": here.worker, "police": here.crew.police, "head": here.crew.head}[by]
        self._drafts.append((recorded, number, post, command, {**what, "on": on}))
        return Answered(number)

    def post_on(self, day: date) -> Post:
        """Who has the person in hand: the day of a move still belongs to the old place."""
        answer = self.first
        for on, post in self.moves:
            if on < day:
                answer = post
        return answer

    def steps(self) -> list[Step]:
        """In the order of recording, in office hours, one after the other."""
        answer: list[Step] = []
        today: date | None = None
        minute = 0
        for recorded, number, post, command, what in sorted(self._drafts, key=lambda draft: draft[:2]):
            minute = self.rng.randint(5, 240) if recorded != today else minute + self.rng.randint(6, 20)
            today = recorded
            at = datetime(recorded.year, recorded.month, recorded.day, 9, tzinfo=SHANGHAI)
            moment = at + timedelta(minutes=minute)
            answer.append(Step(number, moment.astimezone(UTC), post, command, what))
        return answer

    def after(self, day: date, least: int, most: int) -> date:
        """Some days later, on a weekday."""
        return weekday(day + timedelta(days=self.rng.randint(least, most)))

    def chance(self, odds: float) -> bool:
        return self.rng.random() < odds

    def level_on(self, day: date) -> str:
        answer = "middle"
        for on, level in self.levels:
            if on <= day:
                answer = level
        return answer


def weekday(day: date) -> date:
    """That day, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))
