"""A vacancy has a name; a holder comes with a one-time code and leaves with the rights."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import pytest
from django.test import Client

from guitu.grid.codes.commands import open_code
from guitu.grid.establishing import appoint_holder, end_holding
from guitu.grid.posts.queries import Wish, posts, staffing
from guitu.kit.database import acting, rows
from guitu.kit.errors import Refused
from guitu.ledger.sealed import answer_in
from tests import make
from tests.casefile import capture, content_queries

pytestmark = [pytest.mark.django_db]

TAKEN = {"name": "李四", "sex": "female", "from_on": date(2026, 3, 16), "login": "lisi-0316", "number": "工号7001"}


def test_a_post_left_is_vacant_by_name_until_somebody_takes_it(world: make.World, at: datetime) -> None:
    clerk, post = world.actor("clerk"), world.posts["village"]
    end_holding(clerk, at=at, post_id=post, until_on=date(2026, 3, 10))
    with acting(clerk):
        vacant = posts(make.ENPING, date(2026, 3, 16), Wish(only="vacant"))
        assert [(v["body"], v["holder"], v["since"]) for v in vacant] == [("禁毒工作室", None, date(2026, 3, 10))]
        assert next(s for s in staffing(make.ENPING, date(2026, 3, 16)) if s["role"] == "village_worker")["held"] == 0
    appoint_holder(clerk, at=at, post_id=post, **TAKEN)
    with acting(clerk):
        assert posts(make.ENPING, date(2026, 3, 16), Wish(only="vacant")) == []


def test_a_held_post_a_taken_login_and_oneself_are_refused(world: make.World, at: datetime) -> None:
    clerk = world.actor("clerk")
    for wrong, post in (("post_is_held", "village"), ("above_ceiling", "clerk")):
        with pytest.raises(Refused) as refusal:
            appoint_holder(clerk, at=at, post_id=world.posts[post], **TAKEN)
        assert refusal.value.reasons[0].code == wrong
    end_holding(clerk, at=at, post_id=world.posts["village"], until_on=date(2026, 3, 10))
    with pytest.raises(Refused):
        appoint_holder(clerk, at=at, post_id=world.posts["village"], **{**TAKEN, "login": "t-director", "number": "工号7002"})


def test_the_one_time_code_opens_nothing_but_the_choice_of_a_password(
    world: make.World, at: datetime, client: Client
) -> None:
    clerk = world.actor("clerk")
    end_holding(clerk, at=at, post_id=world.posts["encheng_head"], until_on=date(2026, 3, 10))
    answer = appoint_holder(clerk, at=at, post_id=world.posts["encheng_head"], **TAKEN)
    second = open_code(world.actor("director"), at=at, letter_id=UUID(answer["letter"]))["once"]
    whole = {"login": answer["login"], "password": f"{answer['once']}-{second}"}
    assert client.post("/login/", whole).status_code == 302
    assert client.get("/figures/register/")["Location"] == "/password/"
    words = "晨光照在江面上的渡船"
    assert (
        client.post("/password/", {"new_password1": "123456789012", "new_password2": "123456789012"}).status_code == 422
    )
    assert client.post("/password/", {"new_password1": words * 2, "new_password2": words * 2}).status_code == 302
    assert client.get("/figures/register/").status_code == 200


def test_who_left_a_post_is_nobody_at_the_next_click(world: make.World, at: datetime, client: Client) -> None:
    make.enter(client, world, "encheng_head")
    assert client.get("/figures/register/").status_code == 200
    end_holding(world.actor("clerk"), at=at, post_id=world.posts["encheng_head"], until_on=date(2026, 3, 10))
    assert client.get("/figures/register/")["Location"].startswith("/login/")
    make.enter(client, world, "encheng_head")
    assert client.get("/figures/register/")["Location"] == "/posts/choose/"


def test_the_page_lists_and_appoints_and_shows_the_code_once(world: make.World, at: datetime, client: Client) -> None:
    make.enter(client, world, "clerk")
    page = client.get("/settings/posts/").content.decode()
    assert "禁毒工作室" in page
    end_holding(world.actor("clerk"), at=at, post_id=world.posts["village"], until_on=date(2026, 3, 10))
    address = f"/settings/posts/{world.posts['village']}/appoint/"
    assert client.post(address, {**TAKEN, "login": "X!"}).status_code == 422
    form = {**TAKEN, "from_on": "2026-03-16", "request_id": make.request_id()}
    shown = client.post(address, form).content.decode()
    assert "口令的前一半" in shown
    with acting(world.actor("clerk")):
        (kept,) = rows("SELECT id, answer FROM ledger_request WHERE command = 'appoint_holder'")
    assert answer_in(*kept) and "once" not in str(answer_in(*kept))
    assert client.get(address.replace(str(world.posts["village"]), str(world.posts["yongan_head"]))).status_code == 404


def listed(client: Client, **query: str) -> str:
    response = client.get("/settings/posts/", query)
    assert response.status_code == 200
    return response.content.decode()


def lines(page: str) -> str:
    return page.split("</thead>")[1].split("</table>", maxsplit=1)[0]


def test_a_post_is_found_by_name_office_role_and_place(world: make.World, client: Client) -> None:
    make.enter(client, world, "clerk")
    everybody = listed(client)
    held = posts_of(world, "encheng_worker")
    assert held["holder"] in everybody
    for words in (held["holder"], held["body"], "社工 恩城", f"{held['holder']} 社工"):
        found = listed(client, q=words)
        assert held["holder"] in found, words
    assert "没有这样的岗位" in listed(client, q=f"{held['holder']} 网格员")
    assert "没有这样的岗位" in listed(client, q="'; DROP TABLE grid_post; --")
    only_police = listed(client, role="police_liaison")
    assert held["body"] not in lines(only_police)


def test_a_place_and_a_role_narrow_the_list_and_stay_in_the_address(world: make.World, client: Client) -> None:
    make.enter(client, world, "clerk")
    body = lines(listed(client, area=make.HENGPI, q="社工"))
    assert "横陂" in body and "恩城" not in body
    page = listed(client, q="社工", area=make.HENGPI)
    assert "only=vacant" in page and f"area={make.HENGPI}" in page  # the vacant ones of the same search
    assert lines(listed(client, area="440782001", role="emperor", page="x")) == lines(listed(client))


def test_however_many_posts_the_page_asks_three_questions(world: make.World, client: Client) -> None:
    for post in ("clerk", "encheng_head"):
        make.enter(client, world, post)
        for query in ({}, {"q": "社工 恩城", "role": "social_worker", "area": make.ENCHENG}):
            with capture() as captured:
                listed(client, **query)
            assert len(content_queries(captured)) <= 3


def posts_of(world: make.World, name: str) -> dict[str, str]:
    with acting(world.actor("clerk")):
        sql = "SELECT h.name, b.name FROM grid_post p JOIN grid_body b ON b.id = p.body_id"
        holder, body = rows(f"{sql} JOIN grid_holding h ON h.post_id = p.id WHERE p.id = %s", [world.posts[name]])[0]
    return {"holder": holder, "body": body}
