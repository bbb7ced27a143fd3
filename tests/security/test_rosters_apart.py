"""A roster: what lies in the clear after it came in, who may open it, and what it does not tell of another town."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client

from guitu.kit.database import acting, rows
from tests import make
from tests.rosters import batches
from tests.security import canaries, doors
from tests.security.test_at_rest import dumped, found_in

pytestmark = [pytest.mark.django_db]


def came_in(world: make.World, at: datetime, folder: Path, name: str = "hengpi_worker") -> UUID:
    """横陂's roster: one good line about 金丝雀, one with a fault."""
    about = {"姓名": canaries.NAME, "身份证号": canaries.NUMBER, "所属镇街": "圣堂镇", "所属村居": "圣堂社区", "联系电话": canaries.PHONE,
             "现住址": canaries.ADDRESS, "自用列": canaries.EXTRA}
    faulty = {**about, "身份证号": canaries.NUMBER[:-1] + ("8" if canaries.NUMBER[-1] == "9" else "9"), "姓名": canaries.FAMILY}
    path = batches.book(folder / "roster.xlsx", [batches.person(1, **about), batches.person(2, **faulty)])
    batch = batches.receive(world.actor(name), path, at)
    batches.commit(world.actor(name), batch, at)
    return batch


def test_a_roster_that_came_in_lies_sealed(world: make.World, at: datetime, tmp_path: Path) -> None:
    came_in(world, at, tmp_path)
    texts = dumped()
    assert texts["casework_importrow"] and texts["casework_importbatch"]
    assert found_in(texts) == []


@pytest.mark.parametrize("on_file", [False, True])
def test_a_line_about_somebody_of_another_town_comes_in_as_new(
    world: make.World, at: datetime, tmp_path: Path, on_file: bool
) -> None:
    if on_file:
        canaries.someone_known_well(world, at)
    came_in(world, at, tmp_path)
    with acting(world.actor("hengpi_worker")):
        told = rows("SELECT line, outcome, errors::text, warnings::text FROM casework_importrow ORDER BY line")
        held = rows("SELECT count(*) FROM people_person")
    assert [outcome for _, outcome, _, _ in told] == ["added", "refused"], told
    assert held == [(1,)]


def test_a_batch_of_another_post_answers_as_none(
    world: make.World, at: datetime, tmp_path: Path, client: Client
) -> None:
    batch, never = came_in(world, at, tmp_path), UUID(int=7)
    routes = [route for route, _ in doors.routes() if "<uuid:batch_id>" in route]
    assert len(routes) > 5
    for name in ("encheng_head", "encheng_worker", "yongan_head", "auditor"):
        make.enter(client, world, name)
        for route in routes:
            for method in ("get", "post"):
                real, none = (
                    doors.without(doors.answer_of(client, method, doors.address(route, {"batch_id": id})), id)
                    for id in (batch, never)
                )
                assert real == none and real[0] in (302, 404, 405), (name, method, route)
