"""The list asks for a page of people at once; what it says of each is what asking for them one by one says."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from guitu.casework.registrations.commands import assign_person
from guitu.grid.fields import duty_kinds
from guitu.grid.naming import place_sql
from guitu.kit import database
from guitu.kit.actor import Actor
from guitu.kit.database import acting, row
from guitu.people import queries
from guitu.people.queries import Person, Wish, people
from tests import casefile, make

pytestmark = [pytest.mark.django_db]
ON = date(2026, 3, 16)
EAST = make.ENCHENG + "001"
GROUP = EAST + "001"
POSTS = ("encheng_worker", "encheng_other", "encheng_head", "hengpi_worker", "hengpi_head", "village", "director")


@pytest.fixture(autouse=True)
def _short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)


@pytest.fixture
def everybody(world: make.World, at: datetime) -> dict[str, UUID]:
    """Several people of one village, of its groups, of other places; of three workers and of nobody."""
    one, other, hengpi = (world.actor(name) for name in ("encheng_worker", "encheng_other", "hengpi_worker"))
    found = {name: casefile.person(one, at, name) for name in ("甲一", "乙二", "丙三")}
    found |= {name: casefile.person(one, at, name, on=date(2026, 3, 15)) for name in ("丁四", "戊五")}  # nothing late yet
    found["己六"] = casefile.on_detox(one, at, "己六", scope_path=GROUP)
    found["庚七"] = casefile.on_detox(one, at, "庚七", scope_path=make.ENCHENG + "002", born_on=None, sex="female")
    found["辛八"] = casefile.on_detox(other, at, "辛八")
    found["壬九"] = casefile.person(hengpi, at, "壬九", scope_path=make.HENGPI + "001", home_path=EAST)
    found["癸十"] = casefile.person(world.actor("encheng_head"), at, "癸十")
    head = world.actor("encheng_head")
    assign_person(head, at=at, person_id=found["己六"], post_id=world.posts["village"], part="village")
    return found


def _wish(actor: Actor, **asked: Any) -> Wish:
    return Wish(duty_kinds(actor.classes), **asked)


def _forward(actor: Actor, **asked: Any) -> list[Person]:
    found: list[Person] = []
    listed = people(actor, _wish(actor, **asked), ON)
    while True:
        found += listed.rows
        assert len(listed.rows) <= queries.PAGE
        if not listed.more:
            assert listed.n == len(found)
            return found
        listed = people(actor, _wish(actor, **asked, after=(found[-1].path, UUID(found[-1].id))), ON)


def _backward(actor: Actor, last: Person, **asked: Any) -> list[Person]:
    found = [last]
    while True:
        listed = people(actor, _wish(actor, **asked, before=(found[0].path, UUID(found[0].id))), ON)
        found = listed.rows + found
        if not listed.more:
            return found


_ONE = f"""
SELECT p.id::text, p.masked, p.sex, p.born_on::text, p.scope_path,
  (SELECT CASE WHEN c.next_on <= %(on)s THEN c.next_state ELSE c.state END
    FROM casework_current c WHERE c.person_id = p.id),
  (SELECT count(*) FROM duties_duty d WHERE d.matter_id = p.id AND d.state = 'open' AND d.due_on < %(on)s
    AND d.kind = ANY(%(kinds)s)),
  (SELECT t.short FROM grid_area t WHERE t.path = left(p.scope_path, 9)) || ' ' || {place_sql("p.scope_path")},
  (SELECT h.name FROM matters_part s JOIN grid_holding h ON h.post_id = s.post_id
    WHERE s.matter_id = p.id AND s.part = 'responsible' AND s.until_on IS NULL)
FROM people_person p WHERE p.id = %(id)s
"""


def _one_by_one(actor: Actor, ids: list[UUID]) -> list[Person]:
    """Whom the post may list, each asked for alone; the worker's name is said over an area only."""
    found = []
    for id in ids:
        asked = row(_ONE, {"id": id, "on": ON, "kinds": list(duty_kinds(actor.classes))})
        if asked and asked[4].startswith(actor.path):
            found.append(Person(*(asked if actor.whole else (*asked[:-1], None))))
    return sorted(found, key=lambda person: (person.path, person.id))


