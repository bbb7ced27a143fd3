"""Progress on the terminal: what is being done, and how long it took."""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from collections.abc import Iterator

_one_at_a_time = threading.Lock()


@contextlib.contextmanager
def step(text: str) -> Iterator[None]:
    begun = time.monotonic()
    interactive = sys.stdout.isatty()
    if interactive:
        print(f"  … {text}", end="\r", flush=True)
    try:
        yield
    except BaseException:
        say(f"  × {text}")
        raise
    say(f"  ✓ {text}  {time.monotonic() - begun:.1f} s")


def say(text: str = "") -> None:
    with _one_at_a_time:
        print(text, flush=True)
