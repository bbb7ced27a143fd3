"""What runs at night. Times are UTC: 16:10 is ten past midnight in China."""

from __future__ import annotations

from typing import Any, cast

from procrastinate.contrib.django import app

import guitu.casework.rosters.jobs  # noqa: F401  large imports are run by the same worker
from guitu.casework.jobs import move_horizon
from guitu.kit.database import rows


@app.periodic(cron="10 16 * * *")
@app.task(name="move_every_horizon", queue="settle", queueing_lock="move_every_horizon")
def move_every_horizon(timestamp: int) -> None:
    """One job per county, so that one county's trouble is not another's."""
    for (county_id,) in rows("SELECT county_id FROM grid_counties()"):
        cast("Any", move_horizon).defer(county_id=county_id)
