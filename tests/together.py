"""Work done at the same time, each with a connection of its own."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread

from django.db import connections


class Together:
    """Starts work in threads; what goes wrong in one is found in `failed`, and `end` stops what repeats."""

    def __init__(self) -> None:
        self.failed: list[BaseException] = []
        self._stop = Event()
        self._threads: list[Thread] = []

    def once(self, work: Callable[[], object]) -> None:
        def run() -> None:
            try:
                work()
            except BaseException as error:
                self.failed.append(error)
            finally:
                connections["default"].close()

        thread = Thread(target=run, daemon=True)
        self._threads.append(thread)
        thread.start()

    def repeatedly(self, work: Callable[[], object]) -> None:
        def run() -> None:
            while not self._stop.is_set():
                work()

        self.once(run)

    @property
    def is_going_on(self) -> bool:
        return any(thread.is_alive() for thread in self._threads)

    def end(self) -> None:
        """Nothing failed, and everything has come to its end."""
        self._stop.set()
        for thread in self._threads:
            thread.join(10)
        assert self.failed == []
        assert not self.is_going_on
