"""A row whose number is on no file, but whose name and birth date are somebody's on file: the preview says so, and whose."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from guitu.kit.database import acting, rows
from guitu.rules.identifiers import make_demo_id
from tests import casefile, make
from tests.importing.test_rosters_as_offices_have_them import HEAD, page, send, somebody
from tests.rosters import batches
from tests.rosters.batches import book as roster
from tests.rosters.batches import commit, number, receive

pytestmark = [pytest.mark.django_db]
WARNED = "姓名和出生日期与已在档的人相同"


def another(n: int, of: int, **cells: Any) -> list[Any]:
    """Somebody of the name and the birth date of person `of`, under a number of their own."""
    return somebody(of, 身份证号=like(of, n), **cells)


def like(of: int, n: int) -> str:
    """Another number with the birth date of person `of`."""
    born = number(of)[6:14]
    return make_demo_id(date(int(born[:4]), int(born[4:6]), int(born[6:])), "male", 400 + n)


def test_who_may_be_on_file_is_named_counted_and_not_refused(client: Client, world: make.World) -> None:
    make.enter(client, world, "encheng_head")
    place = send(client, {"名册": [HEAD, somebody(1), somebody(2), somebody(3)]})
    assert WARNED not in page(client, place)
    client.post(f"{place}start/")
    again = send(client, {"名册": [
        HEAD, somebody(1, 联系电话="15400000009"),  # by number, so nobody else
        another(1, 2), another(2, 3, 姓名="林 丁"),  # a space in the name, and another name
        another(3, 2, 姓名=f"林{chr(0x4E00 + 3)}"),  # the name of one and the birth date of another
    ]})
    found = page(client, again)
    assert "能导入 4 行" in found and f"有 1 行的{WARNED}" in found
    told = page(client, again, tab="warned", code="may_be_on_file")
    with acting(world.actor("encheng_head")):
        [(person,)] = rows("SELECT person_id FROM casework_importrow WHERE line = 3 AND outcome = 'added'")
    assert f'/{person}/"' in client.get(f"{again}?tab=warned").content.decode() and "林*" in told and "可能已经在档" in told and told.count("已在档：") == 1
    assert f"林{chr(0x4E00 + 2)}" not in told
    with acting(world.actor("encheng_head")):
        assert rows("SELECT count(*) FROM people_access WHERE person_id = %s AND action = 'open'", [person])[0][0] == 2  # one for each look
    client.post(f"{again}start/")
    assert "导入了 3 人" in page(client, again)
    # other columns, and the same file read again, say the same
    make.enter(client, world, "encheng_head")
    third = send(client, {"名册": [HEAD, another(4, 1)]})
    client.post(f"{third}columns/", {f"column-{n}": field for n, field in enumerate(("name", "id_number", "town_name", "village_name"))})
    assert "能导入 1 行" in page(client, third) and f"有 1 行的{WARNED}" in page(client, third)


def test_it_is_said_after_a_word_was_answered_and_stays_said_of_the_other_rows(client: Client, world: make.World) -> None:
    make.enter(client, world, "encheng_head")
    head = [*HEAD, "管控现状"]
    place = send(client, {"名册": [HEAD, somebody(1), somebody(2)]})
    client.post(f"{place}start/")
    again = send(client, {"名册": [head, [*another(1, 1), ""], [*another(2, 2), "甲类"]]})
    assert f"有 1 行的{WARNED}" in page(client, again)
    client.post(f"{again}answers/", {"answer-0": "执行中"})
    assert f"有 2 行的{WARNED}" in page(client, again)
    told = page(client, again, tab="warned", code="may_be_on_file")
    assert told.count("已在档：") == 2
    # taken in, the rows still say it, and the file may be taken back like any other
    client.post(f"{again}start/")
    assert "导入了 2 人" in page(client, again)


def test_what_was_put_away_or_is_anothers_never_shows(client: Client, world: make.World) -> None:
    worker = world.actor("encheng_worker")
    casefile.person(worker, make.moment(2026, 3, 1), "王小明", on=date(2026, 1, 6), id_number=make_demo_id(date(1985, 2, 3), "male", 1),
                    born_on=date(1985, 2, 3))
    file = {"名册": [HEAD, somebody(1, 姓名="王小明", 身份证号=make_demo_id(date(1985, 2, 3), "male", 2))]}
    for post, sees in (("encheng_head", True), ("encheng_worker", True), ("encheng_other", False), ("hengpi_head", False), ("clerk", True)):
        make.enter(client, world, post)
        elsewhere = post.startswith("hengpi")
        own = {"名册": [HEAD, somebody(1, "", 姓名="王小明", 身份证号=make_demo_id(date(1985, 2, 3), "male", 2), 所属镇街="")]}
        found = page(client, send(client, own if elsewhere else file))
        assert "能导入 1 行" in found, (post, re.findall("<h1>.*</h1>", found))
        assert (WARNED in found) is sees, post
    make.enter(client, world, "encheng_head")
    place = send(client, {"名册": [HEAD, somebody(7)]})
    client.post(f"{place}start/")
    client.post(f"{place}undo/", {"sure": "on"})
    assert "撤回" in page(client, place)
    assert WARNED not in page(client, send(client, {"名册": [HEAD, another(9, 7)]}))


def test_any_number_of_rows_costs_the_same_questions(world: make.World, at: datetime, tmp_path: Path) -> None:
    head = world.actor("encheng_head")
    commit(head, receive(head, roster(tmp_path / "a.xlsx", [batches.person(n) for n in range(1, 9)]), at), at)
    asked = []
    for many in (1, 8):
        people = [batches.person(n, 身份证号=like(n, many)) for n in range(1, many + 1)]
        file = roster(tmp_path / f"{many}.xlsx", people)
        with casefile.capture() as captured:
            batch = receive(head, file, at)
        asked.append(len(captured.captured_queries))
        with acting(head):
            found = rows("SELECT count(*) FROM casework_importrow WHERE batch_id = %s AND warnings @> '[[\"may_be_on_file\"]]'", [batch])
        assert found == [(many,)]
    assert asked[0] == asked[1]
