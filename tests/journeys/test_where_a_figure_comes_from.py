"""Somebody asks where a figure comes from, and how it changed."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings

from guitu.casework.registrations.commands import add_person
from guitu.people.intake import NewPerson
from tests import make
from tests.journeys.hand import Hand

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.parametrize("width", ["desktop"], indirect=True)]


def booked(world: make.World, number: int, found: date, town: str = make.ENCHENG, by: str = "encheng_worker") -> None:
    for n in range(number):
        person = NewPerson(name=f"张{n}", sex="male", scope_path=town + "001", post_id=None, born_on=date(1990, 1, 1))
        add_person(world.actor(by), at=make.moment(2026, 3, 10), person=person, on=found, source="found", first_found_on=found,
                   addicted=False)


def test_a_figure_is_opened_to_its_rows_and_compared(hand: Hand) -> None:
    booked(hand.world, 8, date(2025, 5, 5))
    booked(hand.world, 6, date(2026, 2, 5))
    booked(hand.world, 2, date(2026, 2, 6), make.HENGPI, "hengpi_worker")
    hand.enter("director")
    hand.open("/figures/register/")
    hand.page.locator(".tabs a", has_text="指标").click()
    hand.see("某一天的人", "三年未复吸率", "0.0%（0 / 16）", "见面率")
    hand.usable()
    hand.page.locator("main a", has_text="新增吸毒人员").click()
    hand.see("这个数", "newly_found@2008-06-01#", "系统预设", "下一级单位")
    hand.see("< 5")
    hand.page.locator("[name=against_on]").fill("2025-12-31")
    hand.page.locator("select[name=how]").select_option("relative")
    hand.page.locator("main button", has_text="比一比").click()
    hand.see("0.00%", "相对比例：（现在 − 以前）÷ 以前")
    hand.usable()
    hand.page.locator("dl.rows dd a").first.click()
    hand.see("共 8 条", "张*")
    hand.usable()
    hand.page.locator("a.back").click()
    hand.see("新增吸毒人员")


def test_in_english_too(hand: Hand) -> None:
    booked(hand.world, 6, date(2026, 2, 5))
    hand.enter("director")
    hand.page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": hand.address}])
    hand.open("/figures/indicators/newly_found/")
    hand.see("This figure", "Newly found", "How it is counted", "Compared with before")
    hand.open("/figures/indicators/?all=1")
    hand.see("People on a day", "Rate of three years without relapse", "What was due and what was done")
