"""Every route of ours says who may open it, and answers nobody else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from guitu.grid.roles import ROLES
from tests import make

SPECIAL = {"", "choose_post", "signed_in"}


def routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, prefix + str(entry.pattern))
        else:
            yield prefix + str(entry.pattern), entry


OURS = [
    (route, entry) for route, entry in routes(get_resolver().url_patterns) if not route.startswith("logout")
]


def test_an_address_leads_to_one_page_and_a_page_has_one_address() -> None:
    shapes = Counter(re.sub(r"<(\w+):\w+>", r"<\1>", route) for route, _entry in OURS)
    names = Counter(entry.name for _route, entry in OURS if entry.name)
    assert [shape for shape, n in shapes.items() if n > 1] == [] and [name for name, n in names.items() if n > 1] == []


@pytest.mark.parametrize("route", [route for route, _ in OURS])
def test_every_route_has_a_policy_that_some_role_lists(route: str) -> None:
    entry = dict(OURS)[route]
    policy = getattr(entry.callback, "access_policy", None)
    assert policy is not None, f"{route} says nothing of who may open it"
    everything = frozenset().union(*(role.may for role in ROLES.values()))
    assert policy in SPECIAL or policy in everything, f"{route} needs {policy!r}, which no role lists"


def address(route: str) -> str:
    words = {"uuid:": str(uuid4()), "slug:": "in_society", "int:": "1", "str:": "x"}
    parts = []
    for part in ("/" + route).split("/"):
        kind = next((value for name, value in words.items() if part.startswith("<" + name)), None)
        parts.append(kind or part)
    return "/".join(parts)


@pytest.mark.django_db
def test_a_stranger_is_sent_to_the_login_everywhere(client: Client) -> None:
    for route, entry in OURS:
        if getattr(entry.callback, "access_policy", None) == "":
            continue
        for method in (client.get, client.post):
            answer = method(address(route))
            assert answer.status_code in (302, 405), (route, answer.status_code)
            if answer.status_code == 302:
                assert answer["Location"].startswith("/login/"), route


def plainly(page: bytes) -> bytes:
    """Without the number that each answer gives its scripts."""
    return re.sub(rb'nonce="[^"]*"', b"", page)


@pytest.mark.django_db
def test_a_role_without_the_action_gets_the_page_of_nothing(world: make.World, client: Client) -> None:
    make.enter(client, world, "auditor")
    nothing = client.get("/casework/people/00000000-0000-4000-8000-000000000000/")
    for route, entry in OURS:
        policy = getattr(entry.callback, "access_policy", None)
        if policy in SPECIAL or policy in ROLES["audit_admin"].may:
            continue
        answer = client.get(address(route))
        assert answer.status_code == 404, route
        assert plainly(answer.content) == plainly(nothing.content), route
