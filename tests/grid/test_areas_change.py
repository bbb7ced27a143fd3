"""区划调整: places are merged, moved, split off, recoded, renamed, closed; everything that lies there goes along, figures of
past days stay where they were, and nobody sees more by accident."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from guitu.casework.comparing import snapshot
from guitu.casework.load import cases
from guitu.casework.settle import rebuild
from guitu.casework.visits.commands import record_visit
from guitu.figures.register.queries import View, balances, by_unit, register
from guitu.grid import summing
from guitu.grid.area_changes.commands import close_area, make_area, rearrange_areas, rename_area
from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible, Refused
from tests import make
from tests.casework import steps

pytestmark = [pytest.mark.django_db]
COUNTY, ENCHENG, HENGPI = make.ENPING, make.ENCHENG, make.HENGPI
PAPER = "恩府函〔2026〕12 号"
DAY = date(2026, 3, 10)


def rearranged(world: make.World, at: datetime, **what: Any) -> Any:
    base = {"kind": "merge", "into": "", "name": "", "area_kind": "", "number": "", "on": DAY, "document": PAPER, "receiver": None, "keep": False}
    return make.granted(world, "clerk", "director", rearrange_areas, at=at, **{**base, **what})


def ask(world: make.World, sql: str, values: Any = (), by: str = "director") -> list[Any]:
    with acting(world.actor(by)):
        return rows(sql, values)


def nothing_differs(world: make.World) -> None:
    """As `guitu rebuild --check` says it: derived rows and sums."""
    with acting(world.actor("director")):
        people = [person for (person,) in rows("SELECT id FROM people_person WHERE county_id = %s ORDER BY id", [COUNTY])]
        held = cases(people)
        until = None
        before = snapshot(people, until)
        rebuild(COUNTY, held, make.moment(2026, 3, 16, 12))
        assert snapshot(people, until) == before
    assert summing.wrong(COUNTY) == 0


def adds_up(world: make.World, days: list[date], known: datetime) -> None:
    with acting(world.actor("director")):
        for day in days:
            for latest in (False, True):
                view = View(COUNTY, day, known, latest=latest)
                assert balances(register(view)), day
                towns: dict[str, int] = {}
                for one in by_unit(view):
                    towns[one["state"]] = towns.get(one["state"], 0) + one["number"]
                assert towns == register(view).counts, day


def in_register(world: make.World, path: str, day: date, known: datetime) -> int:
    with acting(world.actor("director")):
        return register(View(path, day, known)).current


def test_a_town_that_goes_into_another_takes_everything_along_and_the_past_stays(client: Client, world: make.World, at: datetime) -> None:
    who = steps.person(world, at, by="hengpi_worker", scope_path=HENGPI + "001")
    steps.measure(world, at, who, by="hengpi_worker")
    record_visit(world.actor("hengpi_worker"), at=at, person_id=who, on=date(2026, 3, 5), how="home")
    stays = steps.person(world, at, name="李四", id_number="")
    before = in_register(world, HENGPI, DAY - timedelta(days=1), at)
    rearranged(world, at, paths=[HENGPI], into=ENCHENG)
    ((path,),) = ask(world, "SELECT scope_path FROM people_person WHERE id = %s", [who])
    assert path.startswith(ENCHENG) and len(path) == 12
    later = at + timedelta(minutes=1)
    assert before == in_register(world, HENGPI, DAY - timedelta(days=1), later) == 1
    assert in_register(world, HENGPI, DAY, later) == 0 and in_register(world, path, DAY, later) == 1
    assert in_register(world, HENGPI, DAY, at - timedelta(seconds=1)) == 0
    adds_up(world, [date(2026, 1, 1), DAY - timedelta(days=1), DAY, at.date(), date(2027, 1, 1)], later)
    nothing_differs(world)
    assert {p for (p,) in ask(world, "SELECT DISTINCT happened_path FROM casework_fact WHERE matter_id = %s", [who])} == {HENGPI + "001"}
    for table in ("casework_fact", "casework_current", "duties_duty", "people_identity", "matters_part", "casework_measure"):
        key = "person_id" if table in ("casework_current", "people_identity", "casework_measure") else "matter_id"
        assert {p for (p,) in ask(world, f"SELECT DISTINCT scope_path FROM {table} WHERE {key} = %s", [who])} == {path}  # noqa: S608
    assert ask(world, "SELECT town_path FROM people_identity WHERE person_id = %s", [who]) == [(ENCHENG,)]
    assert ask(world, "SELECT scope_path FROM people_person WHERE id = %s", [stays]) == [(ENCHENG + "001",)]
    # the worker goes on with the same people and no others; who saw the whole town does not see the larger one
    make.enter(client, world, "hengpi_worker")
    assert client.get(f"/casework/people/{who}/").status_code == 200
    assert client.get(f"/casework/people/{stays}/").status_code == 404
    make.enter(client, world, "hengpi_head")
    assert client.get(f"/casework/people/{stays}/").status_code in (302, 404)
    make.enter(client, world, "encheng_head")
    assert client.get(f"/casework/people/{who}/").status_code == 200


def test_a_village_goes_to_another_town_and_is_received_there(client: Client, world: make.World, at: datetime) -> None:
    who = steps.person(world, at)
    steps.measure(world, at, who)
    rearranged(world, at, kind="move", paths=[ENCHENG + "001"], into=HENGPI, receiver=world.posts["hengpi_worker"])
    ((path,),) = ask(world, "SELECT scope_path FROM people_person WHERE id = %s", [who])
    assert path[:9] == HENGPI
    assert ask(world, "SELECT post_id FROM matters_part WHERE matter_id = %s AND until_on IS NULL AND part = 'responsible'", [who]) == [
        (world.posts["hengpi_worker"],)
    ]
    assert ask(world, "SELECT path FROM grid_post WHERE id = %s", [world.posts["grid_one"]]) == [(path + "001",)]
    for name, status in (("encheng_worker", 404), ("encheng_head", 404), ("hengpi_worker", 200), ("hengpi_head", 200)):
        make.enter(client, world, name)
        assert client.get(f"/casework/people/{who}/").status_code == status, name
    adds_up(world, [date(2026, 2, 1), DAY, at.date()], at + timedelta(minutes=1))
    nothing_differs(world)
    # moved on, and known better in between
    rearranged(world, at + timedelta(minutes=2), kind="recode", paths=[HENGPI], area_kind="subdistrict", name="横陂街道", on=date(2026, 3, 12))
    ((now,),) = ask(world, "SELECT scope_path FROM people_person WHERE id = %s", [who])
    assert now[:9] == COUNTY + now[6:9] != HENGPI and int(now[6:9]) < 100
    adds_up(world, [date(2026, 2, 1), DAY, date(2026, 3, 11), date(2026, 3, 12), at.date()], at + timedelta(minutes=3))
    nothing_differs(world)
    assert [in_register(world, p, d, at + timedelta(minutes=3)) for p, d in (
        (ENCHENG, date(2026, 3, 9)), (HENGPI, date(2026, 3, 10)), (HENGPI, date(2026, 3, 12)), (now[:9], date(2026, 3, 12)))] == [1, 1, 0, 1]  # fmt: skip
