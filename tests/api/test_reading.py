"""A system with a key reads what its key is for, and nothing else."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from guitu.kit.database import acting, rows
from tests import make
from tests.security import canaries
from tests.systems import keys

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def wang(world: make.World, at: datetime) -> UUID:
    return canaries.someone_known_well(world, at)


def test_it_learns_what_its_key_is_for(world: make.World, at: datetime) -> None:
    key = keys.key(world, at, classes=["BASIC"])
    found = key.get("/me")
    assert found.status_code == 200, found.content
    said = found.json()
    assert (said["area"], said["actions"], said["classes"]) == (make.ENPING, ["open_person", "search_people"], ["BASIC"])
    assert (said["left_this_minute"], said["left_today"]) == (59, 4999)


def test_it_reads_people_masked_and_each_look_is_kept(world: make.World, at: datetime, wang: UUID) -> None:
    key = keys.all_of(world, at, "town_head", path=make.ENCHENG)
    listed = key.get("/people").json()
    assert [one["id"] for one in listed["people"]] == [str(wang)] and listed["total"] == 1
    assert listed["people"][0]["name"] == "欧**" or listed["people"][0]["name"].endswith("*")
    person = key.get(f"/people/{wang}").json()
    assert person["state"] and person["is_ours"]
    facts = key.get(f"/people/{wang}/facts").json()["facts"]
    assert {"registered", "visit"} <= {one["kind"] for one in facts}
    for text in (listed, person, facts):
        assert canaries.seen_in(str(text), but=(canaries.NOTE,)) == []
    with acting(world.actor("encheng_head")):
        looks = rows("SELECT action, post_id FROM people_access WHERE person_id = %s AND post_id = %s", [wang, key.post])
    assert looks == [("open", key.post)] * 2


def test_a_class_that_it_was_not_given_is_in_no_answer(world: make.World, at: datetime, wang: UUID) -> None:
    key = keys.key(world, at, actions=["search_people", "open_person", "see_today"], classes=["BASIC"])
    one = key.get("/people").json()["people"][0]
    assert one["state"] is None and one["name"]
    assert key.get("/people", {"state": "community_detox"}).status_code == 403
    assert key.get(f"/people/{wang}").json()["state"] is None
    assert key.get(f"/people/{wang}/facts").json()["facts"] == []
    none = keys.key(world, at, classes=[])
    assert none.get("/people").json()["people"][0] == {
        "id": str(wang), "name": None, "sex": None, "born_on": None, "path": None, "place": None, "state": None, "late": 0
    }


def test_what_lies_outside_is_answered_as_what_never_was(world: make.World, at: datetime, wang: UUID) -> None:
    key = keys.all_of(world, at, "town_head", path=make.HENGPI)
    never = uuid4()
    for address in ("/people/{}", "/people/{}/facts", "/people/{}/duties", "/tasks/{}"):
        real, none, odd = (_bare(key.get(address.format(id))) for id in (wang, never, "not-an-id"))
        assert real == none == odd and real[0] == 404, address
    assert _bare(key.get("/people", {"area": make.ENCHENG})) == _bare(key.get("/people", {"area": "999999"}))
    assert key.get("/people").json()["people"] == []
    on = {"on": "2026-03-16", "how": "home"}
    sent = [_bare(key.post_to("record_visit", {"person_id": str(id), **on})) for id in (wang, never)]
    assert sent[0] == sent[1] and sent[0][0] == 404
    with acting(make._founder(make.ENPING)):
        denied = rows("SELECT count(*) FROM people_access WHERE post_id = %s AND outcome = 'denied'", [key.post])
    assert denied[0][0] > 5


def _bare(answer: Any) -> tuple[Any, ...]:
    headers = {name: value for name, value in answer.headers.items() if name != "X-Request-Id"}
    return answer.status_code, answer.content, headers


def test_lists_go_on_where_the_cursor_says_and_a_cursor_of_another_is_refused(
    world: make.World, at: datetime, wang: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("guitu.casework.profiles.given.PAGE", 3)
    key, other = keys.all_of(world, at, "town_head", path=make.ENCHENG), keys.all_of(world, at, "town_head", path=make.ENCHENG)
    whole = []
    cursor: str | None = None
    while True:
        page = key.get(f"/people/{wang}/facts", {"cursor": cursor} if cursor else {}).json()
        assert len(page["facts"]) <= 3
        whole += [one["id"] for one in page["facts"]]
        if not (cursor := page["next"]):
            break
        last = cursor
    assert len(whole) == len(set(whole)) > 3
    for answer in (other.get(f"/people/{wang}/facts", {"cursor": last}), key.get("/duties", {"cursor": last})):
        assert answer.status_code == 400 and answer.json()["reasons"][0]["code"] == "api.cursor"


def test_duties_the_register_and_figures_are_those_of_the_pages(world: make.World, at: datetime, wang: UUID) -> None:
    key = keys.all_of(world, at, "county_clerk")
    duties = key.get("/duties").json()["duties"]
    assert [one["about"] for one in duties] and all(one["reasons"] for one in duties)
    assert key.get(f"/people/{wang}/duties").json()["duties"]
    register = key.get("/register", {"on": "2026-03-16"}).json()
    assert register["registered"] == sum(register["states"].values()) >= 1
    names = [one["name"] for one in key.get("/figures").json()["figures"]]
    assert len(names) > 10
    figure = key.get(f"/figures/{names[0]}").json()
    assert figure["name"] == names[0] and figure["state"] in ("number", "hidden", "unknown")
    assert key.get("/figures/no_such_thing").status_code == 404
