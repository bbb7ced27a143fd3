"""五个不发生: a zero is said by somebody who looked, once the month is over, and taken back when something surfaces."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from guitu.policy import load
from guitu.rules.statements import may_state
from tests import casefile, make

POLICY = load("national").on(date(2026, 3, 16)).statements
MONTH = date(2026, 2, 1)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, ""), ({"on": date(2026, 2, 28), "looked_on": date(2026, 2, 28)}, "statements.not_over"), ({"item": "other"}, "statements.unknown"),
        ({"how": ()}, "statements.needs_how"), ({"looked_on": date(2026, 1, 31)}, "statements.looked"), ({"looked_on": date(2026, 3, 2)}, "statements.looked"),
        ({"result": "broken"}, "statements.needs_words"), ({"result": "broken", "words": "外地查获一人", "on": date(2026, 2, 9), "looked_on": date(2026, 2, 9)}, ""),
        ({"is_said": True}, "statements.said_already"),
    ],
)
def test_a_line_is_said_of_a_month_that_is_over_by_who_looked(change: dict[str, object], code: str) -> None:
    what = {"item": "plants", "result": "kept", "how": ("visits",), "looked_on": date(2026, 3, 1), "words": "", "on": date(2026, 3, 1), "is_said": False}
    verdict = may_state(POLICY, MONTH, **(what | change))  # type: ignore[arg-type]
    assert [reason.code for reason in verdict.reasons] == ([code] if code else [])


@pytest.mark.django_db(transaction=True)
def test_a_town_says_its_five_takes_one_back_and_another_town_does_not_see_it(world: make.World, at: datetime) -> None:
    head, other, worker = make.Browser(), make.Browser(), make.Browser()
    for browser, name in ((head, "encheng_head"), (other, "hengpi_head"), (worker, "encheng_worker")):
        make.enter(browser, world, name)
    page = "/calls/five/?month=2026-02"
    assert worker.get(page).status_code == 404
    line = {"month": "2026-02", "path": make.ENCHENG, "item": "plants", "result": "kept", "how": ["visits", "places"], "looked_on": "2026-03-02"}
    assert head.post("/calls/five/state/", {**line, "how": []}).status_code == 422
    for _time in range(2):  # sent twice, written once
        assert head.post("/calls/five/state/", {**line, "request_id": "five-of-february-0001"}).status_code == 302
    said = head.post("/calls/five/state/", line)
    assert said.status_code == 422 and "这一项这个月已经写过" in said.content.decode()
    with casefile.capture() as asked:
        told = head.get(page).content.decode()
    assert "没有发生" in told and "入户走访、看了场所、空置房、山林" in told and len(casefile.content_queries(asked)) <= 6
    back = told.split("/back/")[0].rsplit("/", 1)[1]
    assert other.post(f"/calls/five/{back}/back/", {"month": "2026-02", f"{back}-words": "看看"}).status_code == 404
    assert head.post(f"/calls/five/{back}/back/", {"month": "2026-02", f"{back}-words": ""}).status_code == 422
    assert head.post(f"/calls/five/{back}/back/", {"month": "2026-02", f"{back}-words": "邻县查获，种在我镇山上"}).status_code == 302
    told = head.get(page).content.decode()
    assert "邻县查获，种在我镇山上" in told and "入户走访、看了场所、空置房、山林" not in told
    broken = {**line, "result": "broken", "words": "三月在山上发现两株，已铲除"}
    assert head.post("/calls/five/state/", broken).status_code == 302 and "三月在山上发现两株" in head.get(page).content.decode()
    assert "三月在山上发现两株" not in other.get(page).content.decode()
