"""The register adds up for any area, on any past day, as known on any day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from guitu.casework.registrations.commands import add_person
from guitu.figures.register.queries import View, balances, moves, register
from guitu.kit.database import acting
from guitu.people.intake import NewPerson
from tests import make

pytestmark = [pytest.mark.django_db]


def book(world: make.World, at: datetime, number: int, town: str = make.ENCHENG, post: str = "encheng_worker") -> None:
    for n in range(number):
        person = NewPerson(name=f"张{n}", sex="male", scope_path=town + "001", post_id=None, born_on=date(1990, 1, 1))
        add_person(world.actor(post), at=at, person=person, on=date(2026, 3, 2))


def test_the_county_is_the_sum_of_its_towns(world: make.World, at: datetime) -> None:
    book(world, at, 3)
    book(world, at, 2, make.HENGPI, "hengpi_worker")
    with acting(world.actor("director")):
        found = register(View(make.ENPING, date(2026, 3, 16), at))
        assert (found.registered, found.current, found.of("in_society"), balances(found)) == (5, 5, 5, True)
        towns = [register(View(town, date(2026, 3, 16), at)).registered for town in (make.ENCHENG, make.HENGPI)]
        assert towns == [3, 2]


def test_before_they_came_on_the_book_and_before_it_was_known_nobody_is_counted(
    world: make.World, at: datetime
) -> None:
    book(world, at, 2)
    with acting(world.actor("director")):
        assert register(View(make.ENPING, date(2026, 3, 1), at)).registered == 0
        assert register(View(make.ENPING, date(2026, 3, 16), at - timedelta(hours=1))).registered == 0
        assert [
            (m.before, m.after, m.number) for m in moves(View(make.ENPING, date(2026, 3, 16), at), date(2025, 12, 31))
        ] == [(None, "in_society", 2)]


def test_sums_do_not_change_with_who_looks_but_another_county_sees_nothing(world: make.World, at: datetime) -> None:
    book(world, at, 2)
    for name, expected in (("encheng_head", 2), ("encheng_other", 2), ("hengpi_head", 0), ("yongan_head", 0)):
        with acting(world.actor(name)):
            assert register(View(make.ENPING, date(2026, 3, 16), at)).registered == expected, name


def test_the_page_shows_the_equation_and_refuses_a_day_that_is_none(
    world: make.World, at: datetime, client: Client
) -> None:
    book(world, at, 2)
    make.enter(client, world, "director")
    page = client.get("/figures/register/")
    assert page.status_code == 200
    assert "名册 · 恩平市" in page.content.decode()
    assert client.get("/figures/register/?on=2026-02-30").status_code == 422
    assert client.get("/figures/register/?on=2999-01-01").status_code == 422


def test_nobody_sees_it_without_logging_in(world: make.World, client: Client) -> None:
    assert client.get("/figures/register/").status_code == 302


def test_what_grows_with_the_area_comes_after_the_equation(world: make.World, at: datetime, client: Client) -> None:
    book(world, at, 2)
    make.enter(client, world, "director")
    page = client.get("/figures/register/").content.decode()
    assert 'hx-get="/figures/register/more/' in page
    assert "新登记" not in page
    for address in ("/figures/register/more/", "/figures/register/?all=1"):
        page = client.get(address).content.decode()
        assert "新登记" in page
        assert "的变动" in page
