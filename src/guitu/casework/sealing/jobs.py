"""By the clock: files whose day has come are sealed, keys whose term is over are destroyed."""

from __future__ import annotations

from contextlib import suppress

from procrastinate.contrib.django import app

from guitu.casework.sealing.commands import destroy_file, due_on, seal_file
from guitu.casework.sealing.queries import to_destroy
from guitu.grid.access import clock_actor
from guitu.kit import clock
from guitu.kit.database import acting
from guitu.kit.errors import Refused
from guitu.kit.queue import RETRY


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
