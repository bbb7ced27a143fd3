"""No test may hang: each has its seconds, and says where it stood when they were over."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SECONDS = float(os.environ.get("GUITU_TEST_SECONDS", "300"))  # the demo built on a busy machine takes a hundred
GRACE = 30.0  # for a test that is deep in C and does not hear the alarm: then the worker ends


class TookTooLong(BaseException):
    """The test was stopped. Not an Exception: code under test must not swallow it."""


@contextmanager
def limited(seconds: float = SECONDS) -> Iterator[None]:
    """What happens inside ends within the seconds, else by TookTooLong with every thread's place on stderr."""

    def over(number: int, frame: FrameType | None) -> None:
        faulthandler.dump_traceback(sys.__stderr__ or sys.stderr)
        raise TookTooLong(f"more than {seconds:g} seconds")

    before = signal.signal(signal.SIGALRM, over)
    faulthandler.dump_traceback_later(seconds + GRACE, exit=True, file=sys.__stderr__ or sys.stderr)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        faulthandler.cancel_dump_traceback_later()
        signal.signal(signal.SIGALRM, before)
