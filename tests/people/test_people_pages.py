"""人员: found in one's own scope only, masked, and every look leaves its line."""

from __future__ import annotations

import re
from datetime import date, datetime
from uuid import UUID

import pytest
from django.test import Client

from guitu.kit.database import acting, dicts, rows
from guitu.people import search
from tests import casefile, make

pytestmark = [pytest.mark.django_db]
NUMBER, PHONE = "440799199203070011", "10012345678"


@pytest.fixture
def wang(world: make.World, at: datetime) -> UUID:
    worker = world.actor("encheng_worker")
    casefile.person(worker, at, "陈志")
    return casefile.person(
        worker, at, "王小明", id_number=NUMBER, phone=PHONE, address="恩城街道青云路 12 号", home_address="沙湖镇"
    )


def _find(client: Client, text: str) -> str:
    answer = client.post("/people/search/", {"q": text})
    assert answer.status_code == 302
    assert text not in answer["Location"]
    return client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    "text", ["王小明", "小明", "wangxiaoming", "wxm", "王xm", "0011", NUMBER, "44079919920307001１"]
)
def test_somebody_is_found_by_what_one_knows(client: Client, world: make.World, wang: UUID, text: str) -> None:
    make.enter(client, world, "encheng_worker")
    page = _find(client, text)
    assert "1 人" in page and "王**" in page
    assert "王小明" not in page.replace(f"“{text}”", "").replace(f'value="{text}"', "")


def test_somebody_is_found_by_the_whole_phone_number(client: Client, world: make.World, at: datetime) -> None:
    casefile.person(world.actor("encheng_worker"), at, "李国强", phone="13800138000")
    make.enter(client, world, "encheng_worker")
    assert "李**" in _find(client, "138 0013 8000")


