"""Sending, by the minute, in a queue of its own: a mail server that is slow keeps nothing else waiting."""

from __future__ import annotations

from procrastinate.contrib.django import app

from guitu.kit import clock
from guitu.kit.queue import RETRY
from guitu.notices.outbox import send_due


@app.task(name="send_notices", queue="send", retry=RETRY)
def send_notices(county_id: str) -> None:
    """Whatever of a county may leave now. Run again, or twice at once, each message is one worker's."""
    send_due(county_id, clock.now)
