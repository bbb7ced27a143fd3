"""By the clock: goods not fetched go back, points of years gone by lapse, and it is told before."""

from __future__ import annotations

from procrastinate.contrib.django import app

from guitu.casework.shop.commands import tend_points
from guitu.grid.access import clock_actor
from guitu.kit import clock
from guitu.kit.queue import RETRY


@app.task(name="tend_points_of", queue="settle", retry=RETRY)
def tend_points_of(county_id: str) -> None:
    """Once a day: sent again on the same day, the first answer is given again."""
    now = clock.now()
    tend_points(clock_actor(county_id), at=now, door="clock", request_id=f"tend-points-{clock.today().isoformat()}")
