"""A breach from the record to the served letter, the letters of somebody who works away, and the fourteen clocks: by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from guitu.casework.leave.commands import confirm_absence
from guitu.casework.two_way_control.commands import start_two_way_control
from guitu.casework.two_way_control.letters import ask_elsewhere_test
from tests import casefile, make
from tests.journeys.hand import Hand

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.parametrize("width", ["phone"], indirect=True)]


def test_a_breach_is_handled_and_letters_and_clocks_are_read(hand: Hand) -> None:
    worker, at = hand.world.actor("encheng_worker"), make.moment(2026, 3, 10)
    known = casefile.on_detox(worker, at, start=date(2026, 1, 5))
    what: dict[str, Any] = {"at": at, "person_id": known}
    confirm_absence(worker, **what, on=date(2026, 2, 2), until=date(2026, 2, 5), warning_letter=False, note="民警核实")
    start_two_way_control(worker, **what, on=date(2026, 3, 2), to_path="440106001")
    ask_elsewhere_test(worker, **what, on=date(2026, 3, 3), test_by=date(2026, 3, 20))
    hand.enter("encheng_worker")
    hand.open(f"/casework/people/{known}/breaches/")
    hand.see("接下来：问正当理由")
    hand.begin()
    hand.touch("登记批评教育")
    hand.touch("已问过本人")
    hand.write("note", "谈了一次。")
    hand.touch("下一步：核对")
    hand.touch("确认登记")
    hand.see("已记录")
    hand.open(f"/casework/people/{known}/breaches/")
    hand.touch("出具告诫书")
    hand.see("告诫事由")
    hand.count("批评教育")
    for page in ("breaches", "letters", "clocks", "letters/whereabouts", "letters/answer", "letters/test", "letters/no-test",
                 "breaches/note", "breaches/letter", "breaches/excuse", "acknowledge-transfer"):
        hand.open(f"/casework/people/{known}/{page}/")
    hand.open(f"/casework/people/{known}/clocks/")
    hand.see("执行期限", "取得回函")
