"""Packages declare themselves once; a kernel asked too early fails, and nothing is told twice."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.urls import NoReverseMatch, reverse

from guitu.declared import DECLARATIONS
from guitu.duties import doors
from guitu.grid.fields import DUTY_NEEDS
from guitu.grid.roles import CLASSES, ROLES
from guitu.kit.declarations import Page
from guitu.kit.menu import MENU, MOST_ON_PHONE, SEARCHES, allowed, on_phone
from guitu.kit.registry import NotReady, Registry

SOMEBODY = "00000000-0000-4000-8000-000000000001"
PAGES = [
    *(kind.page for one in DECLARATIONS for kind in one.duties),
    *(step.page for one in DECLARATIONS for kind in one.duties for step in kind.steps if step.page),
    *(kind.page for one in DECLARATIONS for kind in one.matters),
]


def test_a_registry_asked_before_it_is_filled_says_so() -> None:
    kinds: Registry[str] = Registry("kinds of duty")
    for ask in (lambda: kinds["visit"], lambda: kinds.get("visit"), lambda: list(kinds), lambda: "visit" in kinds):
        with pytest.raises(NotReady, match="kinds of duty are asked for before the process is ready"):
            ask()


def test_a_registry_is_filled_once_and_told_no_code_twice() -> None:
    kinds: Registry[str] = Registry("kinds of duty")
    with pytest.raises(ValueError, match="visit is declared twice among the kinds of duty"):
        kinds.fill([("visit", "走访"), ("visit", "家访")])
    kinds.fill([("visit", "走访")])
    assert dict(kinds) == {"visit": "走访"}
    with pytest.raises(NotReady, match="already"):
        kinds.fill([("report", "报到")])


def test_a_program_that_did_not_set_django_up_finds_no_roles_at_all() -> None:
    """Rather than a house in which nobody may do anything."""
    asked = "from guitu.grid.roles import ROLES; print(len(ROLES))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=False, env=dict(os.environ))
    assert done.returncode == 1
    assert "NotReady: roles are asked for before the process is ready" in done.stderr


def test_every_package_declares_itself_once() -> None:
    packages = [one.package for one in DECLARATIONS]
    assert len(packages) == len(set(packages))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_declared_page_exists_and_takes_what_it_says(page: Page) -> None:
    try:
        reverse(page.name, kwargs=dict.fromkeys(page.arguments, SOMEBODY))
    except NoReverseMatch:
        pytest.fail(f"{page.name} is no page that takes {page.arguments}")


def test_every_line_of_the_menu_leads_to_a_page_that_some_role_may_open() -> None:
    given = frozenset().union(*(role.may for role in ROLES.values()))
    for entry in MENU.values():
        assert reverse(entry.page)
        assert entry.action in given, entry.key
    for search in SEARCHES.values():
        assert reverse(search.page)
        assert reverse(search.on_phone)
        assert search.menu in MENU


def test_the_bar_of_a_phone_holds_four_and_the_rest_for_every_role() -> None:
    for code, role in ROLES.items():
        keys = [entry.key for entry in on_phone(allowed(role.may))]
        assert len(keys) <= MOST_ON_PHONE, code
    head = [entry.key for entry in on_phone(allowed(ROLES["town_head"].may))]
    assert head == ["today", "people", "calls", "notices"]
    assert [entry.key for entry in on_phone(allowed(ROLES["grid_worker"].may))][:2] == ["today", "people"]


def test_every_kind_of_duty_has_a_word_a_filter_and_a_class() -> None:
    for code, door in doors.DOORS.items():
        assert door.word, code
        assert door.group in doors.GROUPS, code
    assert set(DUTY_NEEDS.values()) <= set(CLASSES)


def test_every_group_of_actions_is_given_to_some_role() -> None:
    """An action that nobody may do is a command without a door."""
    given = frozenset().union(*(role.may for role in ROLES.values()))
    for one in DECLARATIONS:
        for group, actions in one.actions.items():
            assert actions <= given, (one.package, group)
