"""A list as somebody likes it: order, columns, size, filters under a name, and what was asked for last time."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guitu.casework.registrations.commands import assign_person
from guitu.kit.database import acting, rows
from guitu.kit.errors import Refused
from guitu.lists.commands import keep_view
from tests import casefile, make

pytestmark = [pytest.mark.django_db]
POSTS, BODIES, STAFF, PEOPLE = "/settings/posts/", "/settings/bodies/", "/settings/staff/", "/people/"


def page(client: Client, url: str, **query: str) -> str:
    answer = client.get(url, query)
    assert answer.status_code == 200
    return answer.content.decode()


def column(text: str, label: str) -> list[str]:
    """What stands in a column of a table, from the top down."""
    return [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(rf'<td[^>]*data-label="{label}"[^>]*>(.*?)</td>', text, re.S)]


def test_a_heading_puts_the_list_in_order_and_once_more_the_other_way(client: Client, world: make.World) -> None:
    make.enter(client, world, "clerk")
    rising = page(client, POSTS, sort="holder")
    assert 'aria-sort="ascending"' in rising and "sort=-holder" in rising
    falling = page(client, POSTS, sort="-holder")
    assert 'aria-sort="descending"' in falling
    names = [name for name in column(rising, "姓名") if name != "空缺"]
    assert len(names) > 5 and names == sorted(names) and column(falling, "姓名")[-1] == names[0]
    odd = page(client, POSTS, sort="id; DROP TABLE grid_post")
    assert "aria-sort" not in odd and len(column(odd, "姓名")) == len(column(rising, "姓名"))


def test_every_column_that_can_be_sorted_is_sorted_on_every_list(client: Client, world: make.World, at: datetime) -> None:
    casefile.on_detox(world.actor("encheng_worker"), at, "王小明")
    for name in ("clerk", "encheng_head", "encheng_worker", "auditor"):
        make.enter(client, world, name)
        for url in (POSTS, BODIES, STAFF, PEOPLE, "/tasks/", "/operations/ledger/"):
            first = client.get(url, {"all": "1"})
            for sort in set(re.findall(r"sort=(-?\w+)", first.content.decode())):
                for way in (sort, f"-{sort}".replace("--", "")):
                    assert client.get(url, {"sort": way, "page": "1"}).status_code == 200, (name, url, way)


def test_what_was_asked_last_comes_back_until_it_is_cleared_at_this_post_alone(client: Client, world: make.World) -> None:
    make.enter(client, world, "clerk")
    page(client, POSTS, role="social_worker", sort="holder")
    again = page(client, POSTS)
    assert "按上次的条件列出" in again and set(column(again, "岗位")) == {"禁毒社工"}
    assert "按上次的条件列出" not in page(client, POSTS, page="1")  # an address that says something is taken at its word
    other = Client()
    make.enter(other, world, "encheng_head")
    assert "按上次的条件列出" not in page(other, POSTS)
    page(client, POSTS, role="social_worker")
    client.logout()
    make.enter(client, world, "clerk")
    assert "按上次的条件列出" in page(client, POSTS)  # also after the next login
    assert len(set(column(page(client, POSTS, all="1"), "岗位"))) > 1
    assert "按上次的条件列出" not in page(client, POSTS)


def test_the_size_of_a_page_stays_when_the_filters_go(client: Client, world: make.World) -> None:
    make.enter(client, world, "clerk")
    page(client, BODIES, size="20", q="恩城")
    assert 'size=20" class="on"' in page(client, BODIES, all="1")
    assert 'size=20" class="on"' in page(client, BODIES)
    assert client.get(BODIES, {"size": "99999999"}).status_code == 200


def test_columns_are_chosen_and_ordered_by_each_person(client: Client, world: make.World) -> None:
    make.enter(client, world, "clerk")
    sent = {"columns": ["vacant", "kind"], "place-vacant": "1", "place-kind": "3", "place-name": "2", "query": "q=恩&evil=1"}
    answer = client.post("/lists/bodies/columns/", sent)
    assert answer.status_code == 302 and answer["Location"] == "/settings/bodies/?q=%E6%81%A9"
    text = page(client, BODIES, all="1")
    assert re.findall(r'<th scope="col"[^>]*>(?:<a[^>]*>)?([^<]+)', text)[:3] == ["空缺", "单位", "种类"]  # the first column stays
    assert column(text, "上级单位") == []
    client.post("/lists/bodies/columns/", {"as_it_comes": "1"})
    assert column(page(client, BODIES, all="1"), "上级单位") != []
    assert client.post("/lists/nothing/columns/", {}).status_code == 404


def test_filters_are_kept_under_a_name_and_are_nobody_elses(client: Client, world: make.World) -> None:
    make.enter(client, world, "clerk")
    kept = client.post("/lists/posts/keep/", {"name": "  恩城 社工 ", "query": f"role=social_worker&area={make.ENCHENG}"})
    assert kept.status_code == 302
    text = page(client, POSTS, all="1")
    assert "恩城 社工" in text and f"role=social_worker&amp;area={make.ENCHENG}" in text
    view = re.findall(r"/lists/posts/drop/(\w+)/", text)[0]
    assert 'aria-current="true">恩城 社工' in page(client, POSTS, role="social_worker", area=make.ENCHENG)
    other = make.Browser()
    make.enter(other, world, "encheng_head")
    assert "恩城 社工" not in page(other, POSTS, all="1")
    assert other.post(f"/lists/posts/drop/{view}/").status_code == 404
    for wrong in ({"name": "", "query": "role=x"}, {"name": "长" * 21, "query": "role=x"}, {"name": "空", "query": "evil=1"}):
        assert client.post("/lists/posts/keep/", wrong).status_code == 422
    with acting(world.actor("clerk")):
        stored = rows("SELECT query, body FROM lists_habit")
    assert all("恩城".encode() not in bytes(part) and b"social_worker" not in bytes(part) for line in stored for part in line)
    assert client.post(f"/lists/posts/drop/{view}/").status_code == 302
    assert "恩城 社工" not in page(client, POSTS, all="1")


def test_a_dozen_kept_filters_are_enough_and_sent_twice_is_once(world: make.World, at: datetime) -> None:
    clerk, click = world.actor("clerk"), make.request_id()
    for n in range(12):
        keep_view(clerk, at=at, list="posts", name=f"第{n}", query={"role": "social_worker"})
    first = keep_view(clerk, at=at, request_id=click, list="posts", name="第3", query={"only": "vacant"})  # takes its place
    assert keep_view(clerk, at=at, request_id=click, list="posts", name="第3", query={"only": "vacant"}) == first
    with pytest.raises(Refused, match=r"lists\.views_full"):
        keep_view(clerk, at=at, list="posts", name="再一个", query={"only": "vacant"})


def test_people_come_by_what_is_late_or_by_state_over_pages_without_gap(
    client: Client, world: make.World, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    from guitu.people import queries

    monkeypatch.setattr(queries, "PAGE", 2)
    worker = world.actor("encheng_worker")
    people = [casefile.on_detox(worker, at, f"王{n}") for n in range(3)] + [casefile.person(worker, at, f"李{n}") for n in range(4)]
    for name in ("encheng_worker", "encheng_head"):
        make.enter(client, world, name)
        for sort in ("late", "-late", "state", "-state", ""):
            found, url = [], f"/people/?sort={sort}" if sort else "/people/?all=1"
            while url:
                text = client.get(url).content.decode()
                found += re.findall(r'href="/casework/people/([0-9a-f-]{36})/" data-open', text)
                following = re.search(r'href="([^"]+)" rel="next"', text)
                url = following[1].replace("&amp;", "&") if following else ""
            assert sorted(found) == sorted(map(str, people)), (name, sort)
    make.enter(client, world, "encheng_head")
    assign_person(world.actor("encheng_head"), at=at, person_id=people[0], post_id=world.posts["encheng_other"])
    nobody = casefile.person(world.actor("encheng_head"), at, "无人管")
    text = client.get("/people/?post=none").content.decode()
    assert str(nobody) in text and str(people[0]) not in text


def test_the_list_of_people_asks_no_more_for_its_habits(client: Client, world: make.World, at: datetime) -> None:
    casefile.person(world.actor("encheng_worker"), at, "王小明")
    make.enter(client, world, "encheng_worker")
    client.get("/people/?state=current&sort=-late")
    client.post("/lists/people/columns/", {"columns": ["name", "late"]})
    with CaptureQueriesContext(connection) as captured:
        text = page(client, PEOPLE)
    assert len(casefile.content_queries(captured)) == 1 and "按上次的条件列出" in text
    assert not re.search(r"person-row-line\">[^<]*恩城", text)  # the place was not chosen
