"""Whether the clock of calls goes: it comes by the minute, and a minute without it is a step that nobody took."""

from __future__ import annotations

from datetime import datetime, timedelta

from guitu.kit.queue import last_begun
from guitu.response.declares import CLOCK

LONGEST = timedelta(seconds=75)  # since it came last: fifteen seconds after the first minute without it


def alarm(now: datetime) -> str:
    """The line of `/readyz`. A house whose clock never came has no worker yet, which the health page says."""
    last = last_begun(CLOCK)
    return f"calls: the clock stands since {last:%H:%M:%S} UTC" if last is not None and now - last > LONGEST else ""
