"""恩平's clerk has a draft: who is of middle risk is to be met every two weeks. Tried on all its people before anybody is asked."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from guitu.demo.life import SHANGHAI
from guitu.demo.places import ENPING
from guitu.demo.tasks import holder
from guitu.grid.access import clock_actor
from guitu.rulepacks import commands as packs
from guitu.rulepacks.trials import running
from guitu.rulepacks.trials.commands import LANES, finish_trial, start_trial
from guitu.rules.dates import add_months, first_of_month


def try_numbers(today: date) -> None:
    """The draft, its worked example, and what came out of the trial; nothing of it is in force."""
    clerk, at = holder("county_clerk", ENPING, today), datetime(today.year, today.month, today.day, 6, tzinfo=SHANGHAI)
    packs.change_number(
        clerk, at=at, door="demo", path=ENPING, name="visits.meet.middle", from_on=add_months(first_of_month(today), 1),
        value={"n": 2, "unit": "week"},
    )
    packs.keep_example(
        clerk, at=at, door="demo", path=ENPING, title="收到决定书后 15 日内报到", given=["2026-03-02 责令社区戒毒 3 年", "2026-03-03 送达"],
        then=["报到 应于 2026-03-18 前"], until=date(2026, 4, 30),
    )
    trial = UUID(start_trial(clerk, at=at + timedelta(minutes=5), door="demo", path=ENPING)["trial"])
    for number in range(LANES):
        while running.go_on(ENPING, trial, number):
            pass
    finish_trial(clock_actor(ENPING), at=at + timedelta(minutes=6), door="demo", trial_id=trial)
