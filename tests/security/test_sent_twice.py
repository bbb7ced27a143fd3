"""Every form that writes, sent twice: one effect; the same key with another content is refused."""

from __future__ import annotations

from datetime import datetime
from html.parser import HTMLParser
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from guitu.kit.database import acting, rows
from tests import make
from tests.security import canaries, doors

pytestmark = [pytest.mark.django_db]
GUESSES = {"on": "2026-03-16", "name": "另一人", "note": "照常", "words": "送达文书", "organ": "恩平市公安局", "login": "one.more"}

LAST = ("transfer-measure", "end-measure", "record-status", "report-violation", "record-custody", "lost-contact")  # they close others


class Filled(HTMLParser):
    """A form filled as the page offers it: what is there stays, the first choice is taken, days are today."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self.select = ""
        self.feed(page.partition("<main")[2].partition("</main>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "select":
            self.select = name
        elif tag == "option" and self.select and given.get("value"):
            if "selected" in given or self.select not in self.values:
                self.values[self.select] = [given["value"]]
        elif tag == "textarea" and name:
            self.values[name] = [GUESSES.get(name, "照常")]
        elif tag == "input" and name and kind not in ("submit", "button", "file"):
            self._input(name, kind, given)

    def _input(self, name: str, kind: str, given: dict[str, str]) -> None:
        value = given.get("value", "")
        if kind in ("radio", "checkbox"):
            if "checked" in given or (kind == "radio" and name not in self.values):
                self.values[name] = [value or "on"]
        else:
            self.values[name] = [value or GUESSES.get(name, "2026-03-16" if kind == "date" else "")]

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""


def written(world: make.World) -> int:
    """All lines of the ledger of the county."""
    with acting(world.actor("director")):
        return int(rows("SELECT count(*) FROM ledger_entry")[0][0])


def send(client: Client, url: str, data: dict[str, Any]) -> int:
    answer = client.post(url, {**data, "stage": "confirm"})
    assert answer.status_code < 500, url
    return answer.status_code


def test_every_form_that_writes_writes_once(world: make.World, client: Client, at: datetime) -> None:
    wang = canaries.someone_known_well(world, at)
    wrote, names = [], ("encheng_worker", "clerk")
    for n, name in enumerate(names):
        make.enter(client, world, name)
        for route, view in sorted(doors.routes(), key=lambda found: any(word in found[0] for word in LAST)):
            policy = getattr(view, "access_policy", "")
            if policy not in world.actor(name).may or "<" in route.replace("<uuid:person_id>", ""):
                continue
            if n and policy in world.actor(names[0]).may:
                continue
            url = doors.address(route, {"person_id": wang})
            page = client.get(url)
            if page.status_code != 200 or "html" not in page["Content-Type"]:
                continue
            if "欧" not in page.content.decode() and "person_id" in route:
                continue
            data: dict[str, Any] = {**Filled(page.content.decode()).values, "request_id": [str(uuid4())]}
            before = written(world)
            send(client, url, data)
            after = written(world)
            if after > before:
                wrote.append(route)
                send(client, url, data)
                assert written(world) == after, f"{route} wrote twice"
                field = "note" if "note" in data else "on"
                other = {**data, field: ["另有说法" if field == "note" else "2026-03-15"]}
                send(client, url, other)
                assert written(world) == after, f"{route} wrote again under the same key"
    assert len(wrote) >= 8, wrote


def test_two_keys_are_two_visits_when_the_second_says_so(world: make.World, client: Client, at: datetime) -> None:
    wang = canaries.someone_known_well(world, at)
    make.enter(client, world, "encheng_worker")
    url = f"/casework/people/{wang}/visit/"
    data = Filled(client.get(url).content.decode()).values
    before = visits(world, wang)
    for another in ({}, {}, {"another_occasion": "on"}):
        send(client, url, {**data, **another, "request_id": str(uuid4())})
    assert visits(world, wang) == before + 2


def visits(world: make.World, person: UUID) -> int:
    with acting(world.actor("director")):
        return int(rows("SELECT count(*) FROM ledger_fact WHERE matter_id = %s AND kind = 'visit'", [person])[0][0])


def test_a_key_of_one_post_is_nothing_to_another(world: make.World, client: Client, at: datetime) -> None:
    wang = canaries.someone_known_well(world, at)
    url, key = f"/casework/people/{wang}/visit/", str(uuid4())
    for name in ("encheng_worker", "encheng_head"):
        make.enter(client, world, name)
        data = Filled(client.get(url).content.decode()).values
        before = visits(world, wang)
        send(client, url, {**data, "how": "centre" if name == "encheng_head" else "home", "request_id": key})
        assert visits(world, wang) == before + 1
