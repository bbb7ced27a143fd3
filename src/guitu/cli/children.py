"""Processes that a command runs beside each other, and stops together."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

from guitu.cli.steps import say
from guitu.cli.stop import Stop

PATIENCE = 8.0  # seconds between asking a process to end and killing it
LONG_ENOUGH = 60.0  # seconds after which an end is the first again
FIRST_WAIT = 0.5
LONGEST_WAIT = 30.0
DIE_WITH_PARENT = 1  # prctl's PR_SET_PDEATHSIG


class Interrupted(Exception):
    """Somebody asked us to stop: Ctrl-C, a service manager, a closed terminal."""


@contextlib.contextmanager
def interruptible() -> Iterator[None]:
    """Turns every polite signal into one exception, so that all that was begun is ended on the way out."""
    signals = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup
        signals.append(signal.SIGHUP)

    def interrupt(number: int, frame: FrameType | None) -> None:
        for name in signals:  # a second Ctrl-C must not interrupt the ending itself
            signal.signal(name, signal.SIG_IGN)
        raise Interrupted

    before = {name: signal.signal(name, interrupt) for name in signals}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def run(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """One Python process to its end; interrupted, it and all that it started are gone."""
    process = _start(arguments, environ)
    try:
        return process.wait()
    except BaseException:
        _signal_group(process, signal.SIGKILL)
        process.wait()
        raise


@dataclass
class Child:
    """How a process is started, and how often it had to be."""

    name: str
    arguments: Sequence[str]
    environ: Mapping[str, str]
    sockets: tuple[int, ...]
    process: subprocess.Popen[bytes]
    begun: float = field(default_factory=time.monotonic)
    again_at: float | None = None
    falls: int = 0

    def look(self) -> None:
        """Start it again when it has ended: at once the first time, later and later if it keeps ending."""
        now = time.monotonic()
        if self.again_at is None:
            if self.process.poll() is None:
                return
            _signal_group(self.process, signal.SIGKILL)  # its own children must not serve on without it
            self.falls = 1 if now - self.begun > LONG_ENOUGH else self.falls + 1
            wait = 0.0 if self.falls == 1 else min(FIRST_WAIT * 2 ** (self.falls - 2), LONGEST_WAIT)
            self.again_at = now + wait
            say(f"  ! {self.name} 停止了（{self.process.returncode}），{wait:.1f} 秒后重新启动 · stopped; starting again")
        if now >= self.again_at:
            self.process, self.begun, self.again_at = _start(self.arguments, self.environ, self.sockets), now, None


class Children:
    def __init__(self) -> None:
        self._running: dict[str, Child] = {}
        self._kept: list[socket.socket] = []

    def start(
        self, name: str, arguments: Sequence[str], environ: Mapping[str, str], sockets: tuple[int, ...] = ()
    ) -> None:
        self._running[name] = Child(name, arguments, environ, sockets, _start(arguments, environ, sockets))

    def keep(self, held: socket.socket) -> None:
        """A socket for children, open as long as they may be started again."""
        self._kept.append(held)

    def pid(self, name: str) -> int:
        return self._running[name].process.pid

    def watch(self, beside: Callable[[], None] = lambda: None) -> None:
        """Returns only by an exception, somebody's wish: a child that ended by itself is started again. `beside` is
        looked after at each round."""
        while True:
            beside()
            for child in self._running.values():
                child.look()
            time.sleep(0.2)

    def look(self) -> None:
        """While they are started for the first time: one that ends is a reason to stop."""
        for name, child in self._running.items():
            if child.process.poll() is not None:
                raise Stop(
                    f"{name} 意外停止（{child.process.returncode}），原因见上。",
                    f"{name} stopped by itself ({child.process.returncode}); see above.",
                )

    def stop(self) -> None:
        processes = [child.process for child in self._running.values()]
        for process in processes:
            _signal(process, signal.SIGTERM)
        until = time.monotonic() + PATIENCE
        for process in processes:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, until - time.monotonic()))
            _signal_group(process, signal.SIGKILL)  # its own children, if it left any
            process.wait()
        self._running.clear()
        for held in self._kept:
            held.close()
        self._kept.clear()

    def __enter__(self) -> Children:
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()


def _start(
    arguments: Sequence[str], environ: Mapping[str, str], sockets: tuple[int, ...] = ()
) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C in the terminal is for us, and we end the children in order.
    return subprocess.Popen(
        [sys.executable, *arguments],
        env=environ,
        start_new_session=True,
        pass_fds=sockets,
        preexec_fn=dying_with_parent,  # noqa: PLW1509 -- we have no threads
    )


def _signal(process: subprocess.Popen[bytes], number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.send_signal(number)


def _signal_group(process: subprocess.Popen[bytes], number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)


def dying_with_parent() -> None:
    """Where the kernel can: even if we are killed outright, nothing is left running."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)
