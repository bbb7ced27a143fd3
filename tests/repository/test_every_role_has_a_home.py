"""Every kind of post has a first page, a menu that leads where it may go, and a door for each thing it may do."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, resolve, reverse

from guitu.approvals.askable import deciding
from guitu.cli.reference_pages import PACKAGE, commands
from guitu.grid.roles import ROLES
from guitu.kit import menu
from tests import make
from tests.repository.test_doors import routes

STAFF = [code for code in ROLES if code not in ("clock", "person", "guardian", "system", "link")]  # who logs in
# What is no page's and no command's own: asked for inside one, or done by a job. Where it stands, as it is written there.
INSIDE = {
    "issue_town_paper": ("papers/kinds.py", "issue_town_paper"), "issue_police_paper": ("papers/kinds.py", "issue_police_paper"),
    "settle": ("settling/settle.py", "def settle"), "find_matches": ("casework/matching.py", "def find_matches"),
    "move_horizon": ("settling/jobs.py", 'name="move_horizon"'),
}


def doors() -> set[str]:
    return {str(getattr(entry.callback, "access_policy", "")) for _route, entry in routes(get_resolver().url_patterns)}


def test_there_are_seventeen_kinds_of_staff() -> None:
    assert len(STAFF) == 17


@pytest.mark.parametrize("action", sorted(frozenset().union(*(role.may for role in ROLES.values()))))
def test_every_right_has_a_page_a_command_or_a_job(action: str) -> None:
    if action in deciding():  # on the page of decisions
        return
    if action in INSIDE:
        file, said = INSIDE[action]
        assert said in (PACKAGE / file).read_text(encoding="utf-8")
        return
    assert action in doors() or action in {command.name for command in commands()}


@pytest.mark.django_db
@pytest.mark.parametrize("role", STAFF)
def test_the_first_page_and_the_whole_menu_of_a_role_open(world: make.World, client: Client, at: datetime, role: str) -> None:
    path = make.ENPING if role.startswith("county") or role.endswith("admin") else make.ENCHENG
    world.posts["mine"], world.accounts["mine"] = make.post_of(role, path, "本人")
    make.enter(client, world, "mine")
    first = client.get("/")
    page = first.content.decode()
    assert first.status_code == 200 and "这个岗位没有待办清单" not in page
    assert re.search(r"<h1>.+?</h1>", page)
    led = [entry for entry in menu.MENU.values() if entry.action in ROLES[role].may]
    assert led, "a post without a menu"
    for entry in led:
        address = reverse(entry.page)
        assert f'href="{address}"' in page, f"{entry.key} is not in the menu"
        assert client.get(address).status_code == 200, address
    for entry in menu.MENU.values():
        view: Any = resolve(reverse(entry.page)).func
        if view.access_policy not in ROLES[role].may | {"signed_in"}:
            assert client.get(reverse(entry.page)).status_code == 404, entry.key
            assert entry not in led, f"{entry.key} leads to a closed door"
