"""Every route of ours and everybody who might knock."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from guitu.grid.models import Account, Body, Holding, NaturalPerson, Post
from guitu.grid.roles import ROLES
from guitu.kit.database import acting
from tests import make

PART = re.compile(r"<(?P<kind>[a-z]+:)?(?P<name>\w+)>")


def routes() -> Iterator[tuple[str, Any]]:
    """(route, view) of every page; what is behind the gate of the interface is knocked at in `tests/api`."""
    for route, entry in _walk(get_resolver().url_patterns, ""):
        if not getattr(entry.callback, "by_key", False):
            yield route, entry.callback


def _walk(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[tuple[str, URLPattern]]:
    for entry in patterns:
        if isinstance(entry, URLResolver):
            yield from _walk(entry.url_patterns, prefix + str(entry.pattern))
        else:
            yield prefix + str(entry.pattern), entry


def address(route: str, ids: Mapping[str, Any] | None = None) -> str:
    """The route with these values; for any other part something well formed that leads to nothing."""

    def value(part: re.Match[str]) -> str:
        if ids and part["name"] in ids:
            return str(ids[part["name"]])
        kinds = {"uuid:": str(uuid4()), "slug:": "community_detox", "int:": "1"}
        return kinds.get(part["kind"] or "", "x")

    return "/" + PART.sub(value, route)


def about_people() -> list[str]:
    return [route for route, _ in routes() if "<uuid:person_id>" in route]


def one_of_each(world: make.World, path: str = make.HENGPI) -> dict[str, str]:
    """A post of every role over the neighbouring town (or county where the role is the county's)."""
    made = {}
    for code in ROLES:
        if code == "clock":
            continue
        name = f"each_{code}"
        with acting(make._founder(path[:6])):
            body, _ = Body.objects.get_or_create(
                county_id=path[:6], path=path, kind="other", name="邻镇机构", defaults={"id": uuid4()}
            )
            post = Post.objects.create(county_id=path[:6], body=body, role=code, title=ROLES[code].label, path=path)
            person = NaturalPerson.objects.create(county_id=path[:6])
            account = Account.objects.create(login=f"t-{name}", natural_person=person)
            Holding.objects.create(
                county_id=path[:6], post=post, account=account, name=f"某{code}", sex="male", from_on=date(2020, 1, 1)
            )
        world.posts[name], world.accounts[name] = post.id, account.id
        made[code] = name
    return made


NUMBER = re.compile(rb"[0-9a-f]{12}(?![0-9a-f-])")
SHIFTING = re.compile(
    rb'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|name="request_id" value="[^"]*"|hx-headers=\'[^\']*\'|data-lock="[^"]*"|data-waits="[^"]*"'
)
SKIPPED = ("X-Request-Id", "Content-Security-Policy", "Set-Cookie")


def answer_of(client: Client, method: str, url: str, data: Mapping[str, Any] | None = None) -> tuple[Any, ...]:
    """Status, body and headers of an answer, without the numbers that every answer has of its own."""
    answer = getattr(client, method)(url, data or {})
    headers = {k: v for k, v in answer.headers.items() if k not in SKIPPED}
    headers["cookies"] = sorted(answer.cookies)
    policy = re.sub(r"nonce-[^']*", "", answer.headers.get("Content-Security-Policy", ""))
    body = SHIFTING.sub(b"", answer.content) if not answer.streaming else b"".join(answer.streaming_content)
    return answer.status_code, body, headers, policy


def without(answer: tuple[Any, ...], *ids: UUID | str) -> tuple[Any, ...]:
    status, body, headers, policy = answer
    for id in ids:
        body = body.replace(str(id).encode(), b"")
        headers = {k: v.replace(str(id), "") if isinstance(v, str) else v for k, v in headers.items()}
    if "Content-Length" in headers:
        headers["Content-Length"] = ""
    return status, body, headers, policy
