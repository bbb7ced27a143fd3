"""What a page that is being filled in may ask of its login, and the key of its drafts."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from guitu.grid import access
from guitu.grid.models import Account, Body, Holding, Post
from guitu.kit.database import acting
from tests import make

pytestmark = [pytest.mark.django_db]
KEPT = {"X-Kept": "1"}


def asked(client: Client, path: str = "/login/state/") -> dict[str, Any]:
    found: dict[str, Any] = client.get(path, headers=KEPT).json()
    return found


def one_more_post(account: Account) -> UUID:
    """A post of the same town that this account holds as well."""
    with acting(access.clock_actor(make.ENPING)):
        body = Body.objects.get(path=make.ENCHENG, kind="town_office")
        post = Post.objects.create(county_id=make.ENPING, body=body, role="town_head", title="镇街负责人", path=make.ENCHENG)
        Holding.objects.create(county_id=make.ENPING, post=post, account=account, name="测试", sex="female", from_on=date(2020, 1, 1))
    return post.id


def test_asking_says_what_is_left_and_is_no_click(world: make.World, client: Client, clock: Any) -> None:
    assert asked(client)["wants"] == "login"
    make.enter(client, world, "encheng_worker")
    client.get("/")
    clock("2026-03-16T09:10:00")
    assert (asked(client)["wants"], asked(client)["left"]) == ("", 300)
    clock("2026-03-16T09:16:00")
    assert asked(client)["wants"] == "login"


def test_going_on_is_a_click(world: make.World, client: Client, clock: Any) -> None:
    make.enter(client, world, "encheng_worker")
    client.get("/")
    clock("2026-03-16T09:10:00")
    assert asked(client, "/login/stay/")["left"] == 900
    clock("2026-03-16T09:20:00")
    assert asked(client)["wants"] == ""


def test_a_form_that_is_kept_learns_what_is_lacking_and_is_not_led_away(
    world: make.World, client: Client, settings: Any
) -> None:
    answer = client.post("/casework/people/add/", headers=KEPT)
    assert (answer.status_code, answer["X-Wants"]) == (401, "login")
    make.enter(client, world, "encheng_worker")
    settings.DEMO = False
    answer = client.post("/casework/people/add/", headers=KEPT)
    assert (answer.status_code, answer["X-Wants"]) == (401, "factor")
    assert asked(client)["wants"] == "factor"
    settings.DEMO = True
    Account.objects.filter(pk=world.accounts["encheng_worker"]).update(must_change=True)
    answer = client.post("/casework/people/add/", headers=KEPT)
    assert (answer.status_code, answer["X-Wants"]) == (401, "password")


def test_a_form_that_is_too_old_learns_it(world: make.World) -> None:
    browser = Client(enforce_csrf_checks=True)
    make.enter(browser, world, "encheng_worker")
    answer = browser.post("/casework/people/add/", {"csrfmiddlewaretoken": "x" * 64})
    assert (answer.status_code, answer["X-Wants"]) == (400, "token")


def test_the_key_of_drafts_is_the_human_beings_and_nobody_elses(world: make.World, client: Client) -> None:
    assert client.get("/drafts/key/", headers=KEPT).status_code == 401
    keys = {}
    for name in ("encheng_worker", "encheng_head"):
        browser = Client()
        make.enter(browser, world, name)
        keys[name] = asked(browser, "/drafts/key/")
        answer = browser.get("/drafts/key/")
        assert answer["Cache-Control"] == "no-store"
        assert f'data-who="{keys[name]["who"]}"' in browser.get("/").content.decode()
    assert keys["encheng_worker"]["key"] != keys["encheng_head"]["key"]
    assert keys["encheng_worker"]["who"] != keys["encheng_head"]["who"]
    second = Account.objects.get(pk=world.accounts["encheng_worker"])
    other = Account.objects.create(login="t-second", natural_person_id=second.natural_person_id)
    one_more_post(other)
    client.force_login(other)
    assert asked(client, "/drafts/key/") == keys["encheng_worker"]


def test_who_has_two_posts_chooses_one_and_is_known_to_lack_it_before(world: make.World, client: Client) -> None:
    account = Account.objects.get(pk=world.accounts["encheng_worker"])
    post = one_more_post(account)
    client.force_login(account)
    assert asked(client)["wants"] == "post"
    assert client.get("/")["Location"] == "/posts/choose/"
    client.post("/posts/switch/", {"post": str(post)})
    assert asked(client)["wants"] == ""
    assert f'data-post="{post}"' in client.get("/").content.decode()
