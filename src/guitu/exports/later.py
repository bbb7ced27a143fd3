"""The job that makes a file, asked for inside the command that releases it: it rolls back with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from procrastinate.contrib.django import app

from guitu.ledger.commands import Act


def make_later(act: Act, export_id: UUID) -> None:
    """Told ids alone; post, account and natural person are asked again when it runs."""
    who: Any = act.actor
    found: Any = app
    found.configure_task("make_export", queue="files").defer(
        export_id=str(export_id), post_id=str(who.post_id), account_id=str(who.account_id),
        natural_person_id=str(who.natural_person_id),
    )
