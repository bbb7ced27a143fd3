"""Large imports in the background, as the post that asked for them; rights are looked at again."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from procrastinate.contrib.django import app

from guitu.casework.rosters import running
from guitu.grid import access
from guitu.kit import clock
from guitu.kit.actor import Actor


@app.task(name="commit_roster", queue="import", retry=3)
def commit_roster(post_id: str, account_id: str | None, batch_id: str) -> None:
    """Take in what waits. Not for a post that nobody holds any more."""
    if actor := _actor(post_id, account_id):
        running.resume_batch(actor, UUID(batch_id), at=clock.now(), door="job")


@app.task(name="undo_roster", queue="import", retry=3)
def undo_roster(post_id: str, account_id: str | None, batch_id: str) -> None:
    if actor := _actor(post_id, account_id):
        running.undo_batch(actor, UUID(batch_id), at=clock.now(), door="job")


def commit_later(actor: Actor, batch_id: UUID) -> None:
    cast("Any", commit_roster).defer(**_whose(actor, batch_id))


def undo_later(actor: Actor, batch_id: UUID) -> None:
    cast("Any", undo_roster).defer(**_whose(actor, batch_id))


def _whose(actor: Actor, batch_id: UUID) -> dict[str, str | None]:
    account = str(actor.account_id) if actor.account_id else None
    return {"post_id": str(actor.post_id), "account_id": account, "batch_id": str(batch_id)}


def _actor(post_id: str, account_id: str | None) -> Actor | None:
    post = access.post_named(UUID(post_id), clock.today())
    return access.actor_of(post, UUID(account_id) if account_id else None) if post else None
