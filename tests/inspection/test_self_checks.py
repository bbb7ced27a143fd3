"""自查: a place's own list by its code, handed in once; a share drawn by a seed that anybody can draw again; upheld by kind."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from guitu.inspection.self_checks import queries
from guitu.inspection.self_checks.commands import draw_self_checks, open_self_checks
from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.policy import load
from guitu.rules.draws import Candidate, drawn
from guitu.rules.self_checks import how_many, is_upheld, may_draw
from tests import make
from tests.inspection.placing import LIST, VERSION, check, venue

pytestmark = pytest.mark.django_db(transaction=True)
LAST = date(2026, 3, 18)


def opened(world: make.World, at: datetime, n: int = 4) -> tuple[UUID, list[UUID]]:
    places = [venue(world, at, f"第{'甲乙丙丁戊'[k]}歌厅") for k in range(n)]
    what = {"name": "三月自查", "kinds": ["entertainment"], "from_on": world.on, "last_on": LAST, "share": 10}
    return UUID(open_self_checks(world.actor("clerk"), at=at, **what)["round"]), places


def codes_of(world: make.World, of: UUID) -> dict[str, str]:
    with acting(world.actor("clerk")):
        return {one["name"]: one["code"] for one in queries.codes(of, 1)[0]}


def said(**wrong: str) -> dict[str, str]:
    """The whole list as it should be, but for these, with how they are put right."""
    answers = {f"item_{item.code}": "no" if item.code in wrong else "yes" for item in LIST.items}
    return answers | {f"words_{code}": words for code, words in wrong.items()} | {"seen": VERSION}


def test_a_place_fills_in_its_own_list_once_and_a_missing_answer_is_no_yes(
    world: make.World, client: Client, at: datetime, clock: Callable[[str], None]
) -> None:
    clock("2026-03-16T09:00:00")
    of, _places = opened(world, at, 2)
    code = codes_of(world, of)["第甲歌厅"]
    page = client.get(f"/p/o/{code}/")
    text = page.content.decode()
    assert page.status_code == 200 and not page.cookies and "<script" not in text and "第甲歌厅" in text and "第二十五条" in text and "吴先生" not in text
    for wrong, told in (
        ({"item_log": ""}, "还没有选：营业日志"), ({"item_log": "no"}, "请写怎样改"), ({"seen": "entertainment@0"}, "换了版本"), ({"item_log": "perhaps"}, "还没有送出"),
    ):
        answer = client.post(f"/p/o/{code}/", said() | wrong)
        assert answer.status_code == 422 and told in answer.content.decode(), wrong
    for words in ("明天补日志", "别的"):
        assert "自查已经交了" in client.post(f"/p/o/{code}/", said(log=words)).content.decode()
    assert "明天补日志" not in client.get(f"/p/o/{code}/").content.decode(), "what was said is read by the office"
    with acting(world.actor("clerk")):
        assert [one.answered for one in queries.rounds(world.actor("clerk"))] == [1] and "第甲歌厅" not in codes_of(world, of)
    clock("2026-03-19T09:00:00")
    assert "现在不收" in client.get(f"/p/o/{codes_of(world, of)['第乙歌厅']}/").content.decode()
    assert client.get("/p/o/nobodys/").status_code == 404


def test_a_share_is_drawn_by_its_seed_and_what_the_visits_uphold_is_told_by_kind(
    world: make.World, client: Client, at: datetime, clock: Callable[[str], None], django_assert_max_num_queries: Any
) -> None:
    clock("2026-03-16T09:00:00")
    of, places = opened(world, at, 5)
    clerk = world.actor("clerk")
    codes = codes_of(world, of)
    for k, (name, code) in enumerate(sorted(codes.items())[:4]):
        assert client.post(f"/p/o/{code}/", said(**({"log": "补"} if k == 0 else {}))).status_code == 200, name
    with pytest.raises(Refused) as refused:
        draw_self_checks(clerk, at=at, round_id=of)
    assert refused.value.reasons[0].code == "self_checks.still_open"
    clock("2026-03-19T09:00:00")
    make.enter(client, world, "clerk")
    where, what = f"/inspection/self-checks/{of}/", {"request_id": make.request_id()}
    assert "抽一部分去看" in client.get(where).content.decode()
    assert [client.post(f"{where}draw/", what).status_code for _ in range(2)] == [302, 302], "sent twice, drawn once"
    with acting(clerk):
        (seed,) = [seed for (seed,) in rows("SELECT seed FROM inspection_selfround")]
        handed = [str(id) for (id,) in rows("SELECT matter_id FROM inspection_selfcheck WHERE answered_at IS NOT NULL ORDER BY matter_id")]
        chosen = {str(id) for (id,) in rows("SELECT matter_id FROM inspection_selfcheck WHERE is_drawn")}
    assert chosen == set(drawn([Candidate(one) for one in handed], "random", 3, seed)) and len(chosen) == 3
    later = at + timedelta(days=3)
    wrong = {places[0]: {"log": "没有日志"}, places[1]: {"log": "没有日志"}}
    for place in places:
        check(world, later, place, found=wrong.get(place, {}))
    client.get(where)
    with django_assert_max_num_queries(9):  # session, post and the frame are four of them
        page = client.get(where).content.decode()
    # The first had said so itself; the second had said all was well, and is not upheld if it was drawn.
    right = 3 - (str(places[1]) in chosen)
    assert f"{right} / 3" in page and "按类别看自查准不准" in page and seed in page
    assert re.search(r"第.歌厅</a>", page) and "自查准的" in page
    make.enter(client, world, "hengpi_head")
    assert client.post(f"{where}draw/", {"request_id": make.request_id()}).status_code in (404, 422)
    with pytest.raises(NotVisible):
        draw_self_checks(world.actor("hengpi_head"), at=later, round_id=of)


def test_how_many_are_drawn_and_what_upholds() -> None:
    policy = load("national").on(make.World.on).self_checks
    for answered, share, wanted in ((1, 10, 1), (4, 10, 3), (30, 10, 3), (31, 10, 4), (200, 15, 30), (2, 100, 2)):
        assert how_many(answered, share, policy) == wanted
    assert is_upheld(["log"], ["log"]) and is_upheld(["log"], []) and not is_upheld([], ["log"]) and not is_upheld(["log"], ["log", "signs"])
    assert not may_draw(3, date(2026, 3, 19), False, date(2026, 3, 19), LAST).reasons
    assert may_draw(0, date(2026, 3, 19), False, date(2026, 3, 19), LAST).reasons[0].code == "self_checks.nobody_answered"
    assert may_draw(3, date(2026, 3, 19), True, date(2026, 3, 19), LAST).reasons[0].code == "self_checks.drawn_already"
