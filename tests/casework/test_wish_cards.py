"""微心愿 from the wish to the thanks: who gives and who is given to never learn of each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guitu.casework.needs import commands as needs
from guitu.casework.needs import wishes
from guitu.kit.database import acting, rows
from guitu.kit.errors import Refused
from tests import casefile, make
from tests.casework import test_sealing
from tests.casework.caseload import detox, text
from tests.casework.test_help import post_at
from tests.notices.telling import told

pytestmark = [pytest.mark.django_db(transaction=True)]
WORDS, WHERE, REACH = "一双三十六码的运动鞋", "市妇联 201 室，梁老师，0750-7700000", "13600008888"


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00")
    yield


@pytest.fixture
def world(world: make.World) -> make.World:
    for name, body in (("women", "恩平市妇女联合会"), ("labour", "恩平市人力资源和社会保障局")):
        world.posts[name], world.accounts[name] = post_at(body)
    return world


def wished(world: make.World, at: datetime, person: UUID, *, taken: bool = True) -> UUID:
    said = needs.raise_need(world.actor("encheng_worker"), at=at, person_id=person, need="wish", told="孩子想要一双运动鞋。联系转出的社工。")
    need = UUID(said["need"])
    if taken:
        needs.take_need(world.actor("women"), at=at, need_id=need)
    return need


def carded(world: make.World, at: datetime, need: UUID) -> str:
    """The address of a card just made."""
    wishes.make_wish_card(world.actor("women"), at=at, need_id=need, words=WORDS, bring_to=WHERE)
    with acting(world.actor("women")):
        card = wishes.card_of(need)
    assert card is not None
    return f"/p/w/{card['code']}/"


def sent(**more: Any) -> dict[str, Any]:
    return {"called": "热心人", "reach": REACH, "request_id": make.request_id(), **more}


def test_a_wish_is_taken_by_a_stranger_given_and_thanked_for_and_nobody_learns_who(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    need = wished(world, at, person)
    make.enter(client, world, "women")
    page = reverse("wish-card", args=[need])
    assert page in text(client.get(reverse("need", args=[need])))
    telling = client.post(reverse("make-wish-card", args=[need]), {"words": "吸毒人员的孩子要鞋", "bring_to": WHERE, "request_id": make.request_id()})
    assert telling.status_code == 422 and "换个说法" in text(telling) and WHERE in text(telling)
    click = {"words": WORDS, "bring_to": WHERE, "request_id": make.request_id()}
    assert [client.post(reverse("make-wish-card", args=[need]), click).status_code for _ in range(2)] == [302, 302]
    with acting(world.actor("women")):
        address = f"/p/w/{wishes.card_of(need)['code']}/"  # type: ignore[index]
    assert address in text(client.get(page))

    giver = Client()
    shown = giver.get(address)
    assert shown.status_code == 200 and not shown.cookies and WORDS in text(shown) and "<script" not in text(shown)
    assert "王小明" not in text(shown) and str(person) not in text(shown) and str(need) not in text(shown)
    assert giver.post(address, sent(reach="没有")).status_code == 422
    first = sent()
    assert WHERE in text(giver.post(address, first)) and WHERE in text(giver.post(address, first))
    late = Client().post(address, sent(reach="13600009999"))
    assert late.status_code == 422 and "已经有人认领" in text(late)
    assert told(world, "women").count("need_moved") == 1
    assert REACH in text(client.get(page))  # the office, and nobody else
    make.enter(client, world, "encheng_worker")
    assert WORDS in text(client.get(page)) and REACH not in text(client.get(page))

    make.enter(client, world, "women")
    assert [client.post(reverse("receive-gift", args=[need]), {"request_id": make.request_id()}).status_code for _ in range(2)] == [302, 422]
    assert REACH not in text(client.get(page))  # forgotten
    assert "正在转交" in text(giver.get(address))
    needs.finish_need(world.actor("women"), at=at, need_id=need, words="鞋交给社工了")
    worker = world.actor("encheng_worker")
    with pytest.raises(Refused):
        wishes.thank_giver(worker, at=at, need_id=need, words="谢谢")  # nobody has it yet
    needs.answer_need(worker, at=at, need_id=need, need_end="met")
    make.enter(client, world, "encheng_worker")
    naming = client.post(reverse("thank-giver", args=[need]), {"words": "王小明谢谢您", "request_id": make.request_id()})
    assert naming.status_code == 422 and "姓名" in text(naming)
    assert client.post(reverse("thank-giver", args=[need]), {"words": "孩子很喜欢，谢谢您。", "request_id": make.request_id()}).status_code == 302
    assert "孩子很喜欢" in text(giver.get(address)) and "我来送" not in text(giver.get(address))


def test_a_card_taken_back_opens_nothing_and_another_may_be_made(world: make.World, at: datetime, client: Client) -> None:
    need = wished(world, at, detox(world, at))
    address = carded(world, at, need)
    assert Client().post(address, sent()).status_code == 200
    with pytest.raises(Refused) as again:
        wishes.make_wish_card(world.actor("women"), at=at, need_id=need, words=WORDS, bring_to=WHERE)
    assert again.value.reasons[0].code == "wish_cards.made_already"
    wishes.withdraw_wish_card(world.actor("women"), at=at, need_id=need)  # the giver never came
    assert Client().get(address).status_code == Client().get("/p/w/nothing/").status_code == 404
    other = carded(world, at, need)
    assert other != address
    needs.return_need(world.actor("women"), at=at, need_id=need, refusal="no_means", words="没有鞋。")
    assert "现在不收东西" in text(Client().get(other)) and Client().post(other, sent()).status_code == 422


def test_only_the_office_that_has_it_makes_a_card_of_a_wish_and_outsiders_see_nothing(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    need = wished(world, at, person, taken=False)
    for name, code in (("women", "wish_cards.not_now"), ("encheng_worker", "not_for_this_post")):
        with pytest.raises(Refused) as refused:
            wishes.make_wish_card(world.actor(name), at=at, need_id=need, words=WORDS, bring_to=WHERE)
        assert refused.value.reasons[0].code == code
    for name in ("labour", "hengpi_worker", "yongan_worker"):
        make.enter(client, world, name)
        assert client.get(reverse("wish-card", args=[need])).status_code == 404
    make.enter(client, world, "women")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse("wish-card", args=[need])).status_code == 200
    assert len(casefile.content_queries(asked)) <= 6


def test_sealed_the_card_is_gone(world: make.World, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    who = test_sealing.clean(world, at)
    need = wished(world, at, who)
    address = carded(world, at, need)
    test_sealing.commands.check_exit(world.actor("clerk"), at=at, person_id=who)
    test_sealing.stand(lambda moment: monkeypatch.setenv("GUITU_NOW", moment), world, test_sealing.SEALED)
    test_sealing.jobs.seal_files(make.ENPING)
    assert Client().get(address).status_code == 404
    with acting(world.actor("clerk")):
        assert rows("SELECT 1 FROM casework_wishcard") == []
