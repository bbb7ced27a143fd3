"""举报 without a name: a receipt that answers, two human beings before a name is open, and nothing left of what was not true."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from django.db import connections
from django.test import Client

from guitu.inspection.tips import by_anyone
from guitu.inspection.tips.commands import decide_tip, look_at_tip, note_reward
from guitu.inspection.tips.queries import name_in
from guitu.kit.database import acting, row, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.policy import load
from guitu.rules.tips import Look, may_claim, may_decide, may_look, may_send, stand
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)
NATIONAL = load("national")
WHAT = {"path": make.ENCHENG, "about": "using", "what": "晚上十点以后常有人进出，窗户有烟。", "where": "解放路8号后楼", "whom": "郑无名"}


def sent(at: datetime, **other: str) -> tuple[UUID, str]:
    number = by_anyone.new_number()
    by_anyone.send(make.ENPING, number, at, **(WHAT | other))
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT set_config('guitu.definer', 'test', false)")
        cursor.execute("SELECT id FROM inspection_tip ORDER BY received_at DESC, id LIMIT 1")
        return cursor.fetchone()[0], number


def stored(tip: UUID) -> tuple[int, bool]:
    """How many names of it there are, and whether its words are there, whoever may see them."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT set_config('guitu.definer', 'test', false)")
        cursor.execute("SELECT (SELECT count(*) FROM inspection_tipname WHERE id = %s), words IS NOT NULL FROM inspection_tip WHERE id = %s", [tip, tip])
        found: tuple[int, bool] = cursor.fetchone()
        return found


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.reasons[0].code


# -- the rule -----------------------------------------------------------------------------------------------------


def test_no_row_of_looks_opens_a_name_by_fewer_than_two_human_beings() -> None:
    """Every row of up to four looks by three people: the name is open exactly when two different people said yes before two
    said no, and nobody ever looks twice or after two agreed."""
    day = date(2026, 3, 16)
    for length in range(5):
        for row_of in product(product("abc", ("follow", "nothing")), repeat=length):
            looks: list[Look] = []
            for person, look in row_of:
                course = stand(day, looks, "", None, None, NATIONAL)
                if not may_look(course, looks, person).reasons:
                    looks.append(Look(person, look))
            course = stand(day, looks, "", None, None, NATIONAL)
            yes, no = ({one.person for one in looks if one.look == word} for word in ("follow", "nothing"))
            assert len(looks) == len({one.person for one in looks}) <= 3
            assert course.may_name == (len(yes) >= 2) and (course.state == "unfounded") == (len(no) >= 2)
            assert bool(may_decide(course, "办了").reasons) == (course.state != "followed")
            assert not stand(day, looks, "unfounded", day, None, NATIONAL).may_name


def test_the_days_of_a_tip_and_of_its_reward() -> None:
    monday = date(2026, 3, 16)
    assert stand(monday, [], "", None, None, NATIONAL).due_by == date(2026, 3, 18)
    yes = [Look("a", "follow"), Look("b", "follow")]
    assert stand(monday, yes, "", None, None, NATIONAL).due_by == date(2026, 4, 15)
    true = stand(monday, yes, "verified", date(2026, 3, 20), None, NATIONAL)
    assert (true.tell_by, true.claim_until) == (date(2026, 4, 13), date(2026, 6, 14)), "15 working days with the holiday, then two months"
    assert not may_claim(true, date(2026, 6, 13)).reasons and may_claim(true, date(2026, 6, 14)).reasons[0].code == "tips.claim_is_over"
    paid = stand(monday, yes, "verified", date(2026, 3, 20), date(2026, 4, 1), NATIONAL)
    assert may_claim(paid, date(2026, 4, 2)).reasons[0].code == "tips.claimed_already"
    for what, where, wanted in ((" ", "", "tips.needs_words"), ("他的电话 13800000000", "", "tips.numbers_below"), ("有烟", "440785199001011234", "tips.numbers_below")):
        assert may_send(what, where).reasons[0].code == wanted
    assert not may_send("晚上十点有人进出", "8号").reasons


