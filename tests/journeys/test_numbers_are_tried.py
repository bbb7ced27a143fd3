"""A draft is tried on the real histories, watched, read by town, post and person: at a screen of both widths."""

from __future__ import annotations

from datetime import date

import pytest

from guitu.rulepacks import commands as packs
from tests import casefile, make
from tests.journeys.hand import Hand
from tests.worker import run_jobs_beside

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_draft_is_tried_before_anybody_is_asked(hand: Hand) -> None:
    at = make.moment(2026, 1, 5)
    for name, who in (("encheng_worker", "王小明"), ("hengpi_worker", "赵小刚")):
        actor = hand.world.actor(name)
        file = casefile.on_detox(actor, at, who, date(2026, 1, 5), scope_path=actor.path, post_id=hand.world.posts[name])
        casefile.fact(actor, at, file, "visit", date(2026, 1, 5), how="home")
    packs.change_number(
        hand.world.actor("clerk"), at=at, path=make.ENPING, name="visits.meet.middle", from_on=date(2026, 1, 1), value={"n": 1, "unit": "week"}
    )
    hand.enter("clerk")
    hand.open(f"/policy/{make.ENPING}/draft/")
    hand.touch("开始试算")
    hand.see("已经算过的人", "0 / 2", "停止")
    run_jobs_beside("try")
    hand.see("什么也没有改", "2 人会不一样", "恩城", "圣堂")
    hand.touch("恩城")
    hand.see("1 / 30")
    hand.touch("看是哪些人")
    hand.see("走访次数", "每 1 周见面一次")
