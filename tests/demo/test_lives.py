"""Lives as they are thought up, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import pytest

from guitu.demo import enping_book, stories
from guitu.demo.everybody import lives
from guitu.demo.identities import new_person
from guitu.demo.invented_names import invented_names
from guitu.demo.life import SHANGHAI, Life
from guitu.demo.places import ENPING, STAFFINGS
from guitu.demo.population import MOST_CARRIED, SINCE
from guitu.demo.small_books import BOOKS
from guitu.demo.yongan import ON_THE_DAY
from guitu.policy import load
from guitu.rules.deadlines import due_of_office
from guitu.rules.identifiers import check_id_number, check_phone

TODAY = date(2026, 11, 21)
COUNTIES = tuple(STAFFINGS)


def everybody() -> list[Life]:
    return [life for county in COUNTIES for life in lives(county, TODAY, 1)]


def test_the_fates_add_up_to_the_numbers_of_the_articles() -> None:
    assert len(list(enping_book.book())) == 1_265
    assert enping_book.SETTLED + enping_book.SETTLED_IN_2022 == 1_010
    assert 1_265 - enping_book.GONE_IN_2022 == 1_250
    assert {county: sum(of.values()) for county, of in BOOKS.items()} == {"520102": 93, "440607": 111}
    assert list(ON_THE_DAY.values()) == [43, 53, 56, 118, 147]


def test_the_same_day_gives_the_same_lives_and_another_day_others() -> None:
    lives.cache_clear()
    first = [life.steps() for life in lives(ENPING, TODAY, 20)]
    lives.cache_clear()
    assert [life.steps() for life in lives(ENPING, TODAY, 20)] == first
    assert [life.steps() for life in lives(ENPING, TODAY + timedelta(days=1), 20)] != first


def test_everybody_has_a_name_a_number_and_a_telephone_of_their_own_and_none_is_real() -> None:
    people = [
        new_person(
            number=life.number, name=life.name, sex=life.sex, born_on=life.born_on, village=life.first.village, rng=Random(1)
        )
        for life in everybody()
    ]
    assert len({person.name for person in people}) == len(people)
    for county in COUNTIES:
        numbers = [person.id_number for person in people if person.scope_path.startswith(county)]
        assert len(set(numbers)) == len(numbers)
    for person in people:
        answer = check_id_number(person.id_number, demo=True)
        assert answer.number is not None and answer.number.is_demo and not answer.warnings
        phone = check_phone(person.phone, demo=True)
        assert phone.text == person.phone and not phone.warnings


def test_no_name_is_that_of_somebody_at_work() -> None:
    staff = invented_names()
    at_work = {next(staff) for _ in range(4_000)}
    assert not at_work & {life.name for life in everybody()}


def test_no_social_worker_carries_more_than_the_demo_allows() -> None:
    carried = Counter(life.first.worker for life in lives(ENPING, TODAY, 1))
    assert max(carried.values()) <= MOST_CARRIED
    assert min(carried.values()) >= 10


def test_everything_is_recorded_in_office_hours_in_order_and_before_today() -> None:
    for life in everybody():
        moments = [step.at.astimezone(SHANGHAI) for step in life.steps()]
        assert moments == sorted(moments)
        assert moments[-1].date() < TODAY
        assert all(9 <= moment.hour <= 20 for moment in moments), life.key


@pytest.mark.parametrize("today", [TODAY + timedelta(days=more) for more in range(9)] + [date(2026, 10, 8)])
def test_somebody_is_overdue_for_reporting_in_whatever_day_it_is(today: date) -> None:
    timeline = load("enping")
    served = stories.served_for_overdue(today)
    number = timeline.on(served).reporting.report_in_days
    assert due_of_office(served, number, timeline).by < today <= served + timedelta(days=26)


@pytest.mark.parametrize("today", [date(2026, 3, 1), date(2028, 2, 29)])
def test_it_can_be_told_on_any_day(today: date) -> None:
    assert len(lives(ENPING, today, 10)) > 125


@pytest.mark.parametrize("today", [TODAY, date(2026, 1, 5), date(2028, 2, 29)])
def test_whoever_comes_after_the_year_of_the_articles_comes_after_it_whatever_day_it_is(today: date) -> None:
    told = lives(ENPING, today, 1)
    booked = sorted(life.book_on for life in told)
    assert sum(on < date(2022, 1, 1) for on in booked) == 1_265
    assert not [on for on in booked if date(2022, 1, 1) <= on < SINCE]


def test_the_ends_of_months_in_community_detox_and_rehabilitation_give_the_rates_of_the_article() -> None:
    """131 and 129, 94 and 92 people on the mean: the whole year, up to the month of being taken, or from coming."""

    def ends(taken: Sequence[tuple[int, int]], since: Sequence[tuple[int, int]], throughout: int, year: int) -> int:
        until = [12 if of > year else max(month - 1, 0) if of == year else 0 for of, month in taken]
        after = [12 if of < year else 13 - month if of == year else 0 for of, month in since]
        return 12 * throughout + sum(until) + sum(after)

    detox = [(2021, 6), (2022, 1), (2022, 1)]
    released = [(day.year, day.month) for day in enping_book.RELEASED]
    for year, of_detox, of_rehabilitation in ((2021, 131, 94), (2022, 129, 92)):
        assert ends(enping_book.TAKEN_FROM_DETOX, detox, enping_book.THROUGHOUT_DETOX, year) == 12 * of_detox
        found = ends(enping_book.TAKEN_FROM_REHABILITATION, released, enping_book.THROUGHOUT_REHABILITATION, year)
        assert found == 12 * of_rehabilitation
