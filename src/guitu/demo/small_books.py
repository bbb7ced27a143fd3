"""花果园 and 三水, as far as the articles say: 花果园's 93 people, 40 of them clean for three years at the end of 2021 and
50 when its station was a year old, six newly found in 2021 and nobody since; in 三水 48 newly found in the first five
months of 2020 and 31 in those of 2021, thirteen received from the gate and seven in the half year before, and everybody who is to report doing so. The
whole numbers are the smallest that give the rates; the lives are ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from guitu.demo import contact
from guitu.demo.chapters import (
    DETOX,
    REHABILITATION,
    care,
    community,
    confirm_abstinence,
    isolation,
    register,
    settled,
    society,
)
from guitu.demo.fates import Fate
from guitu.demo.life import DAY, Life
from guitu.demo.population import Place, told
from guitu.demo.sheets import sheet_for
from guitu.demo.small_posts import HUAGUOYUAN, NANMING, SANSHUI
from guitu.rules.dates import add_months, period_end

FIRST_NAMES = {NANMING: 47_000, SANSHUI: 49_000}
MOST_CARRIED = 99


def _within(life: Life, first: date, last: date) -> date:
    return first + timedelta(days=life.rng.randint(0, (last - first).days))


def _roster(life: Life, year: int, found: date, *, addicted: bool = True) -> None:
    register(life, _within(life, date(year, 12, 1), date(year, 12, 28)), found, source="roster", addicted=addicted)


def _seldom(life: Life, since: date, until: date) -> None:
    """One sheet, and a visit with a test every half year: a file that is kept, not much more."""
    scores, triggers = sheet_for("low", life.rng)
    sheet = life.do(since + 5 * DAY, "assess_risk", scores=scores, triggers=triggers)
    life.do(since + 7 * DAY, "confirm_level", "head", level="low", assessment=sheet)
    for months in range(0, 40, 6):
        if (day := add_months(since, months) + 9 * DAY) < until:
            contact.visit(life, day, "home")
            contact.negative(life, day)


def _clean(life: Life, since: date) -> None:
    """In society until the police confirm the three years."""
    confirmed = period_end(since, 36) + timedelta(days=life.rng.randint(15, 50))
    _seldom(life, max(since, life.book_on), confirmed)
    confirm_abstinence(life, confirmed)


def _measured(life: Life, kind: str, start: date) -> None:
    chapter = community(life, kind, start, served_after=0, report_after=0 if kind == REHABILITATION else None)
    care(life, start, chapter.ends_on + 20 * DAY, begin="low")
    society(life, chapter.ends_on, chapter.ends_on + 20 * DAY)
    confirm_abstinence(life, chapter.ends_on + 20 * DAY)


# 花果园: everybody is on the book at the end of 2021; nobody comes or leaves until the station is a year old.
def huaguoyuan_settled(life: Life) -> None:
    settled(life, _within(life, date(2018, 9, 1), date(2021, 12, 20)))


def huaguoyuan_settled_since(life: Life) -> None:
    confirmed = _within(life, date(2022, 8, 1), date(2023, 5, 20))
    _roster(life, 2021, add_months(confirmed, -36) - 40 * DAY, addicted=False)
    _seldom(life, life.book_on, confirmed)
    confirm_abstinence(life, confirmed)


def huaguoyuan_found(life: Life) -> None:
    found = _within(life, date(2021, 2, 1), date(2021, 11, 20))
    register(life, found, found, addicted=False)
    _clean(life, found)


def huaguoyuan_in_detox(life: Life) -> None:
    start = _within(life, date(2020, 8, 1), date(2021, 11, 10))
    _roster(life, 2021, start - 2 * DAY)
    _measured(life, DETOX, start)


def huaguoyuan_in_rehabilitation(life: Life) -> None:
    released = _within(life, date(2020, 8, 1), date(2021, 11, 10))
    _roster(life, 2021, add_months(released, -24))
    isolation(life, add_months(released, -24))
    _measured(life, REHABILITATION, released)


def huaguoyuan_in_society(life: Life) -> None:
    clean = _within(life, date(2020, 7, 1), date(2021, 10, 1))
    _roster(life, 2021, clean, addicted=False)
    _clean(life, clean)


# 三水: the first five months of 2020 and of 2021.
def sanshui_found_2020(life: Life) -> None:
    _found(life, 2020)


def sanshui_found_2021(life: Life) -> None:
    _found(life, 2021)


def _found(life: Life, year: int) -> None:
    found = _within(life, date(year, 1, 4), date(year, 5, 28))
    register(life, found, found, addicted=False)
    _clean(life, found)


def sanshui_received(life: Life) -> None:
    """Released in the first months of 2021 and received at the gate: served and reported in on that day."""
    released = _within(life, date(2021, 1, 6), date(2021, 5, 24))
    _roster(life, 2020, add_months(released, -24))
    isolation(life, add_months(released, -24))
    _measured(life, REHABILITATION, released)


def sanshui_received_before(life: Life) -> None:
    """Released in the second half of 2020 and received in the same way: with the thirteen, the twenty of a year."""
    released = _within(life, date(2020, 6, 8), date(2020, 11, 20))
    register(life, _within(life, date(2020, 1, 6), date(2020, 1, 22)), add_months(released, -24), source="roster")
    isolation(life, add_months(released, -24))
    _measured(life, REHABILITATION, released)


def sanshui_in_detox(life: Life) -> None:
    start = _within(life, date(2020, 2, 1), date(2020, 11, 10))
    _roster(life, 2020, start - 2 * DAY)
    _measured(life, DETOX, start)


BOOKS: Mapping[str, Mapping[Fate, int]] = {
    NANMING: {
        huaguoyuan_settled: 40, huaguoyuan_settled_since: 10, huaguoyuan_found: 6, huaguoyuan_in_detox: 14,
        huaguoyuan_in_rehabilitation: 9, huaguoyuan_in_society: 14,
    },
    SANSHUI: {sanshui_found_2020: 48, sanshui_found_2021: 31, sanshui_received: 13, sanshui_received_before: 7, sanshui_in_detox: 12},
}


def small_lives(county: str, places: Sequence[Place], today: date, scale: int = 1) -> Iterator[Life]:
    """Everybody of a small book, told to the end."""
    here = [place for place in places if county != NANMING or place.village.startswith(HUAGUOYUAN)]
    listed = [fate for fate, number in BOOKS[county].items() for _ in range(-(-number // scale))]
    yield from told(county, listed, (), here, today, FIRST_NAMES[county], MOST_CARRIED)
