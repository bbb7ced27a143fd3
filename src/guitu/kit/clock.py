"""The only clock. Only doors read it; everything below is told `at`."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """This moment, in UTC. A frozen clock is honoured in tests and in a demo only."""
    frozen = os.environ.get("GUITU_NOW")
    if frozen and (os.environ.get("GUITU_TESTING") == "1" or settings.DEMO):
        moment = datetime.fromisoformat(frozen)
        return (moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)).astimezone(UTC)
    return timezone.now()


def wall() -> datetime:
    """The machine's own time, never frozen: Django writes the end of a session by it."""
    return timezone.now()


def today() -> date:
    """This day in China."""
    return local_day(now())


def local_day(at: datetime) -> date:
    return at.astimezone(SHANGHAI).date()
