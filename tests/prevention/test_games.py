"""禁毒大富翁 for everybody: no account, no script, nothing kept; the address is the game."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from guitu.kit import clock
from guitu.prevention.games import playing
from guitu.rules.quizzes import LEVELS
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)
MOVE = re.compile(r'<a class="btn[^"]*game-move" href="([^"]+)"')


def begun(client: Client, level: str = "primary", teams: int = 2) -> str:
    answer = client.get(f"/p/{make.ENPING}/game/?level={level}&teams={teams}")
    assert answer.status_code == 302
    return str(answer["Location"])


def text(client: Client, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200 and not answer.cookies, where
    return answer.content.decode()


@pytest.mark.parametrize("level", LEVELS)
def test_a_game_goes_from_its_first_roll_to_its_end_by_links_alone(world: make.World, client: Client, level: str) -> None:
    where, pages = begun(client, level, 3), 0
    while "再来一局" not in (page := text(client, where)):
        links = MOVE.findall(page)
        assert links and "<script" not in page and "<form" not in page and len(page.encode()) < 20_000
        assert text(client, where) == page, "opened again it is the same"
        where, pages = links[pages % len(links)], pages + 1
    assert pages >= 18 and ("走完了，星星最多的是" in page or "各队星星一样多" in page)
    assert "没有这一局" in client.get(where + "r/").content.decode() or client.get(where[:-1] + "r/").status_code == 404


def test_an_answer_is_explained_with_its_source_and_the_same_address_goes_on_elsewhere(world: make.World, client: Client) -> None:
    where = begun(client)
    while len(links := MOVE.findall(page := text(client, where))) == 1:
        where = links[0]
    after = text(client, links[0])
    assert "掷出" in page and "出处：" in after and ("没有答对。应该是" in after or "答对了" in after)
    assert text(Client(), links[0]) == after, "another device, without a cookie"
    assert len(MOVE.findall(after)) == 1, "who went back and chose again has another address; this one stays as it was"


def test_what_is_no_game_or_was_begun_with_another_board_says_so(world: make.World, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    where = begun(client)
    odd = (f"{where}9/", f"{where}rr/", f"{where}{'r' * 500}/", where.replace("/game/1", "/game/7"), where.replace(f"/{make.ENPING}/", "/999999/"), "/p/999999/game/")
    for address in odd:
        answer = client.get(address)
        assert answer.status_code == 404 and "没有这一局" in answer.content.decode(), address
    wrong = client.get(f"/p/{make.ENPING}/game/?level=none&teams=9")
    assert wrong.status_code == 422 and "还没有开始" in wrong.content.decode()
    assert client.post(where).status_code == 405
    policy = playing.policy_at(make.ENPING, clock.today())
    monkeypatch.setattr(playing, "policy_at", lambda *_: type(policy)(policy.rounds + 1, policy.most_teams, policy.squares))
    assert client.get(where).status_code == 404, "the board was changed on the way: no half game under other rules"


def test_the_office_finds_the_game_and_the_square_for_the_wall(world: make.World, client: Client, django_assert_max_num_queries: Any) -> None:
    make.enter(client, world, "clerk")
    assert f"/p/{make.ENPING}/game/" in client.get("/prevention/quizzes/").content.decode()
    with django_assert_max_num_queries(12):
        page = client.get("/prevention/game/poster/").content.decode()
    assert f"/p/{make.ENPING}/game/" in page and 'class="square-code"' in page
    assert "禁毒大富翁" in Client().get(f"/p/{make.ENPING}/on/").content.decode()
    assert Client().get("/prevention/game/poster/").status_code in (302, 404)
