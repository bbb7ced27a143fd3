"""暂不 in the row of the list, by the keyboard: the focus stays where somebody works (P13)."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests import casefile
from tests.journeys.hand import Hand

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.parametrize("width", ["phone"], indirect=True)]


def test_the_focus_stays_in_the_row(hand: Hand, at: datetime) -> None:
    casefile.on_detox(hand.world.actor("encheng_worker"), at, "王小明", date(2026, 1, 2), on=date(2026, 1, 2))
    hand.enter("encheng_worker")
    page = hand.page

    def focus(wanted: str) -> None:
        page.locator(f"{wanted}:focus").wait_for(state="attached")

    later = page.locator("[data-row] a[hx-get]:visible").first
    later.focus()
    page.keyboard.press("Enter")
    focus("[name=why]")
    page.locator("[name=until]").fill("2020-01-01")
    page.keyboard.press("Enter")
    focus(".errors")
    page.locator(".errors a").first.click()
    focus("[name=until]")
    page.get_by_role("link", name="取消").focus()
    page.keyboard.press("Enter")
    focus("li.duty")
