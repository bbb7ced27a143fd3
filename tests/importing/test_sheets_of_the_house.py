"""单位、岗位、队伍 by Excel: new, the same, different; asked once; refused by row; taken back."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from guitu.grid.bodies.commands import add_body
from guitu.grid.models import Body, Post, Staff
from guitu.importing import pipeline
from guitu.kit.database import acting, rows
from tests import make
from tests.importing.sheets import Pages, book, pages
from tests.worker import run_jobs

pytestmark = [pytest.mark.django_db]
BODIES: list[list[Any]] = [
    ["恩平市禁毒机构一览表"],
    ["单位名称", "单位类型", "所属镇街", "上级", "成立日期", "自用"],
    ["沿江工作站", "工作站", "恩城街道", "沿江中心", "2024.3.1", "x"],
    ["沿江中心", "社戒社康中心", "恩城街道办事处", "", "2024年3月1日", ""],
    ["", "", "", "", "", ""],
    ["河口工作站", "工作站", "火星镇", "", 45352, ""],
    ["合计", "3", "", "", "", ""],
]
CENTRE = "镇（街）社区戒毒康复中心"


def bodies(world: make.World) -> dict[str, Body]:
    with acting(world.actor("clerk")):
        return {one.name: one for one in Body.objects.select_related("parent").filter(until_on=None)}


def test_bodies_come_in_whatever_their_order_and_go_out_again(client: Client, world: make.World, tmp_path: Path) -> None:
    at = pages(client, world, "bodies")
    place = at.send(book({"说明": [["先看这里"]], "单位": BODIES}))
    page = at.page(place)
    assert "新的 1 行，不同 0 行，一样 0 行，有问题 0 行" in page and "没有读的列：自用" in page and "没有读的工作表：说明" in page
    assert "单位类型写的“社戒社康中心”是什么意思" in page and "所属镇街写的“火星镇”是什么意思" in page
    page = at.answer(place, "火星镇", "不在里面")
    assert "不在可选的答案里" in page
    page = at.answer(place, CENTRE, "-")
    assert "新的 2 行" in page and "有问题 1 行" in page and "先不导入" in at.page(place, tab="wrong"), page
    page = at.do(place, "start")
    assert "新增 2 行" in page and at.do(place, "start").count("新增 2 行") == 1
    found = bodies(world)
    assert found["沿江工作站"].parent == found["沿江中心"] and found["沿江中心"].path == make.ENCHENG
    assert found["沿江中心"].kind == "town_centre" and found["沿江中心"].from_on == date(2024, 3, 1)
    # what the office said is not asked again; the same file is read against what is there by now
    again = at.page(at.send(book({"单位": BODIES})))
    assert "社戒社康中心”是什么意思" not in again and "一样 2 行" in again and "火星镇" in again
    # out, changed and in again: found by its mark under another name
    taken = at.taken("/sheets/bodies/now.xlsx", tmp_path)
    assert taken[0][:3] == ["编号", "单位名称", "种类"]
    line = next(cells for cells in taken if "沿江工作站" in cells)
    line[1] = "沿江社区工作站"
    place = at.send(book({"单位": [taken[0], line]}))
    page = at.page(place)
    assert "不同 1 行" in page and "现在 沿江工作站，表里 沿江社区工作站" in page
    assert "沿江社区工作站" not in bodies(world)
    row = differing(world, place)
    assert "按表里的改了 1 行" in at.do(place, "take", row=row) and "沿江社区工作站" in bodies(world)
    assert "已撤回 1 行" in at.do(place, "undo") and "沿江工作站" in bodies(world)


def differing(world: make.World, place: str) -> str:
    with acting(world.actor("clerk")):
        sql = "SELECT id FROM importing_row WHERE batch_id = %s AND outcome = 'differs'"
        return str(rows(sql, [place.rstrip("/").split("/")[-1]])[0][0])


def test_what_a_screen_refuses_a_row_is_refused_for_and_the_others_come_in(
    client: Client, world: make.World, at: datetime, tmp_path: Path
) -> None:
    hand = pages(client, world, "bodies")
    head = ["单位名称", "种类", "所在地", "设立日期"]
    good = ["东岸工作站", "工作站", "恩城街道", "2024-03-01"]
    place = hand.send(book({"单位": [head, good, [*good[:3], "2024-02-30"], ["", "工作站", "恩城街道", "2024-03-01"], good]}))
    page = hand.page(place)
    assert "新的 1 行" in page and "有问题 3 行" in page
    wrong = hand.page(place, tab="wrong")
    assert "“2024-02-30”没有这一天" in wrong and "没有填单位名称" in wrong and "和第 2 行是同一个" in wrong
    told = hand.taken(f"{place}errors.xlsx", tmp_path)
    assert told[0][-2:] == ["原表行号", "错误说明"] and [cells[-2] for cells in told[1:]] == [3, 4, 5]
    add_body(world.actor("clerk"), at=at, kind="station", name="东岸工作站", path=make.ENCHENG, from_on=date(2024, 3, 1))
    assert "没有新增" in hand.do(place, "start")  # somebody was faster: it is the same now, and not twice
    assert "没有这样" not in hand.page(place, tab="same")


def test_what_is_not_written_is_asked_once_for_all_rows(client: Client, world: make.World) -> None:
    at = pages(client, world, "staff", "encheng_head")
    place = at.send(book({"花名册": [["姓名", "证书名称", "证书号"], ["孙巧", "", ""], ["钱多", "护士执业", "H-1"], ["周 全", "", ""]]}))
    page = at.page(place)
    for question in ("没有填所在单位。是哪一个？", "没有填哪类人员。是哪一个？", "没有填自哪天起。是哪一天？"):
        assert page.count(question) == 1, page
    asked = sorted((page.index(text), word) for text, word in (
        ("没有填所在单位", "恩城街道邑康家园"), ("没有填哪类人员", "志愿者"), ("没有填自哪天起", "2026-01-05")))
    assert "新的 3 行" in at.answer(place, *(word for _, word in asked))
    assert "新增 3 行" in at.do(place, "start")
    with acting(world.actor("encheng_head")):
        assert Staff.objects.filter(kind="volunteer", until_on=None).count() == 3
    assert "钱多" in at.page("/settings/staff/") and "护士执业 H-1" in at.page("/settings/staff/")
    # import, undo, import
    assert "已撤回 3 行" in at.do(place, "undo") and "钱多" not in at.page("/settings/staff/")
    place = at.send(book({"花名册": [["姓名"], ["孙巧"], ["钱多"]]}))
    assert "没有填所在单位" in at.page(place)


def test_posts_are_set_up_as_many_as_there_are_rows(client: Client, world: make.World) -> None:
    at = pages(client, world, "posts")
    one = ["恩城街道邑康家园", "禁毒社工", "第二社工", "", "2026-01-05"]
    head = ["所在单位", "岗位种类", "岗位名称", "管哪里", "设立日期"]
    place = at.send(book({"岗位": [head, one, one, ["恩城街道邑康家园", "县禁毒办主任", "", "", "2026-01-05"]]}))
    page = at.page(place)
    assert "新的 3 行" in page
    assert "新增 2 行" in at.do(place, "start")  # one is above what this post may grant
    assert "由更高的岗位办理" in at.page(place, tab="wrong")
    with acting(world.actor("clerk")):
        assert Post.objects.filter(title="第二社工", path=make.ENCHENG, closed_on=None).count() == 2
    again = at.page(at.send(book({"岗位": [head, one, one, one]})))
    assert "新的 1 行" in again and "一样 2 行" in again
    assert "已撤回 2 行" in at.do(place, "undo")
    with acting(world.actor("clerk")):
        assert not Post.objects.filter(title="第二社工", closed_on=None).exists()


def test_what_is_used_by_now_is_not_taken_back(client: Client, world: make.World) -> None:
    at = pages(client, world, "bodies")
    head, row = ["单位名称", "种类", "所在地", "设立日期"], ["西岸工作站", "工作站", "恩城街道", "2026-01-05"]
    place = at.send(book({"单位": [head, row, ["北岸工作站", *row[1:]]]}))
    at.do(place, "start")
    staff = Pages(client, "staff")
    put = staff.send(book({"人": [["姓名", "所在单位", "人员类别", "入职日期"], ["孙巧", "西岸工作站", "志愿者", "2026-01-05"]]}))
    staff.do(put, "start")
    page = at.do(place, "undo")
    assert "已撤回 1 行" in page and "没有撤回：1 行" in page and "队伍里还有 1 人" in at.page(place, tab="kept")


def test_columns_and_heading_lines_are_chosen_and_remembered(client: Client, world: make.World) -> None:
    at = pages(client, world, "bodies")
    odd = [["甲", "乙", "丙", "丁"], ["对岸工作站", "工作站", "恩城街道", "2026-01-05"]]
    place = at.send(book({"一": odd}))
    assert "没有找到表头" in at.page(place)
    page = at.do(place, "columns", sheet="0", heading="1")
    assert "甲" in page and "指定是哪一列" in page
    said = {"heading": "1", "column-0": "name", "column-1": "kind", "column-2": "path", "column-3": "from_on"}
    assert "新的 1 行" in at.do(place, "columns", **said)
    odd[1][0] = "对面工作站"
    second = book({"一": [["甲", "乙", "丙", "单位名称"], *odd[1:]]})
    assert "只留一列" in at.page(at.send(second)) or "改列的对应" in at.page(at.send(second))


def test_many_rows_go_to_the_background_and_nothing_is_done_twice(
    client: Client, world: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "SMALL", 3)
    at = pages(client, world, "staff")
    people = [[f"孙{chr(0x4E00 + n)}", "恩城街道邑康家园", "志愿者", "2026-01-05"] for n in range(40)]
    place = at.send(book({"人": [["姓名", "所在单位", "人员类别", "入职日期"], *people]}))
    assert "正在导入" in at.do(place, "start")
    assert "已停止" in at.do(place, "stop")
    at.do(place, "start")
    run_jobs("import")
    run_jobs("import")
    assert "新增 40 行" in at.page(place)
    with acting(world.actor("clerk")):
        assert Staff.objects.filter(kind="volunteer", until_on=None).count() == 40


def test_outsiders_find_nothing_and_a_file_is_its_posts_own(client: Client, world: make.World) -> None:
    at = pages(client, world, "staff", "encheng_head")
    place = at.send(book({"人": [["姓名", "所在单位"], ["孙巧", "恩城街道邑康家园"]]}))
    assert client.get("/sheets/bodies/").status_code == 404
    make.enter(client, world, "clerk")
    for step in ("", "columns/", "errors.xlsx", "progress/", "undo/"):
        assert client.get(f"{place}{step}").status_code == 404
    for step in ("start/", "stop/", "take/", "undo/", "answers/"):
        assert client.post(f"{place}{step}").status_code == 404
    make.enter(client, world, "encheng_worker")
    for kind in ("bodies", "posts", "staff", "people", "nothing"):
        assert client.get(f"/sheets/{kind}/").status_code == 404


@pytest.mark.parametrize("kind", ["bodies", "posts", "staff"])
def test_the_template_and_what_is_there_are_read_again_without_a_word(
    client: Client, world: make.World, kind: str
) -> None:
    at = pages(client, world, kind)
    now = client.get(f"/sheets/{kind}/now.xlsx").content
    page = at.page(at.send(now, "now.xlsx"))
    assert "新的 0 行，不同 0 行" in page and "有问题 0 行" in page, page
    assert client.get(f"/sheets/{kind}/template.xlsx").status_code == 200
    assert "file-import" in client.get(f"/settings/{kind}/").content.decode()