# -- pages --------------------------------------------------------------------------------------------------------


def test_it_is_sent_without_a_name_once_and_its_receipt_answers(
    world: make.World, client: Client, at: datetime, clock: Callable[[str], None], django_assert_max_num_queries: Any
) -> None:
    clock("2026-03-16T09:00:00")
    where = f"/p/{make.ENPING}/tip/"
    page = client.get(where)
    text = page.content.decode()
    number = re.search(r'name="number" value="([^"]+)"', text)
    assert page.status_code == 200 and not page.cookies and "<script" not in text and number and "恩城" in text
    wrong = client.post(where, WHAT | {"what": "他的电话 13800000000", "number": number[1]})
    assert wrong.status_code == 422 and "写到“知道是谁的”那一格" in wrong.content.decode() and number[1] in wrong.content.decode()
    answers = [client.post(where, WHAT | {"number": number[1]}) for _ in range(2)]
    assert [one["Location"] for one in answers] == [f"/p/t/{number[1]}/"] * 2
    assert "待看" in client.get(f"/p/t/{number[1]}/").content.decode() and "03-18" in client.get(f"/p/t/{number[1]}/").content.decode()
    slip = f"{number[1][:4]}-{number[1][4:8]} {number[1][8:]}".lower()
    assert client.post("/p/t/", {"number": slip})["Location"] == f"/p/t/{number[1]}/"
    assert client.post("/p/t/", {"number": "123"}).status_code == 422
    assert client.get(f"/p/t/{by_anyone.new_number()}/").status_code == client.get("/p/999999/tip/").status_code == 404
    assert "举报涉毒线索" in client.get(f"/p/{make.ENPING}/on/").content.decode()
    make.enter(client, world, "encheng_police")
    client.get("/inspection/tips/")
    with django_assert_max_num_queries(6):
        listed = client.get("/inspection/tips/").content.decode()
    assert "共 1 条" in listed and "吸食" in listed and "郑无名" not in listed
    for other in ("hengpi_police", "encheng_head", "encheng_worker"):
        if other not in world.posts:
            world.posts[other], world.accounts[other] = make.post_of("police_liaison", make.HENGPI, "横陂派出所")
        make.enter(client, world, other)
        assert "吸食" not in client.get("/inspection/tips/").content.decode()


def test_two_look_before_the_name_is_open_and_the_reward_is_told(
    world: make.World, client: Client, at: datetime, clock: Callable[[str], None]
) -> None:
    tip, number = sent(at)
    make.enter(client, world, "encheng_police")
    page = client.get(f"/inspection/tips/{tip}/").content.decode()
    assert "解放路8号后楼" in page and "郑无名" not in page and "两个人都认为可信以后才打开" in page
    assert client.post(f"/inspection/tips/{tip}/decide/", {"outcome": "verified", "answer": "查了", "request_id": make.request_id()}).status_code == 422
    what = {"look": "follow", "request_id": make.request_id()}
    assert [client.post(f"/inspection/tips/{tip}/look/", what).status_code for _ in range(2)] == [302, 302], "sent twice, done once"
    assert "换一个岗位也不行" in client.get(f"/inspection/tips/{tip}/").content.decode()
    with acting(world.actor("encheng_police")):
        assert rows("SELECT count(*) FROM inspection_tiplook") == [(1,)] and rows("SELECT id FROM inspection_tipname") == [] and not name_in(tip)
    look_at_tip(world.actor("clerk"), at=at, tip_id=tip, look="follow")
    assert "郑无名" in client.get(f"/inspection/tips/{tip}/").content.decode()
    no_words = client.post(f"/inspection/tips/{tip}/decide/", {"outcome": "verified", "answer": " ", "request_id": make.request_id()})
    assert no_words.status_code == 422
    assert "在查" in client.get(f"/p/t/{number}/").content.decode()
    decide_tip(world.actor("encheng_police"), at=at, tip_id=tip, outcome="verified", answer="已经处理，谢谢。")
    told = client.get(f"/p/t/{number}/").content.decode()
    assert "已经处理，谢谢。" in told and "2026-06-" in told and "300 元到 300000 元" in told and "郑无名" not in told and "解放路" not in told
    note_reward(world.actor("encheng_police"), at=at, tip_id=tip)
    with pytest.raises(Refused) as refused:
        note_reward(world.actor("clerk"), at=at, tip_id=tip)
    assert code(refused) == "tips.claimed_already" and "奖励已经领过" in client.get(f"/p/t/{number}/").content.decode()