def test_nothing_found_says_the_same_inside_and_outside(client: Client, world: make.World, wang: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    assert "没有找到。可能不在您的辖区，也可能没有登记。" in _find(client, "赵六")
    for outsider in ("hengpi_worker", "encheng_other", "hengpi_head", "yongan_head"):
        make.enter(client, world, outsider)
        for text in ("王小明", NUMBER, "0011"):
            page = _find(client, text)
            assert "没有找到。可能不在您的辖区，也可能没有登记。" in page and "王**" not in page


def test_a_search_leaves_a_hash_and_a_count_and_no_words(client: Client, world: make.World, wang: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    _find(client, "王小明")
    with acting(world.actor("encheng_worker")):
        found = dicts("SELECT detail::text AS detail, person_id FROM people_access WHERE action = 'search'")
    assert len(found) == 1 and '"found": 1' in found[0]["detail"]
    assert "王" not in found[0]["detail"]


def test_the_words_of_a_search_belong_to_the_session(client: Client, world: make.World, wang: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    address = client.post("/people/search/", {"q": "王小明"})["Location"]
    assert all("王" not in str(value) for value in client.session.values())
    other = Client()
    make.enter(other, world, "encheng_worker")
    assert "已经过期" in other.get(address).content.decode()
    assert client.post("/people/search/", {"q": "  "})["Location"] == "/people/"


def test_the_list_is_masked_counted_and_asks_few_questions(
    client: Client, world: make.World, at: datetime, wang: UUID
) -> None:
    for post in ("encheng_worker", "encheng_head", "director"):
        make.enter(client, world, post)
        with casefile.capture() as captured:
            page = client.get("/people/").content.decode()
        assert len(casefile.content_queries(captured)) == 1
        assert "共 2 人" in page and "王**" in page and "王小明" not in page
    make.enter(client, world, "hengpi_head")
    assert "王**" not in client.get("/people/").content.decode()


def test_filters_read_as_a_sentence_and_can_be_taken_away(client: Client, world: make.World, wang: UUID) -> None:
    make.enter(client, world, "encheng_head")
    page = client.get("/people/?state=in_society&late=1").content.decode()
    assert "社会面" in page and "有过期的事" in page and "共 2 人" in page
    assert "共 0 人" in client.get("/people/?state=community_detox").content.decode()
    assert "共 0 人" in client.get(f"/people/?post={world.posts['encheng_other']}").content.decode()
    assert client.get("/people/?state=x&area=1%27&post=no&after=a.b&before=..").status_code == 200


def test_pages_follow_each_other_and_lead_back(
    client: Client, world: make.World, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    from guitu.people import queries

    monkeypatch.setattr(queries, "PAGE", 2)
    worker = world.actor("encheng_worker")
    for name in ("甲一", "乙二", "丙三", "丁四", "戊五"):
        casefile.person(worker, at, name)
    make.enter(client, world, "encheng_worker")
    seen: list[str] = []
    address: str | None = "/people/"
    while address:
        page = client.get(address).content.decode()
        seen += re.findall(r"<strong>(.\*)</strong>", page)
        following = re.search(r'href="([^"]+)" rel="next"', page)
        address = following[1].replace("&amp;", "&") if following else None
    assert sorted(seen) == sorted(["甲*", "乙*", "丙*", "丁*", "戊*"])
    back = re.search(r'href="([^"]+)" rel="prev"', page)
    assert back
    before = client.get(back[1].replace("&amp;", "&")).content.decode()
    assert re.findall(r"<strong>(.\*)</strong>", before) == seen[2:4]


def test_the_whole_identity_needs_a_purpose_and_leaves_a_line(client: Client, world: make.World, wang: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    url = f"/people/{wang}/unmask/"
    assert "王小明" not in client.get(url).content.decode()
    refused = client.post(url, {"purpose": "other", "words": ""})
    assert refused.status_code == 422 and NUMBER not in refused.content.decode()
    page = client.post(url, {"purpose": "visit", "words": ""}).content.decode()
    for shown in ("王小明", NUMBER, PHONE, "青云路 12 号"):
        assert shown in page
    with acting(world.actor("encheng_worker")):
        assert rows("SELECT purpose, classes FROM people_access WHERE action = 'unmask'") == [
            ("visit", "CONTACT IDENT")
        ]


def test_the_village_sees_name_and_phone_and_no_number(
    client: Client, world: make.World, at: datetime, wang: UUID
) -> None:
    from guitu.casework.registrations.commands import assign_person

    head = world.actor("encheng_head")
    assign_person(head, at=at, person_id=wang, post_id=world.posts["village"], part="village")
    make.enter(client, world, "village")
    page = client.post(f"/people/{wang}/unmask/", {"purpose": "visit"}).content.decode()
    assert "王小明" in page and PHONE in page and NUMBER not in page


def test_an_outsider_gets_the_page_of_somebody_who_never_was(client: Client, world: make.World, wang: UUID) -> None:
    make.enter(client, world, "hengpi_worker")
    never = UUID(int=7)
    for method in (client.get, client.post):
        real = method(f"/people/{wang}/unmask/", {"purpose": "visit"})
        none = method(f"/people/{never}/unmask/", {"purpose": "visit"})
        assert real.status_code == none.status_code == 404
        assert real.content == none.content


def test_search_before_create_names_what_is_alike_and_nobody_of_another_town(
    world: make.World, at: datetime, wang: UUID
) -> None:
    worker = world.actor("encheng_worker")
    with acting(worker):
        [found] = search.similar(worker, name="王小明", id_number=NUMBER, born_on=date(1992, 3, 7))
        assert found.id == wang and found.masked == "王**"
        assert found.alike == ("id_number", "name", "born_on")
        assert search.similar(worker, name="王小") == []
        assert search.similar(worker) == []
    outsider = world.actor("hengpi_worker")
    with acting(outsider):
        assert search.similar(outsider, name="王小明", id_number=NUMBER, phone=PHONE) == []


def test_a_sealed_file_is_not_found(world: make.World, at: datetime, wang: UUID) -> None:
    from guitu.kit.database import run

    worker = world.actor("encheng_worker")
    with acting(worker):
        run("UPDATE people_person SET sealed_at = %s WHERE id = %s", [at, wang])
        assert search.find(worker, "王小明").ids == []
        assert search.find(worker, NUMBER).ids == []


def test_filters_kept_as_drawn_are_those_of_the_post_and_of_what_was_chosen(
    client: Client, world: make.World, at: datetime, wang: UUID
) -> None:
    casefile.person(world.actor("hengpi_worker"), at, "孙大海", scope_path=make.HENGPI + "001")
    for _ in range(2):  # the second time all of it is kept
        for post, inside, outside in (
            ("encheng_head", ["东门社区", "责任社工", "户籍在本地", "测试3，2 人"], ["横陂"]),
            ("hengpi_head", ["责任社工", "户籍在本地", "1 人"], ["东门社区"]),
            ("encheng_worker", ["东门社区"], ["责任社工", "户籍在本地", "横陂"]),
        ):
            make.enter(client, world, post)
            form = client.get("/people/").content.decode().split('<details class="filters">', 1)[1]
            assert all(text in form for text in inside) and not any(text in form for text in outside)
            assert "csrfmiddlewaretoken" not in form.split("</details>", 1)[0]
    late = client.get("/people/?late=1").content.decode()
    assert re.search(r'name="late"[^>]* checked', late)
    assert not re.search(r'name="late"[^>]* checked', client.get("/people/?all=1").content.decode())
