"""Coming in: no default password, the demo's doors only in a demo, one post at a time."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make

pytestmark = [pytest.mark.django_db]


def test_the_login_page_names_nothing_of_what_the_system_is_about(client: Client, db: None) -> None:
    page = client.get("/login/").content.decode()
    assert "登录" in page
    assert not any(word in page for word in ("毒", "尿检", "戒"))


def test_a_wrong_password_keeps_what_was_typed_and_says_so(world: make.World, client: Client) -> None:
    page = client.post("/login/", {"login": "t-director", "password": "wrong-password-123"})
    assert page.status_code == 422
    assert "t-director" in page.content.decode()


def test_outside_a_demo_database_nobody_enters_by_a_click(world: make.World, client: Client) -> None:
    assert client.post("/enter/", {"post": str(world.posts["director"])}).status_code == 404


def test_a_page_without_its_own_access_policy_does_not_exist(world: make.World, client: Client) -> None:
    make.enter(client, world, "director")
    assert client.get("/mfa/").status_code in (200, 302)
    assert client.get("/nothing/here/").status_code == 404


def test_a_post_may_not_open_what_its_role_does_not_list(world: make.World, client: Client) -> None:
    make.enter(client, world, "auditor")
    assert client.get("/figures/register/").status_code == 404


def test_every_answer_forbids_storing_and_framing(world: make.World, client: Client) -> None:
    make.enter(client, world, "director")
    answer = client.get("/figures/register/")
    assert answer["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
