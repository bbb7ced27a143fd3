"""Sheets in the background, as the person and the post that asked for them; their rights are looked at again."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from procrastinate.contrib.django import app

from guitu.grid import access
from guitu.importing import batches, commands, pipeline, uploads
from guitu.importing.registry import sheet_of
from guitu.kit import clock
from guitu.kit.actor import Actor
from guitu.kit.database import acting, row
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.queue import RETRY
from guitu.kit.sheets import Sheet
from guitu.kit.workbooks import WorkbookRefused


@app.task(name="read_sheet", queue="read", retry=RETRY)
def read_sheet(
    post_id: str, account_id: str | None, batch_id: str, county_id: str = "", natural_person_id: str | None = None
) -> None:
    """Read a file that waits. It is gone when it is kept, or cannot be read; a reader that is killed leaves it."""

    def read(actor: Actor, sheet: Sheet, batch: UUID) -> None:
        with acting(actor):
            if batches.batch(sheet.code, batch).state != "reading":
                return
        try:
            if not uploads.place(batch).exists():
                raise WorkbookRefused("workbook_lost")
            pipeline.read_waiting(actor, batch, sheet=sheet.code, on=clock.today(), at=clock.now())
        except WorkbookRefused as refusal:
            told = {"code": refusal.reason.code, "values": dict(refusal.reason.values)}
            commands.refuse_sheet(actor, at=clock.now(), door="job", batch_id=batch, **told)

    _as_asked(read, post_id, account_id, batch_id, natural_person_id)
    uploads.forget(UUID(batch_id))


@app.task(name="take_sheet", queue="import", retry=RETRY)
def take_sheet(
    post_id: str, account_id: str | None, batch_id: str, county_id: str = "", natural_person_id: str | None = None
) -> None:
    """Take over what waits."""

    def take(actor: Actor, sheet: Sheet, batch: UUID) -> None:
        pipeline.take(actor, sheet, batch, at=clock.now(), on=clock.today(), door="job")

    _as_asked(take, post_id, account_id, batch_id, natural_person_id)


@app.task(name="undo_sheet", queue="import", retry=RETRY)
def undo_sheet(
    post_id: str, account_id: str | None, batch_id: str, county_id: str = "", natural_person_id: str | None = None
) -> None:
    def undo(actor: Actor, sheet: Sheet, batch: UUID) -> None:
        pipeline.undo(actor, sheet, batch, at=clock.now(), on=clock.today(), door="job")

    _as_asked(undo, post_id, account_id, batch_id, natural_person_id)


def _as_asked(
    work: Callable[[Actor, Sheet, UUID], None], post_id: str, account_id: str | None, batch_id: str, natural_person_id: str | None
) -> None:
    """Not for somebody who is not at the post any more, nor for a post that may not do it any more: the batch then waits
    for whoever holds the post, who can go on or stop."""
    held = access.held_by(UUID(post_id), UUID(account_id), clock.today()) if account_id else None
    actor = access.actor_of(held, UUID(account_id)) if held and account_id else None
    if actor is None or (natural_person_id and str(actor.natural_person_id) != natural_person_id):
        return
    with acting(actor):
        found = row("SELECT sheet FROM importing_batch WHERE id = %s", [batch_id])
    try:
        if found:
            work(actor, sheet_of(actor, found[0]), UUID(batch_id))
    except (NotVisible, Refused):
        return
