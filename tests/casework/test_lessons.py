"""网上学习: answered by somebody, passed once, its points recorded with their own proof; nothing is kept of which answers were wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from guitu.casework.lessons.commands import take_lesson
from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible
from guitu.policy import load
from guitu.rules.lessons import right_of
from tests import casefile, make
from tests.casework import caseload
from tests.casework.steps import text
from tests.casework.test_exchanging import balance, codes_of

pytestmark = [pytest.mark.django_db]
LESSONS = load("national").on(make.World.on).lessons.lessons
RIGHT = [one.is_so for one in LESSONS["L01"].says]
WRONG = [not one for one in RIGHT]


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00")
    yield


@pytest.fixture
def person(world: make.World, at: datetime) -> UUID:
    return caseload.detox(world, at)


def test_twelve_lessons_have_five_sentences_each_and_no_one_answer_passes_them_all() -> None:
    assert len(LESSONS) == 12 and {len(one.says) for one in LESSONS.values()} == {5}
    for said in (True, False):
        assert all(0 < right_of([said] * 5, one) < 5 for one in LESSONS.values())


def test_passed_it_brings_its_points_once(world: make.World, at: datetime, person: UUID) -> None:
    worker = world.actor("encheng_worker")
    for code in ("L01", "L02"):
        answers = [one.is_so for one in LESSONS[code].says]
        assert take_lesson(worker, at=at, person_id=person, lesson=code, answers=answers)["passed"]
    assert balance(world, person) == 4_00
    assert codes_of(lambda: take_lesson(worker, at=at + timedelta(days=1), person_id=person, lesson="L01", answers=RIGHT)) == {"lessons.passed"}


def test_not_passed_it_is_answered_again_tomorrow_and_not_before(world: make.World, at: datetime, person: UUID) -> None:
    worker = world.actor("encheng_worker")
    three = [*RIGHT[:3], *WRONG[3:]]
    assert not take_lesson(worker, at=at, person_id=person, lesson="L01", answers=[*RIGHT[:2], *WRONG[2:]])["passed"]
    assert codes_of(lambda: take_lesson(worker, at=at, person_id=person, lesson="L01", answers=RIGHT)) == {"lessons.tomorrow"}
    assert take_lesson(worker, at=at + timedelta(days=1), person_id=person, lesson="L01", answers=three)["passed"]
    with pytest.raises(NotVisible):
        take_lesson(worker, at=at, person_id=person, lesson="L99", answers=RIGHT)


def test_the_page_is_read_answered_and_says_what_is_missing(world: make.World, person: UUID, client: Client) -> None:
    make.enter(client, world, "encheng_worker")
    assert "社区戒毒是怎么一回事" in text(client.get(reverse("lessons", args=[person])))
    page = reverse("take-lesson", args=[person, "L01"])
    assert "十五日内" in text(client.get(page))
    half = client.post(page, {"s0": "yes", "s1": "no"})
    assert half.status_code == 422 and "还有 3 句没有选" in text(half)
    request = make.request_id()
    sent = {f"s{n}": "yes" if one else "no" for n, one in enumerate(RIGHT)} | {"request_id": request}
    assert "这一课通过" in text(client.post(page, sent)) and "这一课通过" in text(client.post(page, sent))
    assert "已通过" in text(client.get(reverse("lessons", args=[person])))
    with acting(world.actor("encheng_worker")):
        assert rows("SELECT count(*) FROM casework_lessontaking") == [(1,)]
    assert client.get(reverse("take-lesson", args=[person, "L99"])).status_code == 404


def test_outsiders_get_the_page_of_nothing_and_the_list_stays_within_its_queries(world: make.World, person: UUID, client: Client) -> None:
    make.enter(client, world, "hengpi_worker")
    for address in (reverse("lessons", args=[person]), reverse("take-lesson", args=[person, "L01"])):
        assert client.get(address).status_code == 404
    make.enter(client, world, "encheng_worker")
    client.get(reverse("lessons", args=[person]))
    with casefile.capture() as captured:
        client.get(reverse("lessons", args=[person]))
    assert len(casefile.content_queries(captured)) <= 5
