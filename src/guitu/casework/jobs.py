"""Background work of casework beside settling, safe to run twice: matching numbers, folding the register's sums."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from procrastinate.contrib.django import app

from guitu.casework.matching import find_matches
from guitu.grid import summing
from guitu.grid.access import clock_actor
from guitu.kit import clock
from guitu.kit.database import acting
from guitu.kit.queue import RETRY


@app.task(name="fold_standing", queue="settle", retry=RETRY)
def fold_standing(county_id: str) -> None:
    """Keep the register's equation quick: what changed goes into its sums."""
    summing.fold(county_id)


@app.task(name="look_for_matches", queue="settle", retry=RETRY)
def look_for_matches(county_id: str, person_ids: Sequence[str]) -> None:
    """Is a new file's number on file in another town of the county? Only the county learns of it."""
    with acting(clock_actor(county_id), durable=True):
        find_matches(county_id, [UUID(person) for person in person_ids], clock.now())
