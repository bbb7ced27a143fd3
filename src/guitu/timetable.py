"""What runs by the clock. Times are UTC: 16:10 is ten past midnight in China."""

from __future__ import annotations

from typing import Any, cast

from procrastinate.contrib.django import app

import guitu.casework.rosters.jobs  # noqa: F401  large imports are run by the same worker
from guitu.casework.cells import counties_to_fold
from guitu.casework.jobs import fold_standing, move_horizon
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