@pytest.mark.parametrize("post", POSTS)
def test_pages_say_of_each_what_asking_one_by_one_says(
    world: make.World, everybody: dict[str, UUID], post: str
) -> None:
    actor = world.actor(post)
    with acting(actor):
        expected = _one_by_one(actor, list(everybody.values()))
        assert _forward(actor) == expected
        assert len(expected) == {"encheng_worker": 7, "encheng_other": 1, "encheng_head": 9, "director": 10}.get(post, 1)
        assert _backward(actor, expected[-1]) == expected


def test_what_is_late_and_where_is_said_beside_the_name(world: make.World, everybody: dict[str, UUID]) -> None:
    actor = world.actor("encheng_worker")
    with acting(actor):
        found = {person.id: person for person in _forward(actor)}
    group, plain = found[str(everybody["己六"])], found[str(everybody["丁四"])]
    assert group.late > 0 and plain.late == 0
    assert group.place == "恩城街道 东门社区第一居民小组" and plain.place == "恩城街道 东门社区"
    assert (group.state, plain.state) == ("community_detox", "in_society")


@pytest.mark.parametrize("post", ["encheng_worker", "encheng_head", "director"])
def test_filters_leave_who_answers_to_them_on_every_page(
    world: make.World, everybody: dict[str, UUID], post: str
) -> None:
    actor = world.actor(post)
    with acting(actor):
        listed = _forward(actor)
        late = [person for person in listed if person.late]
        detox = [person for person in listed if person.state == "community_detox"]
        in_group = [person for person in listed if person.path.startswith(GROUP)]
        assert late and detox and in_group and len(late) < len(listed)
        assert _forward(actor, late=True) == late == _backward(actor, late[-1], late=True)
        assert _forward(actor, states=("community_detox",)) == detox
        assert _forward(actor, area=GROUP) == in_group
        assert _forward(actor, area=EAST, late=True, states=("community_detox",)) == [
            person for person in detox if person.late and person.path.startswith(EAST)
        ]


def test_over_an_area_one_post_and_the_household_side_can_be_asked_for(
    world: make.World, everybody: dict[str, UUID]
) -> None:
    head, director = world.actor("encheng_head"), world.actor("director")
    with acting(director):
        theirs = [person for person in _forward(director) if person.worker == _forward(director, area=EAST)[0].worker]
        assert _forward(director, post=world.posts["encheng_other"])[0].id == str(everybody["辛八"])
        assert len(_forward(director, post=world.posts["encheng_worker"])) == 7 >= len(theirs)
    with acting(head):
        [away] = _forward(head, home=True)
        assert away.id == str(everybody["壬九"]) and away.state == "in_society" and away.late == 0


def test_who_is_given_to_a_post_twice_is_listed_once(
    world: make.World, at: datetime, everybody: dict[str, UUID]
) -> None:
    actor = world.actor("encheng_worker")
    with acting(actor):
        before = _forward(actor)
        database.run(
            "INSERT INTO matters_part (id, county_id, scope_path, compartment, matter_id, post_id, part, from_on)"
            " SELECT gen_random_uuid(), county_id, scope_path, compartment, matter_id, post_id, 'second', from_on"
            " FROM matters_part WHERE matter_id = %s AND part = 'responsible'",
            [everybody["甲一"]],
        )
        assert _forward(actor) == before


def test_people_named_come_in_the_order_asked_for_and_only_if_seen(
    world: make.World, everybody: dict[str, UUID]
) -> None:
    actor = world.actor("encheng_worker")
    asked = [everybody[name] for name in ("庚七", "辛八", "甲一", "壬九", "己六")]
    with acting(actor):
        listed = {person.id: person for person in _forward(actor)}
        found = queries.named(actor, asked, _wish(actor), ON)
    assert found == [listed[str(everybody[name])] for name in ("庚七", "甲一", "己六")]


def test_of_its_own_people_a_post_asks_for_no_range_of_places(world: make.World) -> None:
    """What can be looked up by place would be: a whole town for fifty people. So small a test cannot show the plan."""
    own = queries._statement(50, False, False, False, False, False, "")
    area = queries._statement(50, True, False, False, False, False, "")
    assert "p.scope_path >= " in area and "p.scope_path >= " not in own
    assert "p.id = ANY(ARRAY(SELECT s.matter_id FROM matters_part s" in own
