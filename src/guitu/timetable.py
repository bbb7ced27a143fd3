"""What runs by the clock: the jobs that packages declare, one per county, and the house's own. Times are UTC: 16:10 is
ten past midnight in China."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, cast

from django.utils.module_loading import autodiscover_modules
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

import guitu.casework.rosters.jobs
import guitu.casework.sealing.jobs
import guitu.casework.shop.jobs  # noqa: F401  and so is what is exchanged
from guitu.casework.jobs import fold_standing
from guitu.declared import DECLARATIONS
from guitu.exports import files
from guitu.grid.summing import counties_to_fold
from guitu.kit import clock, queue
from guitu.kit.database import rows
from guitu.kit.declarations import ClockJob
from guitu.systems.webhooks.sending import send_due

autodiscover_modules("jobs")  # of every package: the worker knows what it may be asked for


def _every_county(job: ClockJob) -> Callable[[int], None]:
    """One job per county, so that one county's trouble is not another's."""

    def at(timestamp: int) -> None:
        for (county_id,) in rows("SELECT county_id FROM grid_counties()"):
            app.configure_task(job.task, queue=job.queue).defer(county_id=county_id)

    at.__name__ = job.name
    return at


DECLARED: dict[str, Any] = {
    job.name: app.periodic(cron=job.cron)(
        app.task(name=job.name, queue=job.queue, queueing_lock=job.name)(_every_county(job))
    )
    for declaration in DECLARATIONS
    for job in declaration.jobs
}


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


@app.periodic(cron="30 17 * * *")
@app.task(name="forget_jobs_done", queue="settle", queueing_lock="forget_jobs_done")
def forget_jobs_done(timestamp: int) -> None:
    queue.forget_done()


@app.periodic(cron="* * * * *")
@app.task(name="send_every_notice", queue="send", queueing_lock="send_every_notice")
def send_every_notice(timestamp: int) -> None:
    """What waits in the outbox of each county: one job per county, so that one's mail server is not another's."""
    for (county_id,) in rows("SELECT county_id FROM grid_counties()"):
        with suppress(AlreadyEnqueued):  # the last one has not begun yet
            app.configure_task("send_notices", queue="send", queueing_lock=f"send:{county_id}").defer(county_id=county_id)


@app.periodic(cron="*/10 * * * *")
@app.task(name="sweep_exports", queue="files", queueing_lock="sweep_exports")
def sweep_exports(timestamp: int) -> None:
    """A file that was not fetched within its day goes, whatever became of its row."""
    files.sweep(clock.now())


@app.periodic(cron="* * * * *")
@app.task(name="send_events", queue="outward", queueing_lock="send_events")
def send_events(timestamp: int) -> None:
    """What other systems want to be told of; one county's trouble is not another's."""
    for (county_id,) in rows("SELECT county_id FROM grid_counties()"):
        send_due(county_id, clock.now())
