"""Commands that touch data act from a post, through the same door, scope and ledger as a click."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from guitu.cli.stop import Stop
from guitu.grid import access
from guitu.kit import clock
from guitu.kit.actor import Actor
from guitu.kit.database import acting


def actor_for(post: str) -> Actor:
    """The actor of a post named by its id; Stop when there is no such held post."""
    try:
        found = access.post_named(UUID(post), clock.today())
    except ValueError:
        found = None
    if found is None:
        raise Stop("没有这个岗位，或今天无人担任。", "There is no such post, or nobody holds it today.")
    return access.actor_of(found, None)


@contextmanager
def acting_as(post: str) -> Iterator[Actor]:
    """One reading transaction as that post."""
    actor = actor_for(post)
    with acting(actor):
        yield actor
