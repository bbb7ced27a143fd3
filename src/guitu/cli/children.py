"""Processes that a command runs beside each other, and stops together."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from types import FrameType

from guitu.cli.stop import Stop

PATIENCE = 8.0  # seconds between asking a process to end and killing it
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


class Children:
    def __init__(self) -> None:
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, arguments: Sequence[str], environ: Mapping[str, str]) -> None:
        self._running[name] = _start(arguments, environ)

    def pid(self, name: str) -> int:
        return self._running[name].pid

    def watch(self) -> None:
        """Returns only by an exception: somebody's wish, or a child that ended by itself."""
        while True:
            self.look()
            time.sleep(0.2)

    def look(self) -> None:
        for name, process in self._running.items():
            if process.poll() is not None:
                raise Stop(
                    f"{name} 意外停止（{process.returncode}），原因见上。",
                    f"{name} stopped by itself ({process.returncode}); see above.",
                )

    def stop(self) -> None:
        for process in self._running.values():
            _signal(process, signal.SIGTERM)
        until = time.monotonic() + PATIENCE
        for process in self._running.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, until - time.monotonic()))
            _signal_group(process, signal.SIGKILL)  # its own children, if it left any
            process.wait()
        self._running.clear()

    def __enter__(self) -> Children:
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()


def _start(arguments: Sequence[str], environ: Mapping[str, str]) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C in the terminal is for us, and we end the children in order.
    return subprocess.Popen(
        [sys.executable, *arguments],
        env=environ,
        start_new_session=True,
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