def test_what_was_not_true_leaves_no_word_and_no_name(world: make.World, client: Client, at: datetime) -> None:
    police, clerk = world.actor("encheng_police"), world.actor("clerk")
    first, number = sent(at)
    look_at_tip(police, at=at, tip_id=first, look="nothing")
    assert stored(first) == (1, True)
    look_at_tip(clerk, at=at, tip_id=first, look="nothing")
    second, _number = sent(at + timedelta(minutes=1), what="后楼又有人")
    for actor in (police, clerk):
        look_at_tip(actor, at=at, tip_id=second, look="follow")
    with acting(police):
        assert name_in(second) == "郑无名"
    decide_tip(clerk, at=at, tip_id=second, outcome="unfounded", answer="没有查到。")
    assert stored(first) == stored(second) == (0, False)
    assert "不会留在任何人的档案里" in client.get(f"/p/t/{number}/").content.decode()
    with pytest.raises(Refused) as refused:
        look_at_tip(world.actor("director"), at=at, tip_id=first, look="follow")
    assert code(refused) == "tips.is_decided"
    third, _number = sent(at + timedelta(minutes=2))
    with acting(police):
        assert row("SELECT inspection_forget_tip(%s)", [third]) == (False,), "nobody is made to forget what nobody judged"
    world.posts["hengpi_police"], world.accounts["hengpi_police"] = make.post_of("police_liaison", make.HENGPI, "横陂派出所")
    with pytest.raises(NotVisible):
        look_at_tip(world.actor("hengpi_police"), at=at, tip_id=third, look="follow")
    with acting(world.actor("hengpi_head")):
        assert rows("SELECT id FROM inspection_tip") == []


def test_a_net_that_sends_too_many_is_asked_to_wait(world: make.World, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from guitu.grid import guessing

    monkeypatch.setitem(guessing.LIMITS, "tip_net", guessing.Limit(2, guessing.HOUR, 3))
    assert [client.post("/p/t/", {"number": "1"}).status_code for _ in range(3)] == [422, 422, 429]


def test_the_menu_counts_what_waits_for_this_human_being_and_the_list_shows_it(world: make.World, client: Client, at: datetime) -> None:
    first, _number = sent(at)
    second, _number = sent(at + timedelta(minutes=1))
    sent(at + timedelta(minutes=2), path=make.HENGPI)

    def waits(name: str) -> tuple[int, int]:
        make.enter(client, world, name)
        page = client.get("/inspection/tips/?which=mine").content.decode()
        found = re.search(r'共 (\d+) 条', page)
        counted = row("SELECT inspection_tips_waiting(%s) ->> %s", [world.accounts[name], str(world.posts[name])])
        assert found and counted
        return int(counted[0] or 0), int(found[1])

    assert waits("encheng_police") == (2, 2) and waits("clerk") == (3, 3)
    for who in ("encheng_police", "clerk"):
        look_at_tip(world.actor(who), at=at + timedelta(minutes=5), tip_id=first, look="follow")
    look_at_tip(world.actor("encheng_police"), at=at + timedelta(minutes=6), tip_id=second, look="follow")
    assert waits("encheng_police") == (1, 1), "what two found worth following waits for its answer; what is looked at waits for another"
    assert waits("clerk") == (3, 3)
    decide_tip(world.actor("clerk"), at=at + timedelta(minutes=9), tip_id=first, outcome="unfounded", answer="没有查到。")
    assert waits("encheng_police") == (0, 0) and waits("clerk") == (2, 2)
