"""The pictures of the guide, taken from the demo's 恩平: GUITU_PICTURES=1 pytest tests/journeys -k pictures."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from guitu.demo.build import build
from guitu.grid import access
from guitu.kit.database import acting, rows
from tests import make
from tests.journeys.hand import SIZES, Hand
from tests.rosters.batches import book, person
from tests.worker import run_jobs_beside

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(os.environ.get("GUITU_PICTURES") != "1", reason="only when pictures are asked for"),
]
GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide"
TODAY = date(2026, 11, 20)
SHARPNESS = {"phone": 1.5, "desktop": 1}
HEIGHT = {"phone": 740, "desktop": 740}
TIDY = """() => {
  document.activeElement.blur(); scrollTo(0, 0); document.getElementById('toasts').replaceChildren();
  // a browser without Chinese of its own writes days the American way
  document.querySelectorAll('input[type=date]').forEach(e => {
    const day = e.value; e.type = 'text'; e.value = day.replaceAll('-', '/');
  });
}"""


@pytest.fixture
def photographer(chromium: Any, live_server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Builds the demo once, and gives a hand at a screen of the width asked for."""
    monkeypatch.setenv("GUITU_NOW", "2026-11-20T09:00:00")
    build(today=TODAY, progress=print, processes=1)
    world = make.World(on=TODAY)
    with acting(access.clock_actor(make.ENPING)):
        for name, holder in (("worker", "h.name = '林婉'"), ("director", "p.role = 'county_director'")):
            sql = f"SELECT p.id, h.account_id FROM grid_post p JOIN grid_holding h ON h.post_id = p.id WHERE {holder}"
            world.posts[name], world.accounts[name] = rows(sql)[0]
    opened = []

    def at(width: str) -> Hand:
        across, down = SIZES[width]
        context = chromium.new_context(
            viewport={"width": across, "height": down}, locale="zh-CN", timezone_id="Asia/Shanghai",
            device_scale_factor=SHARPNESS[width], has_touch=width == "phone",
        )
        opened.append(context)
        return Hand(context.new_page(), live_server.url, world, width, tmp_path, lambda moment: None)

    yield at
    for context in opened:
        context.close()


def picture(hand: Hand, name: str) -> None:
    hand.page.evaluate(TIDY)
    clip = {"x": 0, "y": 0, "width": SIZES[hand.width][0], "height": HEIGHT[hand.width]}
    hand.page.screenshot(path=str(GUIDE / f"{name}-{hand.width}.png"), clip=clip)


def roster(folder: Path) -> Path:
    running = {"管控现状": "社区戒毒中", "措施类型": "社区戒毒", "决定日期": "2026-10-20", "收到日期": "2026-10-22",
               "报到日期": "2026-11-03", "协议签订日期": "2026-11-04", "所属村居": "东门社区"}
    names = ["陈志强", "李丽娟", "黄伟", "梁国栋", "吴小燕", "郑海", "何俊杰", "冯秀英", "谭明", "岑永强", "关少芬", "司徒健"]
    rows = [person(n, **running, 姓名=name) for n, name in enumerate(names, 1)]
    rows[4]["报到日期"], rows[8]["身份证号"], rows[11]["所属村居"] = "2026-02-30", "12345", "没有这个村"
    return book(folder / "十一月花名册.xlsx", rows)


def test_pictures_of_a_day_in_encheng(photographer: Any, tmp_path: Path) -> None:
    for width in SIZES:
        hand = photographer(width)
        hand.enter("worker")
        picture(hand, "today")
        tests = hand.page.locator("[data-row]").filter(has=hand.page.locator("h3:text-is('尿检')"))
        late = tests.first.locator(".duty-who a").get_attribute("href")
        in_time = tests.nth(1).locator("[data-open]").get_attribute("href")
        hand.open(str(late))
        picture(hand, "person")
        hand.open(str(in_time))
        hand.see("第二名工作人员")
        picture(hand, "record-test")
        hand.open(str(in_time))
        hand.touch("保存")
        hand.see("已记录")
        picture(hand, "followed")
        hand.open("/casework/rosters/")
        hand.page.set_input_files("input[type=file]", str(roster(tmp_path)))
        hand.touch("读这个文件")
        hand.see("正在读")
        run_jobs_beside("read")
        hand.see("能导入")
        picture(hand, "roster-preview")
        hand.enter("director")
        hand.open("/figures/register/")
        hand.see("在册")
        picture(hand, "register")
        assert hand.trouble == []
    too_large = [file.name for file in GUIDE.glob("*.png") if file.stat().st_size > 160 * 1024]
    assert too_large == []
