"""帮教: a plan is made on the phone, and the pages of team, consent, family and help can be used at both widths."""

from __future__ import annotations

from datetime import date

import pytest

from guitu.casework.incidents.commands import record_incident
from tests import casefile, make
from tests.journeys.hand import Hand

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_worker_makes_a_plan_and_finds_the_other_pages(hand: Hand) -> None:
    worker, at = hand.world.actor("encheng_worker"), make.moment(2026, 1, 5)
    known = casefile.on_detox(worker, at, "王小明", date(2026, 1, 5))
    record_incident(worker, at=at, person_id=known, on=date(2026, 1, 5), incident="threat", note="先打电话再去")
    hand.enter("encheng_worker")
    hand.open(f"/casework/people/{known}/")
    hand.see("小组和计划", "两人同去", "社区医务人员")
    hand.open(f"/casework/people/{known}/plan/make/")
    for name, value in (("words_1", "换个圈子"), ("step_1", "周末打球"), ("by_1", "2026-12-31")):
        hand.write(name, value)
    hand.page.locator("main button[type=submit]").first.click()
    hand.see("评议帮教计划")
    for name in ("team", "plan", "consents", "consents/give", "family", "sessions", "level-told", "incidents", "story", "visit"):
        hand.open(f"/casework/people/{known}/{name}/")
        hand.usable()
    hand.see("同去的人")
    hand.open("/casework/my-team/")
    hand.see("牵头")
