"""恩平's book of 2021 and 2022, told to the day so that the figures of the articles hold on 2022-12-31: 1,250 on the
book, 1,010 of them clean for three years, nobody newly found that year, four of 129 in 社戒 and one of 92 in 社康 found
to have used; 860 of 1,265 the year before, five of 131 and four of 94. The articles give the rates, the whole numbers
are the smallest that give them; the lives are ours and go on from there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial

from guitu.demo import contact
from guitu.demo.chapters import (
    DETOX,
    REHABILITATION,
    Chapter,
    care,
    community,
    confirm_abstinence,
    decide,
    isolation,
    register,
    settled,
    society,
)
from guitu.demo.fates import Fate
from guitu.demo.life import DAY, Life
from guitu.demo.positives import confirmed_positive
from guitu.rules.dates import add_months, period_end

ROSTER_FROM = date(2020, 12, 1)  # the county puts its book on the platform
YEAR_END = date(2021, 12, 31)
# The 20th of the month in which they were taken to 强戒: who is in 社戒 at how many ends of months follows from it.
TAKEN_FROM_DETOX = ((2021, 4), (2021, 5), (2021, 7), (2021, 8), (2021, 10), (2022, 3), (2022, 6), (2022, 8), (2022, 11))
TAKEN_FROM_REHABILITATION = ((2021, 4), (2021, 6), (2021, 9), (2021, 11), (2022, 6))
RELEASED = (date(2021, 1, 12), date(2021, 2, 10), date(2021, 2, 20), date(2022, 6, 12))  # into 社康 that day
THROUGHOUT_DETOX, THROUGHOUT_REHABILITATION = 124, 88  # in the measure from 2020 to past 2022
SETTLED, SETTLED_IN_2022, GONE_IN_2022 = 860, 150, 15


def _within(life: Life, first: date, last: date) -> date:
    return first + timedelta(days=life.rng.randint(0, (last - first).days))


def _roster(life: Life, found: date, *, addicted: bool = True) -> None:
    register(life, _within(life, ROSTER_FROM, date(2020, 12, 28)), found, source="roster", addicted=addicted)


def _until_confirmed(life: Life, clean_from: date, since: date, over: date | None = None) -> None:
    """In care until the police confirm the three years, some weeks after they are full and the measure is over."""
    confirmed = max(period_end(clean_from, 36), over or clean_from) + timedelta(days=life.rng.randint(12, 45))
    care(life, since, confirmed, begin="low")
    society(life, over or since, confirmed)
    confirm_abstinence(life, confirmed)


def settled_before(life: Life) -> None:
    settled(life, _within(life, date(2018, 6, 1), date(2021, 12, 24)))


def settled_in_2022(life: Life) -> None:
    """On the book at the end of 2021, three years full and confirmed in the course of 2022."""
    confirmed = _within(life, date(2022, 1, 10), date(2022, 12, 20))
    found = add_months(confirmed, -36) - timedelta(days=life.rng.randint(20, 60))
    register(life, _within(life, date(2021, 12, 1), date(2021, 12, 28)), found, source="roster", addicted=False)
    care(life, life.book_on, confirmed, begin="low")
    society(life, life.book_on, confirmed)
    confirm_abstinence(life, confirmed)


def gone_in_2022(life: Life) -> None:
    left = _within(life, date(2022, 1, 20), date(2022, 12, 15))
    register(life, _within(life, date(2021, 11, 1), date(2021, 12, 20)), date(2020, 3, 2), source="roster", addicted=False)
    care(life, life.book_on, left, begin="low")
    life.do(left, "record_status", "police", status=life.rng.choice(("died", "moved_out", "moved_out", "went_abroad")))


def found_in_2021(life: Life) -> None:
    """Found but not addicted: no measure, three years from that day."""
    found = _within(life, date(2021, 2, 1), date(2021, 11, 20))
    register(life, found, found, addicted=False)
    _until_confirmed(life, found, found)


def in_detox_throughout(life: Life) -> None:
    served = _within(life, date(2020, 1, 12), date(2020, 6, 20))
    _roster(life, served - 2 * DAY)
    chapter = community(life, DETOX, served, served_after=0)
    _until_confirmed(life, chapter.starts_on, life.book_on, chapter.ends_on)


def ahua(life: Life) -> None:
    """The third year of 社戒: 52 points in March 2023. A report and the eighth negative test on time, five lessons, an hour
    for others, work with proof."""
    start = date(2020, 5, 4)
    register(life, date(2020, 12, 7), start - 6 * DAY, source="roster")
    measure = decide(life, DETOX, start - 4 * DAY, served_on=start - 3 * DAY)
    life.do(start, "report_in", measure=measure)
    life.do(start + DAY, "sign_agreement", measure=measure)
    for months in range(36):
        opens = add_months(start, months)
        if opens > add_months(life.book_on, -2):  # the one that was open when the file was, and all that follow
            life.do(max(opens + 6 * DAY, life.book_on + DAY), "record_report")
        is_tested = months < 12 or (months < 24 and months % 2 == 0) or months in (24, 27, 30, 34)
        if is_tested and opens + 6 * DAY >= life.book_on:
            contact.negative(life, opens + 6 * DAY)
    march = date(2023, 3, 1)
    life.do(march + 13 * DAY, "grant_points", item="P04", quantity=5)
    life.do(march + 18 * DAY, "grant_points", item="P07", quantity=1)
    life.do(march + 21 * DAY, "grant_points", item="P05", quantity=1)
    over = period_end(start, 36)
    life.do(over + 3 * DAY, "end_measure", "police", measure=measure, how="released")
    _until_confirmed(life, start, life.book_on, over)


def in_detox_since(found: date, served: date, life: Life) -> None:
    register(life, found, found - DAY)
    chapter = community(life, DETOX, served - 2 * DAY, served_after=2)
    _until_confirmed(life, chapter.starts_on, served, chapter.ends_on)


def taken_from_detox(month: tuple[int, int], life: Life) -> None:
    """Used again during 社戒, found by laboratory and police some days before the decision of 强戒."""
    taken = date(*month, 20)
    served = _within(life, date(2020, 2, 1), date(2020, 11, 1))
    _roster(life, served - 2 * DAY)
    chapter = community(life, DETOX, served, served_after=0, stop=taken - 15 * DAY)
    _taken(life, taken, chapter)


def in_rehabilitation_throughout(life: Life) -> None:
    released = _within(life, date(2020, 1, 12), date(2020, 6, 20))
    _roster(life, add_months(released, -24))
    released = isolation(life, add_months(released, -24))
    chapter = community(life, REHABILITATION, released, served_after=0)
    _until_confirmed(life, released, life.book_on, chapter.ends_on)


def in_rehabilitation_since(released: date, life: Life) -> None:
    _roster(life, add_months(released, -24))
    isolation(life, add_months(released, -24))
    chapter = community(life, REHABILITATION, released, served_after=0, report_after=0)  # received at the gate
    _until_confirmed(life, released, released, chapter.ends_on)


def taken_from_rehabilitation(month: tuple[int, int], life: Life) -> None:
    taken = date(*month, 20)
    released = _within(life, date(2020, 2, 1), date(2020, 11, 1))
    _roster(life, add_months(released, -24))
    isolation(life, add_months(released, -24))
    chapter = community(life, REHABILITATION, released, served_after=0, stop=taken - 15 * DAY)
    _taken(life, taken, chapter)


def _taken(life: Life, taken: date, chapter: Chapter) -> None:
    care(life, life.book_on, taken - 15 * DAY, low_after=99)
    confirmed_positive(life, taken - 14 * DAY, chapter.measure)
    released = isolation(life, taken)
    _until_confirmed(life, released, released)


def book(scale: int = 1) -> Iterator[Fate]:
    """Who was on 恩平's book at the end of 2021: 1,265 people, a few of each kind where `scale` divides them."""
    many: Sequence[tuple[Fate, int]] = (
        (settled_before, SETTLED), (settled_in_2022, SETTLED_IN_2022), (gone_in_2022, GONE_IN_2022), (found_in_2021, 7),
        (in_detox_throughout, THROUGHOUT_DETOX), (in_rehabilitation_throughout, THROUGHOUT_REHABILITATION),
    )
    for fate, number in many:
        yield from [fate] * -(-number // scale)
    told: list[Fate] = [
        *(partial(taken_from_detox, month) for month in TAKEN_FROM_DETOX),
        partial(in_detox_since, date(2021, 6, 9), date(2021, 6, 12)),
        *(partial(in_detox_since, date(2021, 12, 28), date(2022, 1, day)) for day in (6, 11)),
        *(partial(taken_from_rehabilitation, month) for month in TAKEN_FROM_REHABILITATION),
        *(partial(in_rehabilitation_since, day) for day in RELEASED),
    ]
    yield from told[:: min(scale, 8)]
