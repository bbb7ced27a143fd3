"""Rosters of people as real offices send them: several sheets, deep headings, merged cells; and the second one, monthly."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from guitu.kit.database import acting, rows
from guitu.kit.doors import new_request_id
from tests import make
from tests.casework import steps
from tests.importing.sheets import book
from tests.rosters.batches import number
from tests.worker import run_jobs

pytestmark = [pytest.mark.django_db]
QINGYUN = "440785001004"
HEAD = ["姓名", "身份证号", "所属镇街", "所属村居", "措施类型", "决定日期", "收到日期", "报到日期", "联系电话", "现住址"]


def somebody(n: int, village: Any = "青云社区", **cells: Any) -> list[Any]:
    told = dict(zip(HEAD, [f"林{chr(0x4E00 + n)}", number(n), "恩城街道", village, "社区戒毒", "2025-03-01", "2025-03-02", "2025-03-05",
                           "15400000001", "青云路 1 号"], strict=True))
    return list((told | cells).values())


def send(client: Client, sheets: dict[str, Any], merged: Any = (), hidden: Any = ()) -> str:
    file = SimpleUploadedFile("名册.xlsx", book(sheets, merged, hidden))
    answer = client.post("/casework/rosters/", {"file": file, "request_id": new_request_id()})
    run_jobs("read")
    return str(answer["Location"])


def page(client: Client, place: str, **ask: str) -> str:
    return steps.text(client.get(place, ask, follow=True))


def test_the_list_is_found_on_whichever_sheet_and_sheets_of_one_shape_are_one_list(client: Client, world: make.World) -> None:
    make.enter(client, world, "encheng_head")
    total = [["汇总表"], ["村居", "社区戒毒", "合计"], ["青云社区", 2, 2]]
    place = send(client, {
        "汇总": total, "青云社区": [["青云社区名册"], HEAD, somebody(1)], "东门社区": [HEAD, somebody(2, "东门社区"), somebody(3, "东门社区", 身份证号="12")],
    })
    found = page(client, place)
    assert "能导入 2 行，有问题 1 行" in found and "没有读的工作表：汇总" in found and "东门社区 3" in page(client, place, tab="wrong")
    # another sheet is chosen, and the first again: nothing was lost
    chosen = client.post(f"{place}columns/", {"sheet": "2", "heading": ""}, follow=True)
    assert "没有找到表头" in steps.text(chosen) or "每一列是什么" in steps.text(chosen)
    client.post(f"{place}columns/", {"sheet": "0", "heading": ""}, follow=True)
    assert "能导入" in page(client, place)
    assert client.post(f"{place}start/", follow=True).status_code == 200


def test_headings_three_rows_deep_and_far_down_and_cells_merged_downwards(client: Client, world: make.World) -> None:
    make.enter(client, world, "encheng_head")
    intro = [["填表说明"], ["一、如实填写"], *[[f"{n}、说明"] for n in range(2, 14)]]
    deep = [
        ["姓名", "证件", "所属", "", "措施", "", "", ""],
        ["", "身份证号", "镇街", "村居", "类型", "文书", "", ""],
        ["", "", "", "", "", "决定日期", "收到日期", "报到日期"],
    ]
    people = [somebody(1)[:8], somebody(2, "")[:8], somebody(3, "")[:8]]
    people[0][4] = people[1][4] = people[2][4] = "社区戒毒"
    merged = (("表", "D18:D20", "青云社区"),)
    place = send(client, {"表": [*intro, *deep, *people]}, merged)
    found = page(client, place)
    assert "能导入 3 行，有问题 0 行" in found, found
    client.post(f"{place}start/")
    with acting(world.actor("encheng_head")):
        assert {path for (path,) in rows("SELECT scope_path FROM people_person WHERE sealed_at IS NULL")} == {QINGYUN}


def test_the_next_months_roster_says_beforehand_who_is_new_and_what_differs(client: Client, world: make.World) -> None:
    make.enter(client, world, "encheng_head")
    place = send(client, {"名册": [HEAD, somebody(1), somebody(2)]})
    client.post(f"{place}start/")
    again = send(client, {"名册": [
        HEAD, somebody(1, 联系电话="15400000009", 措施类型="社区康复", 决定日期="2026-03-01", 收到日期="2026-03-02", 报到日期="2026-03-05"),
        somebody(2), somebody(3),
    ]})
    found = page(client, again)
    assert "能导入 3 行" in found and "其中 2 人已经在档" in found
    told = page(client, again, tab="on_file")
    assert "档案里没有这项措施：社区康复，2026-03-01 决定" in told and "0009" in told and "现在已经一样" in told
    with acting(world.actor("encheng_head")):
        [(line,)] = rows("SELECT id FROM casework_importrow WHERE batch_id = %s AND line = 2", [again.rstrip("/").split("/")[-1]])
    for _ in range(2):  # sent twice it corrects once
        client.post(f"{again}take/", {"row": str(line), "tab": "on_file"})
    with acting(world.actor("encheng_head")):
        assert rows("SELECT count(*) FROM people_correction") == [(1,)]
    assert "0009" not in page(client, again, tab="on_file")
    client.post(f"{again}start/")
    assert "导入了 1 人" in page(client, again)
    make.enter(client, world, "yongan_worker")
    assert client.post(f"{again}take/", {"row": str(line)}).status_code == 404


def test_a_word_that_was_answered_is_not_asked_again(client: Client, world: make.World) -> None:
    make.enter(client, world, "encheng_head")
    head = [*HEAD, "管控现状"]
    place = send(client, {"名册": [head, [*somebody(1), "甲类"]]})
    assert "写的“甲类”是什么意思" in page(client, place)
    client.post(f"{place}answers/", {"answer-0": "执行中"})
    assert "能导入 1 行" in page(client, place)
    assert "甲类”是什么意思" not in page(client, send(client, {"名册": [head, [*somebody(2), "甲类"]]}))


def test_a_town_or_a_village_by_another_name_is_asked_once_for_all_rows(client: Client, world: make.World) -> None:
    make.enter(client, world, "encheng_head")
    odd = [somebody(n, "清云里") for n in (1, 2)] + [somebody(3, 所属镇街="恩诚街办")]
    place = send(client, {"名册": [HEAD, *odd]})
    found = page(client, place)
    assert "能导入 2 行，有问题 1 行" in found and found.count("所属村居写的“清云里”是什么意思") == 1
    assert "所属镇街写的“恩诚街办”是什么意思" in found
    client.post(f"{place}answers/", {"answer-0": "青云社区", "answer-1": "恩城街道"})
    assert "能导入 3 行，有问题 0 行" in page(client, place), page(client, place)
    client.post(f"{place}start/")
    with acting(world.actor("encheng_head")):
        assert {path for (path,) in rows("SELECT scope_path FROM people_person WHERE sealed_at IS NULL")} == {QINGYUN}
    again = page(client, send(client, {"名册": [HEAD, somebody(4, "清云里")]}))
    assert "能导入 1 行" in again and "清云里”是什么意思" not in again


def test_hidden_rows_are_read_and_said_and_what_is_about_nobody_is_listed(client: Client, world: make.World) -> None:
    make.enter(client, world, "encheng_head")
    rows_of = [HEAD, somebody(1), somebody(2), [""], somebody(3), ["合计", 3], ["填表人：李四"]]
    place = send(client, {"名册": rows_of}, hidden=(3,))
    found = page(client, place)
    assert "能导入 3 行，有问题 0 行" in found and "有 1 行在 Excel 里是隐藏的，也读了" in found
    listed = page(client, place, tab="skipped")
    assert "合计" in listed and "填表人" in listed
