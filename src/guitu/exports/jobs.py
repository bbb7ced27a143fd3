"""Making the file of an export in the background, as the person and the post that asked; their rights are asked again.

In the queue of files, whose worker runs where the web runs: the file lies there.
"""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from guitu.exports import files, making
from guitu.exports.columns import chosen
from guitu.exports.commands import finish_export
from guitu.exports.models import Export
from guitu.exports.telling import mark
from guitu.grid import access
from guitu.kit import clock
from guitu.kit.actor import Actor
from guitu.kit.database import acting
from guitu.kit.queue import RETRY


@app.task(name="make_export", queue="files", retry=RETRY)
def make_export(export_id: str, post_id: str, account_id: str, natural_person_id: str) -> None:
    """Make the file that was asked for. Nothing for somebody who is not at the post any more: the export lapses.
    Run again it makes what is not made yet, and what is made it leaves."""
    actor, at = _asker(UUID(post_id), UUID(account_id), UUID(natural_person_id)), clock.now()
    if actor is None:
        return
    with acting(actor):
        export = Export.objects.filter(pk=UUID(export_id), made_at=None).exclude(released_at=None).first()
        if export is None:
            return
        columns = chosen(actor, export.columns)
        people = making.still_seen(export.people, columns) if columns else []
        line = mark(actor, export, len(people), at)
        made = making.file_of(actor, people, columns, export.format, line, clock.today()) if people else b""
    part = files.keep(export.pk, made, at)
    try:
        finish_export(
            actor, at=at, door="job", export_id=export.pk, people=people, columns=[one.code for one in columns], part=str(part)
        )
    finally:
        files.forget(part)  # where it did not become the file


def _asker(post_id: UUID, account_id: UUID, natural_person_id: UUID) -> Actor | None:
    """Whoever asked, as of today: the account is in use and holds the post, it is the same person's, and the post may."""
    held = access.held_by(post_id, account_id, clock.today())
    actor = access.actor_of(held, account_id) if held else None
    same = actor is not None and actor.natural_person_id == natural_person_id
    return actor if actor is not None and same and "finish_export" in actor.may else None
