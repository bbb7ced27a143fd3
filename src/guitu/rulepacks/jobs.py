"""Trying numbers in the background: each stretch of a trial a stint at a time; the last one notes that it is done."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from guitu.grid.access import clock_actor
from guitu.kit import clock
from guitu.kit.queue import RETRY
from guitu.rulepacks.trials import running
from guitu.rulepacks.trials.commands import finish_trial, try_later


@app.task(name="try_numbers", queue="try", retry=RETRY)
def try_numbers(county_id: str, trial_id: str, number: int) -> None:
    """Go on with a stretch. Run again, or twice at once, it goes on where it was."""
    if running.go_on(county_id, UUID(trial_id), number):
        try_later(county_id, UUID(trial_id), number)
    else:
        finish_trial(clock_actor(county_id), at=clock.now(), door="job", trial_id=UUID(trial_id))
