"""Random histories: every property of `properties.py` over as many invented lives as the minutes allow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from random import Random

from guitu.cli.proving import lives, packs, smaller
from guitu.cli.proving.place import Place
from guitu.cli.proving.properties import PROPERTIES

PER_MINUTE = 3_350  # of its own minutes: twenty thousand in twenty minutes of `guitu prove`
PROCESSES = 2
BATCH = 50
SHOWN = 3  # counter-examples of one property


@dataclass(frozen=True, slots=True)
class Found:
    """A life for which a property does not hold."""

    number: str
    property: str
    said: str


def run(place: Place, minutes: float) -> dict[str, object]:
    """So many histories for its minutes, always the same ones for one seed, on two cores."""
    number = max(1, round(PER_MINUTE * minutes / BATCH))
    found: list[Found] = []
    with get_context("spawn").Pool(PROCESSES) as pool:
        for some in pool.imap_unordered(batch, [(place.seed, which) for which in range(number)]):
            found += some
    failures = [f"{name}: {wrong} histories" for name, wrong in Counter(one.property for one in found).items()]
    failures += [told(one) for one in first_of_each(found)]
    return {"histories": number * BATCH, "properties": len(PROPERTIES), "failures": failures}


def batch(what: tuple[int, int]) -> list[Found]:
    """What is wrong with the lives of one batch."""
    seed, number = what
    return [found for which in range(BATCH) for found in tried(f"{seed}:{number * BATCH + which}")]


def tried(number: str, names: Iterable[str] = PROPERTIES) -> list[Found]:
    """The properties that do not hold of the life with this number, each with the first thing it says."""
    chance = Random(number)  # noqa: S311 -- which life, not a secret
    life, timeline = lives.life(chance), chance.choice(packs.of_places())
    answer = []
    for name in names:
        for said in islice(PROPERTIES[name](life, timeline), 1):
            answer.append(Found(number, name, said))
    return answer


def first_of_each(found: Iterable[Found]) -> list[Found]:
    kept: Counter[str] = Counter()
    answer = []
    for one in found:
        kept[one.property] += 1
        if kept[one.property] <= SHOWN:
            answer.append(one)
    return answer


def told(found: Found) -> str:
    """The smallest life for which it does not hold, and what is wrong with it."""
    chance = Random(found.number)  # noqa: S311
    life, timeline = lives.life(chance), chance.choice(packs.of_places())
    check = PROPERTIES[found.property]

    def wrong(attempt: lives.Life) -> bool:
        try:
            return next(check(attempt, timeline), None) is not None
        except (KeyError, StopIteration):
            return False

    small = smaller.smallest(life, wrong)
    said = next(check(small, timeline))
    return f"{found.property} ({found.number}, {timeline_name(timeline)}, {small.subject.sex}):\n{lives.told(small.facts)}\n{small.today} looked at: {said}"


def timeline_name(timeline: object) -> str:
    return str(getattr(timeline, "name", ""))
