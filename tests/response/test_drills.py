"""静默演练: once a month, apart from real calls, each unit reads its own; who is not heard for ninety days counts as empty."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from guitu.kit.database import acting, row
from guitu.kit.errors import Refused
from guitu.response.drills.commands import acknowledge_drill, start_drill
from guitu.response.drills.queries import drills
from guitu.response.standing_by import standing_by
from guitu.rules.drills import Asked, in_time, is_tested, may_drill
from tests import casefile, make
from tests.response import stage
from tests.response.stage import MINUTE

DAY = timedelta(hours=24)


@pytest.mark.parametrize(("seconds", "good"), [(None, False), (0, True), (300, True), (301, False)])
def test_in_time_is_until_the_last_second_of_the_fifth_minute(seconds: int | None, good: bool) -> None:
    at = datetime.fromisoformat("2026-03-03T09:00:00+08:00")
    asked = Asked("town", make.ENCHENG, "p", at, None if seconds is None else at + timedelta(seconds=seconds))
    assert in_time(asked, 5) is good


@pytest.mark.parametrize(
    ("heard", "first", "there"),
    [(None, None, True), (None, 89, True), (None, 90, False), (89, 200, True), (90, 200, False)],
)
def test_a_post_not_heard_for_ninety_days_counts_as_empty_once_there_were_drills_for_as_long(
    heard: int | None, first: int | None, there: bool
) -> None:
    at = datetime.fromisoformat("2026-03-03T09:00:00+08:00")
    heard_at, first_at = (None if days is None else at - days * DAY for days in (heard, first))
    assert is_tested(heard_at, first_at, at, 90) is there


def test_one_drill_a_month() -> None:
    assert may_drill(None, date(2026, 3, 3)) and may_drill(date(2026, 2, 28), date(2026, 3, 1))
    assert [reason.code for reason in may_drill(date(2026, 3, 3), date(2026, 3, 31)).reasons] == ["drills.once_a_month"]


@pytest.mark.django_db(transaction=True)
def test_a_drill_is_begun_acknowledged_once_and_stands_in_no_figure_of_calls(world: make.World, at: datetime) -> None:
    stage.set_up(world)
    drill = start_drill(world.actor("clerk"), at=at)
    with pytest.raises(Refused):
        start_drill(world.actor("clerk"), at=at + 2 * DAY)
    acknowledge_drill(world.actor("encheng_police"), at=at + 3 * MINUTE)
    acknowledge_drill(world.actor("squad"), at=at + 6 * MINUTE)
    with pytest.raises(Refused) as refused:
        acknowledge_drill(world.actor("squad"), at=at + 7 * MINUTE)
    assert [reason.code for reason in refused.value.reasons] == ["drills.nothing_open"]
    with acting(world.actor("clerk")):
        (told,) = drills(world.actor("clerk"), at + DAY)
        assert row("SELECT count(*) FROM response_call") == (0,)
    assert told["good"] == 1 and told["n"] == len(told["units"]) > 10
    assert {unit["name"]: unit["minutes"] for unit in told["units"] if unit["minutes"] is not None} == {"派出所": 3, "禁毒大队": 6}
    with acting(world.actor("encheng_police")):
        (own,) = drills(world.actor("encheng_police"), at + DAY)
        assert [(unit["name"], unit["minutes"]) for unit in own["units"]] == [("派出所", 3)]  # and nobody else's
        assert row("SELECT count(*) FROM response_drill WHERE id = %s", [drill["drill"]]) == (1,)


@pytest.mark.django_db(transaction=True)
def test_whoever_was_not_heard_is_skipped_and_shown_and_an_answered_call_is_as_good_as_a_drill(world: make.World, at: datetime) -> None:
    stage.set_up(world)
    second = str(stage.post_at(world, "second", "police_liaison", make.ENCHENG, "恩城派出所二队"))
    start_drill(world.actor("clerk"), at=at - 100 * DAY)
    acknowledge_drill(world.actor("encheng_police"), at=at - 100 * DAY + MINUTE)
    start_drill(world.actor("clerk"), at=at - 40 * DAY)
    acknowledge_drill(world.actor("second"), at=at - 40 * DAY + MINUTE)
    with acting(world.actor("clerk")):
        assert standing_by(make.ENPING, make.ENCHENG, at).at("police_station", at).post == second
    page = make.Browser()
    make.enter(page, world, "encheng_head")
    with casefile.capture() as asked:
        said = page.get(f"/calls/duty/police_station/{make.ENCHENG}/").content.decode()
    assert "按没有人跳过" in said and "近 90 天" in said and len(casefile.content_queries(asked)) <= 20
    drilling = make.Browser()
    make.enter(drilling, world, "encheng_worker")
    assert drilling.get("/calls/drills/").status_code == 200 and drilling.post("/calls/drills/start/").status_code == 404
    assert drilling.post("/calls/drills/acknowledge/").status_code == 422
