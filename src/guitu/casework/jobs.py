"""Background work of casework beside settling, safe to run twice: matching numbers, folding the register's sums, sealing."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

from procrastinate.contrib.django import app

from guitu.casework.matching import find_matches
from guitu.casework.sealing.commands import destroy_file, due_on, seal_file
from guitu.casework.sealing.queries import to_destroy
from guitu.grid import summing
from guitu.grid.access import clock_actor
from guitu.kit import clock
from guitu.kit.database import acting
from guitu.kit.errors import Refused
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


@app.task(name="seal_files", queue="settle", retry=RETRY)
def seal_files(county_id: str) -> None:
    """Seal each file whose day has come, and destroy the key of each whose term is over; one by one, safe to run twice.
    Nobody has seen them since midnight: row security knows the day."""
    actor = clock_actor(county_id)
    with acting(actor):
        due, over = due_on(clock.today(), county_id), to_destroy(clock.today(), county_id)
    for matter in due:
        with suppress(Refused):  # another worker has sealed it
            seal_file(actor, at=clock.now(), door="clock", matter_id=matter)
    for file in over:
        with suppress(Refused):
            destroy_file(actor, at=clock.now(), door="clock", file_id=file)
