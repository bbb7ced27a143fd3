"""Lives as they are thought up, before anything is written."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from guitu.demo import fates, stories
from guitu.demo.everybody import lives
from guitu.demo.identities import new_person
from guitu.demo.invented_names import invented_names
from guitu.demo.life import SHANGHAI, Life
from guitu.demo.places import ENPING, XIANAN
from guitu.demo.population import ENPING as FATES
from guitu.demo.population import MOST_CARRIED
from guitu.demo.yongan import ON_THE_DAY
from guitu.policy import load
from guitu.rules.deadlines import due_of_office
from guitu.rules.identifiers import check_id_number, check_phone

TODAY = date(2026, 11, 21)
COUNTIES = (ENPING, XIANAN)


def everybody() -> list[Life]:
    return [life for county in COUNTIES for life in lives(county, TODAY, 1)]


def test_the_fates_add_up_to_the_numbers_of_the_articles() -> None:
    assert sum(FATES.values()) == 1_250
    assert FATES[fates.abstinent_long] + FATES[fates.abstinent_lately] == 1_010
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


def test_social_workers_carry_at_most_thirty_one_people() -> None:
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
