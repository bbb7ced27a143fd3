"""知识竞答: a bank of our own; anybody sits by a code, a class by its seats; no answer is lost, none counts twice."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime, timedelta
from functools import partial
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from guitu.kit import clock
from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.packs import timeline_of
from guitu.prevention.quizzes import bank, commands, queries, sittings
from guitu.prevention.schools.commands import add_school
from tests import make
from tests.together import Together

pytestmark = pytest.mark.django_db(transaction=True)
LAST = date(2026, 4, 30)


@pytest.fixture
def world(world: make.World) -> make.World:
    world.posts["teacher"], world.accounts["teacher"] = make.post_of("teacher", make.ENCHENG, "测试老师")
    world.posts["officer"], world.accounts["officer"] = make.post_of("propaganda_officer", make.ENPING, "测试专员")
    return world


def opened(world: make.World, at: datetime, **other: Any) -> tuple[UUID, str]:
    what = {"path": make.ENPING, "title": "禁毒月竞答", "level": "secondary", "audience": "anybody", "opens_on": make.World.on, "last_on": LAST, "questions": 10} | other
    quiz = UUID(commands.open_quiz(world.actor("officer"), at=at, **what)["quiz"])
    with acting(world.actor("officer")):
        return quiz, queries.quiz_of(quiz)["code"]


def of_class(world: make.World, at: datetime) -> tuple[UUID, UUID, str]:
    school = UUID(add_school(world.actor("clerk"), at=at, path=make.ENCHENG, name="测试中学", level="secondary", pupils=900, post_id=world.posts["teacher"])["school"])
    quiz, _code = opened(world, at, audience="classes")
    made = UUID(commands.add_quiz_class(world.actor("teacher"), at=at, quiz_id=quiz, school_id=school, name="初二（1）班", pupils=45)["class"])
    with acting(world.actor("teacher")):
        return quiz, school, queries.class_of(made)["code"]


def secret() -> str:
    return uuid4().hex


def begin(code: str, at: datetime, seat: int | None = None) -> str:
    quiz, mine = sittings.quiz_by(code), secret()
    assert quiz is not None
    sittings.sit(quiz, code, mine, seat, at, clock.local_day(at))
    return mine


def give(mine: str, place: int, right: bool, at: datetime, turn: int = 1) -> None:
    of = sittings.sitting_by(mine)
    assert of is not None
    drawn = bank.read(of.drawn)[place - 1]
    sittings.answer(of, mine, place, drawn.position_of(0 if right else 1), turn, at)


def test_the_bank_holds_two_hundred_questions_of_three_levels_each_explained_with_its_source(world: make.World) -> None:
    listed = list(bank.bank().values())
    assert len(listed) >= 200 and len({one.ask for one in listed}) == len(listed)
    assert all(n >= 40 for n in Counter(one.level for one in listed).values()) and len(Counter(one.level for one in listed)) == 3
    with acting(world.actor("clerk")):
        clauses = timeline_of(make.ENPING, make.ENPING).clauses
    for one in listed:
        assert 3 <= len(set(one.options)) == len(one.options) <= 4 and one.why.endswith("。")
        assert one.source in bank.sources() or one.source in clauses, one.code


def test_a_round_is_drawn_without_doubles_over_topics_and_shuffled() -> None:
    for level in ("primary", "secondary", "public"):
        one, other = (bank.read(bank.draw(level, 20, Random(seed))) for seed in (1, 2))
        assert len({drawn.question.code for drawn in one}) == 20 and len({drawn.question.topic for drawn in one}) >= 5
        assert [drawn.question.code for drawn in one] != [drawn.question.code for drawn in other]
        assert {drawn.position_of(0) for drawn in one} == {1, 2, 3} | ({4} if any(len(d.order) == 4 and d.order[3] == 0 for d in one) else set())


def test_anybody_sits_without_a_name_goes_on_after_a_break_and_hands_in(world: make.World, client: Client, at: datetime) -> None:
    _quiz, code = opened(world, clock.now(), opens_on=clock.today(), last_on=clock.today() + timedelta(days=9))
    page = client.get(f"/p/q/{code}/")
    text = page.content.decode()
    assert page.status_code == 200 and not page.cookies and "<script" not in text and "password" not in text
    assert len(page.content) < 20_000
    mine = re.search(r'name="secret" value="([^"]+)"', text)
    assert mine
    first = client.post(f"/p/q/{code}/", {"secret": mine[1]})
    again = client.post(f"/p/q/{code}/", {"secret": mine[1]})  # the line broke, and it was sent once more
    assert first.status_code == again.status_code == 302 and first["Location"] == again["Location"]
    asked = client.get(first["Location"]).content.decode()
    assert "第 1 题" in asked and "<script" not in asked
    assert client.post(first["Location"], {"turn": "1"}).status_code == 422
    assert client.post(first["Location"], {"turn": "1", "option": "1"}).status_code == 302
    home = f"/p/s/{mine[1]}/"
    assert "还有 9 题没有答" in client.get(home).content.decode()
    assert client.post(home + "in/").status_code == 302
    over = client.get(home).content.decode()
    assert "出处" in over and "共 10 题" in over
    assert client.post(f"{home}2/", {"turn": "1", "option": "1"}).status_code == 302  # too late: to the result
    assert client.get("/p/q/nothere/").status_code == client.get("/p/s/nothere/").status_code == 404
    with acting(world.actor("clerk")):
        assert rows("SELECT count(*) FROM prevention_sitting") == [(1,)] and rows("SELECT count(*) FROM prevention_reply") == [(1,)]


def test_answers_count_until_the_time_is_up_and_a_late_one_gives_way(world: make.World, at: datetime) -> None:
    quiz, code = opened(world, at)
    mine = begin(code, at)
    give(mine, 1, True, at)
    give(mine, 2, False, at + timedelta(minutes=1), turn=1)
    give(mine, 2, True, at + timedelta(minutes=2), turn=2)  # thought again
    give(mine, 2, False, at + timedelta(minutes=3), turn=1)  # the first one comes late
    with pytest.raises(Refused) as refused:
        give(mine, 3, True, at + timedelta(minutes=15))
    assert refused.value.reasons[0].code == "quizzes.time_is_up"
    of = sittings.sitting_by(mine)
    assert of is not None and of.right() == 2 and of.left() == list(range(3, 11)) and of.result(make.World.on) == "again"
    with acting(world.actor("officer")) as officer:
        policy = timeline_of(officer.county_id, officer.path).on(make.World.on).quizzes
        assert queries.tallied(quiz, at + timedelta(minutes=14), policy)[0]["n"] == 0
        assert queries.tallied(quiz, at + timedelta(minutes=15), policy)[0] == {"n": 1, "passed": 0, "excellent": 0}


def test_a_class_sits_by_its_seats_three_times_and_the_best_counts(world: make.World, at: datetime) -> None:
    quiz, _school, code = of_class(world, at)
    for right in (10, 6, 2):
        mine = begin(code, at, seat=7)
        for place in range(1, 11):
            give(mine, place, place <= right, at)
        sittings.hand_in(mine, at)
    for seat, wanted in ((7, "quizzes.attempts"), (None, "quizzes.needs_seat"), (100, "quizzes.needs_seat")):
        with pytest.raises(Refused) as refused:
            begin(code, at, seat=seat)
        assert refused.value.reasons[0].code == wanted
    with acting(world.actor("teacher")) as teacher:
        policy = timeline_of(teacher.county_id, teacher.path).on(make.World.on).quizzes
        assert queries.tallied(quiz, at, policy)[0] == {"n": 1, "passed": 1, "excellent": 1}
    with acting(world.actor("hengpi_worker")):  # of another town
        assert rows("SELECT 1 FROM prevention_sitting") == [] and rows("SELECT 1 FROM prevention_reply") == []


def test_five_hundred_answers_from_forty_phones_with_breaks_are_none_lost_none_doubled(world: make.World, at: datetime) -> None:
    """Scaled: eight phones at once, ten questions each, every answer sent up to three times in any order."""
    _quiz, code = opened(world, at)
    phones = [begin(code, at) for _ in range(8)]
    chance = Random(8)
    wanted = {(phone, place): chance.random() < 0.5 for phone in phones for place in range(1, 11)}
    sent = [[key for key in wanted if key[0] == phone for _ in range(chance.randint(1, 3))] for phone in phones]
    for one in sent:
        chance.shuffle(one)

    def play(mine: list[tuple[str, int]]) -> None:
        for phone, place in mine:
            give(phone, place, wanted[phone, place], at + timedelta(seconds=place))

    together = Together()
    for one in sent:
        together.once(partial(play, one))
    together.end()
    for phone in phones:
        of = sittings.sitting_by(phone)
        assert of is not None and of.left() == [] and of.right() == sum(wanted[phone, place] for place in range(1, 11))
    with acting(world.actor("officer")):
        assert rows("SELECT count(*) FROM prevention_reply") == [(80,)]


def test_who_may_open_end_and_see_a_quiz(world: make.World, client: Client, at: datetime, django_assert_max_num_queries: Any) -> None:
    for wrong, wanted in (({"title": " "}, "quizzes.needs_title"), ({"questions": 90}, "quizzes.too_many"), ({"last_on": date(2026, 1, 1)}, "quizzes.days")):
        with pytest.raises(Refused) as refused:
            opened(world, at, **wrong)
        assert refused.value.reasons[0].code == wanted
    quiz, code = opened(world, at)
    with pytest.raises(NotVisible):
        commands.end_quiz(world.actor("hengpi_head"), at=at, quiz_id=quiz)
    commands.end_quiz(world.actor("officer"), at=at, quiz_id=quiz)
    with pytest.raises(Refused) as refused:
        begin(code, at)
    assert refused.value.reasons[0].code == "quizzes.is_over"
    make.enter(client, world, "officer")
    sent = {"title": "新学期竞答", "path": make.ENPING, "level": "primary", "audience": "anybody", "opens_on": str(clock.today()), "last_on": str(clock.today()),
            "questions": "20", "minutes": "15", "request_id": str(uuid4())}
    one = client.post("/prevention/quizzes/open/", sent)
    assert one.status_code == 302 and client.post("/prevention/quizzes/open/", sent)["Location"] == one["Location"]
    assert "二维码" in client.get(one["Location"]).content.decode()
    assert client.get("/").status_code == 200
    with django_assert_max_num_queries(9):
        assert "新学期竞答" in client.get("/prevention/quizzes/").content.decode()
    make.enter(client, world, "grid")
    assert client.get("/prevention/quizzes/").status_code == 404
