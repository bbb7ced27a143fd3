"""What runs by the clock. Times are UTC: 16:10 is ten past midnight in China."""

from __future__ import annotations

from typing import Any, cast

from procrastinate.contrib.django import app

import guitu.casework.rosters.jobs  # noqa: F401  large imports are run by the same worker
from guitu.casework.jobs import fold_standing, move_horizon, settle_what_is_left
from guitu.casework.sums import counties_to_fold
from guitu.kit import queue
from guitu.kit.database import rows


@app.periodic(cron="10 16 * * *")
@app.task(name="move_every_horizon", queue="settle", queueing_lock="move_every_horizon")
def move_every_horizon(timestamp: int) -> None:
    """One job per county, so that one county's trouble is not another's."""
    for (county_id,) in rows("SELECT county_id FROM grid_counties()"):
        cast("Any", move_horizon).defer(county_id=county_id)


@app.periodic(cron="*/5 * * * *")
@app.task(name="fold_every_standing", queue="settle", queueing_lock="fold_every_standing")
def fold_every_standing(timestamp: int) -> None:
    """Sums are right without it: it keeps short what must be added to them."""
    for county_id in counties_to_fold():
        cast("Any", fold_standing).defer(county_id=county_id)


@app.periodic(cron="* * * * *")
@app.task(name="take_up_jobs", queue="settle", queueing_lock="take_up_jobs")
def take_up_jobs(timestamp: int) -> None:
    """What a dead worker left goes back to the queue; the worker does the same when it starts."""
    queue.take_up()


@app.periodic(cron="*/10 * * * *")
@app.task(name="settle_what_is_left_everywhere", queue="settle", queueing_lock="settle_what_is_left_everywhere")
def settle_what_is_left_everywhere(timestamp: int) -> None:
    """Whoever's facts were never settled, whatever became of the job."""
    for (county_id,) in rows("SELECT county_id FROM grid_counties()"):
        settle_what_is_left(county_id)


@app.periodic(cron="30 17 * * *")
@app.task(name="forget_jobs_done", queue="settle", queueing_lock="forget_jobs_done")
def forget_jobs_done(timestamp: int) -> None:
    queue.forget_done()
