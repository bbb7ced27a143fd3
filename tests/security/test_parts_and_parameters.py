"""Parts are seen as their matter is; a parameter that stands once is sent once."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from guitu.casework.registrations.commands import assign_person
from guitu.kit.database import acting, rows
from tests import casefile, make

pytestmark = [pytest.mark.django_db]


def assignments(world: make.World, post: str) -> list[tuple[UUID, str]]:
    with acting(world.actor(post)):
        return rows("SELECT matter_id, part FROM matters_part ORDER BY 1, 2")



def test_assignments_are_seen_of_those_whom_the_post_sees(world: make.World, at: datetime) -> None:
    mine = casefile.person(world.actor("encheng_worker"), at)
    theirs = casefile.person(world.actor("encheng_other"), at, "陈志")
    for part, post in (("village", "village"), ("grid", "grid")):
        assign_person(world.actor("encheng_head"), at=at, person_id=mine, post_id=world.posts[post], part=part)
    team = sorted([(mine, "grid"), (mine, "responsible"), (mine, "village")])
    for post in ("encheng_worker", "village", "grid"):
        assert assignments(world, post) == team, post  # the team of a person is seen by all of the team
    assert assignments(world, "encheng_other") == [(theirs, "responsible")]
    assert assignments(world, "encheng_head") == sorted([*team, (theirs, "responsible")])
    assert assignments(world, "grid_one") == assignments(world, "hengpi_worker") == []



def test_who_gave_a_person_away_sees_the_team_no_more(world: make.World, at: datetime) -> None:
    person = casefile.person(world.actor("encheng_worker"), at)
    assign_person(world.actor("encheng_head"), at=at, person_id=person, post_id=world.posts["encheng_other"])
    with acting(world.actor("encheng_worker")):
        assert rows("SELECT count(*) FROM matters_part WHERE matter_id = %s AND until_on IS NULL", [person]) == [
            (0,)
        ]



@pytest.mark.parametrize(
    "address",
    [
        "/today/?kind=visits&kind=tests",
        "/today/?page=1&page=2",
        "/people/?q=a&q=b",
        "/today/?a=1&a=2",
        "/figures/register/?on=2026-01-01&on=2026-02-01",
    ],
)
@pytest.mark.parametrize("post", ["encheng_head", "director"])
def test_a_parameter_given_twice_is_no_question(client: Client, world: make.World, address: str, post: str) -> None:
    make.enter(client, world, post)
    assert client.get(address).status_code == 400



def test_before_the_login_too(client: Client) -> None:
    assert client.get("/login/?next=/a/&next=/b/").status_code == 400
    assert client.post("/login/", {"login": ["a", "b"], "password": "x"}).status_code == 400



def test_a_field_that_stands_once_is_not_sent_twice(client: Client, world: make.World, at: datetime) -> None:
    person = casefile.on_detox(world.actor("encheng_worker"), at)
    make.enter(client, world, "encheng_worker")
    twice: dict[str, dict[str, Any]] = {
        "visit": {"on": ["2026-03-16", "2026-03-15"], "how": "home", "met": "yes"},
        "record-found": {"on": ["2026-03-16", "2026-03-15"]},
        "postpone": {"duty": ["visit:a", "visit:b"], "why": "weather", "until": "2026-03-17"},
    }
    for name, data in twice.items():
        answer = client.post(f"/casework/people/{person}/{name}/", {**data, "request_id": make.request_id()})
        assert answer.status_code == 400, name


def test_what_may_be_chosen_more_than_once_is_sent_so(client: Client, world: make.World, at: datetime) -> None:
    person = casefile.on_detox(world.actor("encheng_worker"), at)
    make.enter(client, world, "encheng_worker")
    sent = {
        "on": "2026-03-16", "how": "home", "met": "yes", "moods": ["steady", "work"], "needs": ["work", "health"],
        "request_id": make.request_id(),
    }
    assert client.post(f"/casework/people/{person}/visit/", sent).status_code == 200
