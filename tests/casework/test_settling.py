"""A fact is recorded; what follows is there at once, and is what a rebuild gives."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import pytest

from guitu.casework.registrations.commands import add_person
from guitu.casework.visits.commands import record_visit
from guitu.kit.database import acting, dicts, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.people.intake import NewPerson
from tests import make

pytestmark = [pytest.mark.django_db]


def someone(**what: object) -> NewPerson:
    base = {"name": "王小明", "sex": "male", "scope_path": make.ENCHENG + "001", "post_id": None,
            "id_number": "440799199203070011", "born_on": date(1992, 3, 7)}
    return NewPerson(**{**base, **what})  # type: ignore[arg-type]


def test_a_new_person_stands_on_the_book_from_that_day(world: make.World, at: datetime) -> None:
    worker = world.actor("encheng_worker")
    answer = add_person(worker, at=at, request_id=make.request_id(), person=someone(), on=date(2026, 3, 2))
    with acting(worker):
        assert rows("SELECT state, since_on FROM casework_current") == [("in_society", date(2026, 3, 2))]
        assert rows("SELECT path, state, from_on, until_on FROM casework_standing") == [
            (make.ENCHENG + "001", "in_society", date(2026, 3, 2), None)
        ]
        assert dicts("SELECT count(*) AS n FROM ledger_entry WHERE matter_id = %s", [answer["person"]])[0]["n"] == 2


def test_the_neighbouring_town_does_not_learn_that_the_person_exists(world: make.World, at: datetime) -> None:
    answer = add_person(world.actor("encheng_worker"), at=at, person=someone(), on=date(2026, 3, 2))
    person = UUID(answer["person"])
    for outsider in ("hengpi_worker", "hengpi_head", "encheng_other", "yongan_head"):
        with pytest.raises(NotVisible):
            record_visit(world.actor(outsider), at=at, person_id=person, on=date(2026, 3, 16))


def test_the_same_number_in_another_town_is_answered_like_a_new_one(world: make.World, at: datetime) -> None:
    add_person(world.actor("encheng_worker"), at=at, person=someone(), on=date(2026, 3, 2))
    with pytest.raises(Refused):
        add_person(world.actor("encheng_other"), at=at, person=someone(), on=date(2026, 3, 2))
    again = add_person(
        world.actor("hengpi_worker"), at=at, person=someone(scope_path=make.HENGPI + "200"), on=date(2026, 3, 2)
    )
    assert again["facts"]


def test_a_request_sent_twice_gives_the_first_answer_and_one_fact(world: make.World, at: datetime) -> None:
    worker = world.actor("encheng_worker")
    person = UUID(add_person(worker, at=at, person=someone(), on=date(2026, 3, 2))["person"])
    key = make.request_id()
    what = {"person_id": person, "on": date(2026, 3, 16), "how": "home", "met": True}
    first = record_visit(worker, at=at, request_id=key, **what)
    assert record_visit(worker, at=at, request_id=key, **what) == first
    with pytest.raises(Refused):
        record_visit(worker, at=at, request_id=key, **{**what, "met": False})
    with acting(worker):
        assert rows("SELECT count(*) FROM ledger_fact WHERE kind = 'visit'") == [(1,)]


def test_a_new_person_sent_twice_is_one_person(world: make.World, at: datetime) -> None:
    worker, key = world.actor("encheng_worker"), make.request_id()
    first = add_person(worker, at=at, request_id=key, person=someone(), on=date(2026, 3, 2))
    assert add_person(worker, at=at, request_id=key, person=someone(), on=date(2026, 3, 2)) == first
    with acting(worker):
        assert rows("SELECT count(*) FROM people_person") == [(1,)]
