"""永安街道: on 2022-06-30 exactly 43 in 强戒, 53 in 社戒, 56 in 社康, 118 in society and 147 clean for three
years, put on this book that June; their lives go on from there, and others come after them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from guitu.demo import fates
from guitu.demo.chapters import (
    DETOX,
    REHABILITATION,
    care,
    community,
    confirm_abstinence,
    decide,
    isolation,
    register,
    society,
)
from guitu.demo.fates import Fate
from guitu.demo.life import DAY, Life
from guitu.demo.population import Place, told
from guitu.rules.dates import add_months, period_end

COUNTED_ON = date(2022, 6, 30)
ENTERED_FROM = date(2022, 6, 1)
FIRST_NAME = 45_000
MOST_CARRIED = 999  # three social workers carry the whole subdistrict


def _enter(life: Life, found: date, *, addicted: bool = True) -> None:
    on = ENTERED_FROM + timedelta(days=life.rng.randint(0, 23))
    register(life, on, found, source="roster", addicted=addicted)


def _between(life: Life, first: date, last: date) -> date:
    return first + timedelta(days=life.rng.randint(0, (last - first).days))


def _until_confirmed(life: Life, clean_from: date, since: date, measure_ends: date | None = None) -> None:
    """In care until the police confirm the three years, some weeks after they are full."""
    confirmed = period_end(clean_from, 36) + timedelta(days=life.rng.randint(15, 60))
    confirmed = max(confirmed, (measure_ends or clean_from) + 10 * DAY, COUNTED_ON + 5 * DAY)
    care(life, since, confirmed)
    society(life, measure_ends or since, confirmed)
    confirm_abstinence(life, confirmed)


def inside(life: Life) -> None:
    decided = _between(life, date(2020, 7, 10), date(2022, 5, 25))
    _enter(life, decided)
    released = isolation(life, decided)
    if life.chance(0.7):
        chapter = community(life, REHABILITATION, released)
        _until_confirmed(life, released, released, chapter.ends_on)
    else:
        _until_confirmed(life, released, released)


def in_detox(life: Life) -> None:
    decided = _between(life, date(2019, 7, 10), date(2022, 5, 1))
    _enter(life, decided)
    chapter = community(life, DETOX, decided)
    _until_confirmed(life, chapter.starts_on, chapter.starts_on, chapter.ends_on)


def in_rehabilitation(life: Life) -> None:
    released = _between(life, date(2019, 7, 10), date(2022, 5, 1))
    _enter(life, add_months(released, -24))
    isolation(life, add_months(released, -24))
    chapter = community(life, REHABILITATION, released)
    _until_confirmed(life, released, chapter.starts_on, chapter.ends_on)


def in_society(life: Life) -> None:
    clean = _between(life, date(2019, 7, 10), date(2022, 5, 25))
    if life.chance(0.5):
        _enter(life, clean, addicted=False)
    else:
        _enter(life, add_months(clean, -24))
        measure = decide(life, "compulsory_isolation", add_months(clean, -24), years=2)
        life.do(clean, "end_measure", "police", measure=measure, how="released")
    _until_confirmed(life, clean, clean)


def abstinent(life: Life) -> None:
    confirmed = _between(life, date(2017, 3, 1), date(2022, 5, 20))
    clean = add_months(confirmed, -36) - timedelta(days=life.rng.randint(10, 60))
    _enter(life, clean, addicted=False)
    confirm_abstinence(life, confirmed)


ON_THE_DAY: Mapping[Fate, int] = {inside: 43, in_detox: 53, in_rehabilitation: 56, in_society: 118, abstinent: 147}
# Who came after that June; ours, so that the subdistrict has work today.
SINCE: Mapping[Fate, int] = {
    fates.in_detox: 26,
    fates.in_detox_at_first: 2,
    fates.in_rehabilitation: 0,
    fates.society_found: 9,
    fates.society_due: 1,
    fates.detained: 1,
}


def yongan_lives(places: Sequence[Place], today: date, scale: int = 1) -> Iterator[Life]:
    """Everybody of the subdistrict, told to the end."""
    both = {**ON_THE_DAY, **SINCE}
    listed = [fate for fate, number in both.items() for _ in range(-(-number // scale))]
    yield from told("421202", listed, (), places, today, FIRST_NAME, MOST_CARRIED)
