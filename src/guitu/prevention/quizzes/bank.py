"""The bank of questions: ours, each explained and with its source. What a sitting was asked is kept as codes, so that a question
is never renamed; it may be put better."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random

FOLDER = Path(__file__).parent / "bank"
SOURCES = "bank.toml"


@dataclass(frozen=True, slots=True)
class Question:
    """One question. The first option is right; nobody is shown them in this order."""

    code: str
    topic: str
    level: str
    ask: str
    options: tuple[str, ...]
    why: str
    source: str  # the code of a clause, or of a source of the bank


@dataclass(frozen=True, slots=True)
class Drawn:
    """A question as one sitting has it: at its place, with its options in an order of its own."""

    place: int
    question: Question
    order: tuple[int, ...]

    def options(self) -> list[tuple[int, str]]:
        """As they are shown: the position from 1, which tells nothing, and the text."""
        return [(position, self.question.options[option]) for position, option in enumerate(self.order, 1)]

    def option_at(self, position: int) -> int | None:
        """Which option of the bank stands at a position; none for what was not shown."""
        return self.order[position - 1] if 1 <= position <= len(self.order) else None

    def position_of(self, option: int) -> int:
        return self.order.index(option) + 1


@lru_cache(maxsize=1)
def bank() -> dict[str, Question]:
    """All questions by code."""
    found: dict[str, Question] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        if path.name != SOURCES:
            for level, listed in tomllib.loads(path.read_text(encoding="utf-8")).items():
                for code, ask, options, why, source in listed:
                    found[code] = Question(code, path.stem, level, ask, tuple(options), why, source)
    return found


@lru_cache(maxsize=1)
def sources() -> dict[str, str]:
    """Titles of the sources that are no clause of the packs."""
    found: dict[str, str] = tomllib.loads((FOLDER / SOURCES).read_text(encoding="utf-8"))
    return found


def of_level(level: str) -> list[Question]:
    return [one for one in bank().values() if one.level == level]


def draw(level: str, n: int, chance: Random) -> str:
    """So many questions of a level as a sitting keeps them: `law01:201 minors03:012`. Topics take turns, so that no round is
    all of one; then all are shuffled, and the options of each."""
    by_topic: dict[str, list[Question]] = {}
    for one in of_level(level):
        by_topic.setdefault(one.topic, []).append(one)
    piles = list(by_topic.values())
    chance.shuffle(piles)
    for pile in piles:
        chance.shuffle(pile)
    chosen = list(_in_turns(piles))[:n]
    chance.shuffle(chosen)
    return " ".join(f"{one.code}:{_order(len(one.options), chance)}" for one in chosen)


def _in_turns(piles: Iterable[list[Question]]) -> Iterable[Question]:
    left = [pile for pile in piles if pile]
    while left:
        yield from [pile.pop() for pile in left]
        left = [pile for pile in left if pile]


def _order(n: int, chance: Random) -> str:
    order = list(range(n))
    chance.shuffle(order)
    return "".join(map(str, order))


def read(drawn: str) -> list[Drawn]:
    """What a sitting keeps, as questions at their places."""
    found = []
    for place, one in enumerate(drawn.split(), 1):
        code, _colon, order = one.partition(":")
        found.append(Drawn(place, bank()[code], tuple(map(int, order))))
    return found
