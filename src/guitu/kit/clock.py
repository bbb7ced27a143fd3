"""The only clock. Only doors read it; everything below is told `at`."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.utils import timezone

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """This moment, in UTC. A frozen clock is honoured in tests and in a demo only."""
    frozen = os.environ.get("GUITU_NOW")
    if frozen and _may_stand_still():
        moment = datetime.fromisoformat(frozen)
        return (moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)).astimezone(UTC)
    return timezone.now()


def _may_stand_still() -> bool:
    """A variable left in a shell is not enough: the database is a demo by its own mark, or one of the tests by name."""
    if settings.DEMO:
        return True
    return os.environ.get("GUITU_TESTING") == "1" and str(connection.settings_dict["NAME"]).startswith("test_")


def wall() -> datetime:
    """The machine's own time, never frozen: Django writes the end of a session by it."""
    return timezone.now()


def today() -> date:
    """This day in China."""
    return local_day(now())


def local_time(at: datetime) -> str:
    """The time of day in China: 14:30."""
    return at.astimezone(SHANGHAI).strftime("%H:%M")


def local_day(at: datetime) -> date:
    return at.astimezone(SHANGHAI).date()
