"""60,000 people × 12 columns, measured when asked: GUITU_MEASURE=1 ./guitu test tests/exports/test_speed.py -s."""

from __future__ import annotations

import os
import time
import tracemalloc
from datetime import date, datetime

import pytest

from guitu.exports.columns import every_column
from guitu.exports.making import file_of, still_seen
from guitu.grid.access import clock_actor
from guitu.kit.database import acting, rows
from guitu.people.intake import NewPerson, add
from tests import make

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(os.environ.get("GUITU_MEASURE") != "1", reason="only when figures are asked for"),
]
PEOPLE, PIECE = 60_000, 5_000
CODES = ["name", "sex", "born_on", "id_number", "phone", "address", "home_address", "place", "state", "worker", "late", "masked"]


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_how_long_a_large_list_takes(world: make.World, at: datetime, format: str) -> None:
    actor = world.actor("clerk")
    columns = [one for one in every_column() if one.code in CODES]
    with acting(clock_actor(make.ENPING)):
        for start in range(0, PEOPLE, PIECE):
            add(
                make.ENPING,
                [NewPerson(
                    name="王小明", sex="male", scope_path=f"{make.ENCHENG}{1 + n % 9:03}", post_id=None, born_on=date(1992, 3, 7),
                    id_number=f"44078519920307{n:04x}"[:18], phone=f"138{n:08}", address=f"东安街{n}号", home_address=f"东安街{n}号",
                 ) for n in range(start, start + PIECE)],
                at, world.on,
            )  # fmt: skip
    with acting(actor):
        people = [person for (person,) in rows("SELECT id FROM people_person ORDER BY scope_path, id")]
        begun = time.perf_counter()
        seen = still_seen(people, columns)
        content = file_of(actor, seen, columns, format, "编号", world.on)
        took = time.perf_counter() - begun
        tracemalloc.start()
        file_of(actor, seen[:20_000], columns, format, "编号", world.on)
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    print(f"{format}: {len(seen)} × {len(columns)} in {took:.1f} s, {len(content) / 1e6:.1f} MB, a third of it peaks at {peak / 1e6:.0f} MB")
    assert len(seen) == PEOPLE and len(columns) == 12
