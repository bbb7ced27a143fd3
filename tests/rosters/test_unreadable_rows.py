"""A line, a heading row or a file that was flipped or cut in the database says so in its own place; the rest is served."""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client

from guitu.kit.database import acting, rows
from tests import make
from tests.people.test_unreadable_values import SAID, spoil
from tests.rosters import batches

pytestmark = [pytest.mark.django_db]
HOW = ("flipped", "cut", "of a lost key")


def four(world: make.World, at: datetime, folder: Path, name: str = "a.xlsx", **first: str) -> UUID:
    """Three good lines, one with a fault in its number; line 2 is the first."""
    people = [batches.person(1, **first), *(batches.person(n) for n in (2, 3)), batches.person(4, 身份证号="12")]
    return batches.receive(world.actor("encheng_head"), batches.book(folder / name, people), at)


def row_of(world: make.World, batch: UUID, line: int) -> UUID:
    with acting(world.actor("encheng_head")):
        return UUID(
            str(rows("SELECT id FROM casework_importrow WHERE batch_id = %s AND line = %s", [batch, line])[0][0])
        )


def outcomes(world: make.World, batch: UUID) -> dict[int, str]:
    with acting(world.actor("encheng_head")):
        return dict(rows("SELECT line, outcome FROM casework_importrow WHERE batch_id = %s ORDER BY line", [batch]))


@pytest.mark.parametrize("how", HOW)
def test_a_line_that_cannot_be_read_is_refused_and_the_others_come_in(
    world: make.World, client: Client, at: datetime, tmp_path: Path, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    batch = four(world, at, tmp_path)
    spoilt = row_of(world, batch, 3)
    spoil("casework_importrow", "id", spoilt, "raw", how)
    make.enter(client, world, "encheng_head")
    with caplog.at_level(logging.ERROR):
        preview = client.get(f"/casework/rosters/{batch}/?tab=good")
    assert preview.status_code == 200 and SAID in preview.content.decode()
    assert any(
        "casework_importrow|raw" in said.getMessage() and str(spoilt) in said.getMessage() for said in caplog.records
    )
    batches.commit(world.actor("encheng_head"), batch, at)
    assert outcomes(world, batch) == {2: "added", 3: "refused", 4: "added", 5: "refused"}
    told = client.get(f"/casework/rosters/{batch}/?tab=wrong").content.decode()
    assert "存下的内容读不出" in told and "位" in told
    assert client.get(f"/casework/rosters/{batch}/errors.xlsx").status_code == 200


@pytest.mark.parametrize("line", [2, 5])
def test_reading_the_columns_again_leaves_what_cannot_be_read_as_it_lies(
    world: make.World, client: Client, at: datetime, tmp_path: Path, line: int
) -> None:
    batch = four(world, at, tmp_path)
    spoilt = row_of(world, batch, line)
    spoil("casework_importrow", "id", spoilt, "raw")
    with acting(world.actor("encheng_head")):
        before = rows("SELECT raw FROM casework_importrow WHERE id = %s", [spoilt])
    make.enter(client, world, "encheng_head")
    fields = {
        f"column-{n}": name
        for n, name in enumerate(("", "name", "id_number", "town", "village", "state", "measure_kind"))
    }
    assert client.post(f"/casework/rosters/{batch}/columns/", fields).status_code in (302, 422)
    with acting(world.actor("encheng_head")):
        assert rows("SELECT raw FROM casework_importrow WHERE id = %s", [spoilt]) == before
    assert client.get(f"/casework/rosters/{batch}/?tab=wrong").status_code == 200


@pytest.mark.parametrize("column", ["name", "phone", "address", "extra"])
def test_a_file_whose_value_cannot_be_read_is_compared_by_its_other_values(
    world: make.World, client: Client, at: datetime, tmp_path: Path, column: str
) -> None:
    head = world.actor("encheng_head")
    first = four(world, at, tmp_path)
    batches.commit(head, first, at)
    with acting(head):
        [(person,)] = rows("SELECT person_id FROM casework_importrow WHERE batch_id = %s AND line = 2", [first])
    spoil("people_identity", "person_id", person, column)
    second = four(world, at, tmp_path, "b.xlsx", 现住址="别处 9 号")
    batches.commit(head, second, at)
    assert outcomes(world, second) == {2: "differs", 3: "same", 4: "same", 5: "refused"}
    make.enter(client, world, "encheng_head")
    page = client.get(f"/casework/rosters/{second}/?tab=differs")
    assert page.status_code == 200 and "别处 9 号" in page.content.decode()
    assert (SAID in page.content.decode()) == (column != "extra")


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("column", ["file_name", "mapping"])
def test_a_batch_whose_name_or_headings_cannot_be_read_is_listed_and_opened(
    world: make.World, client: Client, at: datetime, tmp_path: Path, column: str, how: str
) -> None:
    batch, other = four(world, at, tmp_path), four(world, at, tmp_path, "other.xlsx", 现住址="别处 9 号")
    spoil("casework_importbatch", "id", batch, column, how)
    make.enter(client, world, "encheng_head")
    listed = client.get("/casework/rosters/").content.decode()
    assert str(batch) in listed and "other.xlsx" in listed and (SAID in listed) == (column == "file_name")
    for page in ("", "?tab=wrong", "columns/"):
        shown = client.get(f"/casework/rosters/{batch}/{page}")
        assert shown.status_code == 200 and SAID in shown.content.decode(), page
    assert client.get(f"/casework/rosters/{other}/").status_code == 200
    with acting(world.actor("encheng_head")):
        before = rows("SELECT mapping FROM casework_importbatch WHERE id = %s", [batch])
    again = client.post(f"/casework/rosters/{batch}/columns/", {"column-1": "name", "column-2": "id_number"})
    with acting(world.actor("encheng_head")):
        kept = rows("SELECT mapping FROM casework_importbatch WHERE id = %s", [batch]) == before
    if column == "mapping":
        assert again.status_code == 422 and kept
    batches.commit(world.actor("encheng_head"), batch, at)
    assert "added" in outcomes(world, batch).values()
