"""From a roster to today's list, and what follows from what is recorded: the main job, in a browser."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from tests import casefile, make
from tests.journeys.hand import Hand
from tests.rosters.batches import book, person
from tests.worker import run_jobs_beside

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def roster(folder: Path, *, corrected: bool) -> Path:
    """Four people of 恩城: two in community detox, one released, and one whose day does not exist."""
    running = {"管控现状": "社区戒毒中", "措施类型": "社区戒毒", "决定日期": "2025-12-20", "收到日期": "2025-12-22",
               "报到日期": "2026-01-05", "协议签订日期": "2026-01-06", "所属村居": "东门社区"}
    wrong = {**running, "报到日期": "2026-01-12" if corrected else "2026-02-30"}
    return book(
        folder / ("三月（改正）.xlsx" if corrected else "三月.xlsx"),
        [person(1, **running), person(2, **running), person(3, **wrong), person(4, 身份证号="12345")],
    )


def test_a_roster_with_errors_becomes_a_list_for_today(hand: Hand, tmp_path: Path) -> None:
    hand.enter("encheng_worker")
    hand.open("/casework/rosters/")
    hand.page.set_input_files("input[type=file]", str(roster(tmp_path, corrected=False)))
    hand.touch("读这个文件")
    hand.see("正在读")
    run_jobs_beside("read")
    hand.see("能导入 2 行，有问题 2 行", "没有这一天")
    hand.touch("导入 2 行")
    hand.see("导入了 2 人")
    hand.open("/casework/rosters/")
    hand.page.set_input_files("input[type=file]", str(roster(tmp_path, corrected=True)))
    hand.touch("读这个文件")
    hand.see("正在读")
    run_jobs_beside("read")
    hand.see("有问题 1 行")
    hand.page.locator("form[action*='/start/'] button").first.click()
    hand.see("导入了 1 人")
    hand.open("/today/")
    hand.see("尿检")
    hand.count("导入名册到今日")


def test_what_is_due_at_one_meeting_is_recorded_in_under_a_minute_and_says_what_follows(
    hand: Hand, at: datetime
) -> None:
    casefile.on_detox(hand.world.actor("encheng_worker"), make.moment(2026, 1, 5), "王小明", date(2026, 1, 5))
    hand.begin()
    hand.enter("encheng_worker")
    hand.touch("今天见了", hand.row("尿检"))
    hand.see("第二名工作人员")
    hand.choose_somebody("test-tester_2")
    hand.touch("保存")
    hand.see("已记录", "连续", "检测：阴性", "谈话：", "接下来")
    assert hand.touches <= 12 and hand.screens <= 3
    hand.count("一次见面：检测、报到、谈话")


def test_a_neighbouring_town_finds_nothing_not_even_that_the_person_exists(hand: Hand) -> None:
    known = casefile.person(hand.world.actor("encheng_worker"), make.moment(2026, 1, 5), "王小明")
    hand.enter("hengpi_worker")
    assert hand.open(f"/casework/people/{known}/") == 404
    hand.see("没有找到")
    hand.open("/people/")
    hand.write("q", "王小明")
    hand.page.keyboard.press("Enter")
    hand.see("没有找到。可能不在您的辖区，也可能没有登记。")


def test_the_director_opens_the_equation_for_today_and_last_years_end_down_to_a_person(hand: Hand) -> None:
    worker = hand.world.actor("encheng_worker")
    casefile.on_detox(worker, make.moment(2025, 3, 10), "王小明")
    casefile.person(worker, make.moment(2026, 2, 1), "李一", on=date(2026, 2, 1))
    hand.enter("director")
    hand.open("/figures/register/")
    hand.see("在册", "现有", "三年未复吸", "恩城街道")
    assert sums(hand)[:3] == [2, 2, 0]
    hand.write("on", "2025-12-31")
    hand.write("known", "2026-03-16")
    hand.touch("看名册")
    hand.see("2025-12-31 的人")
    assert sums(hand)[:3] == [1, 1, 0]
    hand.page.locator(".equation a").filter(has_text="社区戒毒").first.click()
    hand.see("王**", "共 1 人")
    hand.page.locator("main a").filter(has_text="王**").first.click()
    hand.see("为什么是这个状态")
    hand.count("从等式到人")


def sums(hand: Hand) -> list[int]:
    """The numbers of the equations, from the left."""
    shown = hand.page.locator(".equation strong, .equation .figure, .equation b").all_inner_texts()
    return [int(text) for text in shown if text.strip().isdigit()]


def test_the_persons_page_explains_itself(hand: Hand) -> None:
    worker = hand.world.actor("encheng_worker")
    known = casefile.on_detox(worker, make.moment(2025, 3, 10), "王小明")
    casefile.fact(worker, make.moment(2025, 3, 20), known, "urine_test", date(2025, 3, 20), outcome="negative")
    hand.enter("encheng_worker")
    hand.open(f"/casework/people/{known}/")
    hand.see("王**", "社区戒毒")
    hand.not_see("王小明")
    for tab in ("measures", "tests", "visits", "points", "timeline"):
        hand.page.locator(f"a[href*='/{known}/show/{tab}/']").first.click()
        hand.page.wait_for_load_state("networkidle")
        hand.usable()
