"""Runs one piece of work on a stranger's bytes in a process of its own: little memory, little time, no network use.

The parent gives an order and the bytes, and gets an order's answer and bytes back; it opens nothing of the file itself.
A child that dies, is too slow or says too much is a refusal, never a fault of the page.
"""

from __future__ import annotations

import os
import resource
import signal
import struct
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

import guitu
from guitu.kit.workbooks.turns import turn

MEGABYTE = 1024 * 1024
HEAD = struct.Struct(">II")
Handle = Callable[[dict[str, Any], bytes], tuple[dict[str, Any], bytes]]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one piece of work may take."""

    memory_bytes: int = 600 * MEGABYTE
    cpu_seconds: int = 15
    wall_seconds: int = 30
    answer_bytes: int = 64 * MEGABYTE
    turn_seconds: int = 60
    opens_files: bool = False  # a renderer that reads its fonts; it still writes none


BOUNDS = Bounds()


class Failed(Exception):
    """The child gave no answer: it ran into one of its bounds, or broke."""


def run(module: str, order: dict[str, Any], data: bytes = b"", bounds: Bounds = BOUNDS) -> tuple[dict[str, Any], bytes]:
    """The answer of `module` to an order about these bytes. At most two such children run at once on the machine."""
    with turn(bounds.turn_seconds):
        process = subprocess.Popen(
            [sys.executable, "-P", "-s", "-m", module],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,  # a parser's complaint may quote the file
            cwd="/", start_new_session=True, close_fds=True,
            env={"PYTHONPATH": str(Path(guitu.__path__[0]).parent), "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"},
        )
        said = _talk(process, _framed({"order": order, "bounds": _plain(bounds)}, data), bounds.wall_seconds)
    if len(said) < HEAD.size or len(said) > bounds.answer_bytes:
        raise Failed(module)
    answer, rest = _unframed(said)
    return answer, rest


def _talk(process: subprocess.Popen[bytes], told: bytes, seconds: int) -> bytes:
    try:
        said, _ = process.communicate(told, timeout=seconds)
        return said
    except subprocess.TimeoutExpired:
        return b""
    finally:
        if process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()


def serve(handle: Handle, ready: Callable[[bytes], None]) -> int:
    """The child's side: `ready` loads whatever comes from files, then the doors are shut and the work begins."""
    order, data = _unframed(sys.stdin.buffer.read())
    bounds = Bounds(**order["bounds"])
    ready(data)
    _confine(bounds)
    answer, rest = handle(order["order"], data)
    sys.stdout.buffer.write(_framed(answer, rest))
    sys.stdout.buffer.flush()
    return 0


def _confine(bounds: Bounds) -> None:
    """From here on this process writes no file and opens no socket to anywhere; room and time are counted."""
    if sys.platform != "darwin":  # which knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (bounds.memory_bytes, bounds.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (bounds.cpu_seconds, bounds.cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if not bounds.opens_files:
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _plain(bounds: Bounds) -> dict[str, Any]:
    return {name: getattr(bounds, name) for name in Bounds.__slots__}


def _framed(head: dict[str, Any], data: bytes) -> bytes:
    text = orjson.dumps(head)
    return HEAD.pack(len(text), len(data)) + text + data


def _unframed(said: bytes) -> tuple[dict[str, Any], bytes]:
    length, rest = HEAD.unpack_from(said)
    start = HEAD.size + length
    if len(said) != start + rest:
        raise Failed("cut off")
    return orjson.loads(said[HEAD.size : start]), said[start:]

