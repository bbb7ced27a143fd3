"""One number on file in two towns: the towns do not learn of it, the county settles it, sums count people."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import pytest
from django.test import Client

from guitu.casework.matches.commands import settle_match
from guitu.casework.matching import find_matches
from guitu.casework.pairs import pairs
from guitu.figures.register.queries import View, balances, register
from guitu.grid.access import clock_actor
from guitu.kit.database import acting
from guitu.kit.errors import Refused
from tests import casefile, make

pytestmark = [pytest.mark.django_db]

NUMBER = "440799199203070011"


@pytest.fixture
def twice(world: make.World, at: datetime) -> tuple[UUID, UUID]:
    """The same number in 恩城 and in 横陂, and the clock has looked."""
    one = casefile.person(world.actor("encheng_worker"), at, id_number=NUMBER)
    other = casefile.person(world.actor("hengpi_worker"), at, id_number=NUMBER, scope_path=make.HENGPI + "200")
    with acting(clock_actor(make.ENPING)):
        assert find_matches(make.ENPING, [other], at) == 1
        assert find_matches(make.ENPING, [one, other], at) == 0
    return one, other


def counted(world: make.World, at: datetime) -> tuple[int, int, bool]:
    with acting(world.actor("director")):
        found = register(View(make.ENPING, date(2026, 3, 16), at))
        return found.registered, found.to_check, balances(found)


def test_until_it_is_settled_the_county_counts_people_and_says_what_is_open(
    world: make.World, at: datetime, twice: tuple[UUID, UUID]
) -> None:
    assert counted(world, at) == (1, 1, True)
    for town in ("encheng_head", "hengpi_head", "encheng_worker"):
        with acting(world.actor(town)):
            assert pairs() == []


def test_one_person_keeps_one_file_and_the_other_is_struck_off(
    world: make.World, at: datetime, twice: tuple[UUID, UUID]
) -> None:
    clerk, (one, _) = world.actor("clerk"), twice
    with acting(clerk):
        match = pairs()[0]["id"]
    with pytest.raises(Refused):
        settle_match(clerk, at=at, match_id=match, how="one")
    settle_match(clerk, at=at, match_id=match, how="one", keep=one)
    assert counted(world, at) == (1, 0, True)
    with pytest.raises(Refused):
        settle_match(clerk, at=at, match_id=match, how="two")


def test_two_people_are_counted_twice(world: make.World, at: datetime, twice: tuple[UUID, UUID]) -> None:
    clerk = world.actor("clerk")
    with acting(clerk):
        match = pairs()[0]["id"]
    settle_match(clerk, at=at, match_id=match, how="two")
    assert counted(world, at) == (2, 0, True)


def test_the_page_is_the_clerks_and_settles(
    world: make.World, at: datetime, twice: tuple[UUID, UUID], client: Client
) -> None:
    make.enter(client, world, "encheng_head")
    assert client.get("/casework/matches/").status_code == 404
    make.enter(client, world, "clerk")
    assert "同一人，档案留在恩城街道" in client.get("/casework/matches/").content.decode()
    with acting(world.actor("clerk")):
        match = pairs()[0]["id"]
    assert client.post(f"/casework/matches/{match}/", {"keep": "neither"}).status_code == 422
    form = {"keep": str(twice[0]), "request_id": make.request_id()}
    assert client.post(f"/casework/matches/{match}/", form).status_code == 302
    assert client.post(f"/casework/matches/{match}/", form).status_code == 302
    assert "没有要核对的" in client.get("/casework/matches/").content.decode()


def test_both_files_stand_side_by_side_before_anything_is_settled(
    world: make.World, at: datetime, twice: tuple[UUID, UUID], client: Client
) -> None:
    make.enter(client, world, "clerk")
    with acting(world.actor("clerk")):
        match = pairs()[0]["id"]
    kept, other = twice
    shown = client.get(f"/casework/matches/{match}/?keep={kept}").content.decode()
    assert "恩城街道的档案继续" in shown and "销册" in shown and "可以在“待核对”里退回" in shown
    assert f"/casework/people/{kept}/" in shown and f"/casework/people/{other}/" in shown
    assert "测试3" in shown  # who looks after the one in 恩城
    assert "名册按两个人算" in client.get(f"/casework/matches/{match}/?keep=two").content.decode()
    assert client.get(f"/casework/matches/{match}/?keep=nonsense").status_code == 302
    with acting(world.actor("clerk")):
        assert len(pairs()) == 1, "looking settles nothing"
    client.post(f"/casework/matches/{match}/", {"keep": str(kept)})
    assert client.get(f"/casework/matches/{match}/?keep={kept}").status_code == 302
    make.enter(client, world, "encheng_head")
    assert client.get(f"/casework/matches/{match}/?keep={kept}").status_code == 404
