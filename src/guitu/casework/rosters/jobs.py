"""Rosters in the background, as the person and the post that asked for them; their rights are looked at again."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app

from guitu.casework.rosters import arriving, pipeline, queries
from guitu.grid import access
from guitu.grid.access import clock_actor
from guitu.importing import uploads
from guitu.kit import clock
from guitu.kit.actor import Actor
from guitu.kit.database import acting
from guitu.kit.errors import Refused
from guitu.kit.queue import RETRY
from guitu.kit.workbooks import WorkbookRefused

GONE = "asker_left_post"


@app.task(name="read_roster", queue="read", retry=RETRY)
def read_roster(
    post_id: str, account_id: str | None, batch_id: str, county_id: str = "", natural_person_id: str | None = None
) -> None:
    """Read a file that waits. It is gone when it is kept, or cannot be read; a reader that is killed leaves it."""
    batch = UUID(batch_id)
    actor = _asker(post_id, account_id, natural_person_id, "keep_roster")
    if actor is None:
        _halt(county_id, batch)
    elif _state(actor, batch) == "reading":
        _read(actor, batch)
    uploads.forget(batch)


def _read(actor: Actor, batch_id: UUID) -> None:
    told = {"at": clock.now(), "door": "job", "batch_id": batch_id}
    try:
        if not uploads.place(batch_id).exists():
            raise WorkbookRefused("workbook_lost")
        pipeline.read_waiting(actor, batch_id, on=clock.today(), demo=settings.DEMO, at=clock.now(), door="job")
    except WorkbookRefused as refusal:
        arriving.refuse_roster(actor, code=refusal.reason.code, values=dict(refusal.reason.values), **told)
    except Refused as refusal:
        reason = refusal.reasons[0]
        arriving.refuse_roster(actor, code=reason.code, values=dict(reason.values), **told)


def _state(actor: Actor, batch_id: UUID) -> str:
    with acting(actor):
        return queries.batch(batch_id).state


@app.task(name="commit_roster", queue="import", retry=RETRY)
def commit_roster(
    post_id: str, account_id: str | None, batch_id: str, county_id: str = "", natural_person_id: str | None = None
) -> None:
    """Take in what waits. Not for somebody who is not at the post any more."""
    if actor := _asker(post_id, account_id, natural_person_id, "commit_rows"):
        pipeline.resume_batch(actor, UUID(batch_id), at=clock.now(), door="job")
    else:
        _halt(county_id, UUID(batch_id))


@app.task(name="undo_roster", queue="import", retry=RETRY)
def undo_roster(
    post_id: str, account_id: str | None, batch_id: str, county_id: str = "", natural_person_id: str | None = None
) -> None:
    if actor := _asker(post_id, account_id, natural_person_id, "undo_rows"):
        pipeline.undo_batch(actor, UUID(batch_id), at=clock.now(), door="job")
    else:
        _halt(county_id, UUID(batch_id))


def _asker(post_id: str, account_id: str | None, natural_person_id: str | None, action: str) -> Actor | None:
    """Whoever asked, as of today: the account is in use and holds the post, it is the same person's, and the post may."""
    if account_id is None:
        return None
    held = access.held_by(UUID(post_id), UUID(account_id), clock.today())
    actor = access.actor_of(held, UUID(account_id)) if held else None
    if actor is None or action not in actor.may:
        return None
    if natural_person_id and str(actor.natural_person_id) != natural_person_id:
        return None
    return actor


def _halt(county_id: str, batch_id: UUID) -> None:
    if county_id:
        arriving.halt_roster(clock_actor(county_id), at=clock.now(), door="job", batch_id=batch_id, why=GONE)
