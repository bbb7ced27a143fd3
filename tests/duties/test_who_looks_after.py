"""When a holder leaves, every list says the same of the people in the post's charge."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from guitu.grid.establishing import end_holding
from tests import casefile, make

pytestmark = [pytest.mark.django_db]
NOBODY = "还没有责任社工"
LISTS = ("/today/", "/people/", "/casework/rosters/without-worker/")


def leave(world: make.World, at: datetime, on: date) -> None:
    end_holding(world.actor("clerk"), at=at, post_id=world.posts["encheng_worker"], until_on=on)


def pages(client: Client, world: make.World) -> dict[str, str]:
    make.enter(client, world, "encheng_head")
    found = {url: client.get(url).content.decode() for url in LISTS}
    return {url: text.partition("<main")[2] for url, text in found.items()}


def test_who_is_in_the_charge_of_a_vacant_post_has_nobody_on_every_list(
    world: make.World, at: datetime, client: Client
) -> None:
    casefile.on_detox(world.actor("encheng_worker"), at, post_id=world.posts["encheng_worker"])
    before = pages(client, world)
    holder = "测试3"
    assert holder in before["/today/"] and NOBODY not in before["/today/"]
    assert "王*" not in before["/casework/rosters/without-worker/"]
    leave(world, at, date(2026, 3, 16))
    after = pages(client, world)
    assert NOBODY in after["/today/"]
    assert holder not in after["/today/"] and holder not in after["/people/"]
    assert "王*" in after["/casework/rosters/without-worker/"]


def test_a_leaving_that_is_still_ahead_makes_nobody_ownerless(world: make.World, at: datetime, client: Client) -> None:
    casefile.on_detox(world.actor("encheng_worker"), at, post_id=world.posts["encheng_worker"])
    leave(world, at, date(2026, 3, 16) + timedelta(days=1))
    found = pages(client, world)
    assert NOBODY not in found["/today/"]
    assert "王*" not in found["/casework/rosters/without-worker/"]
