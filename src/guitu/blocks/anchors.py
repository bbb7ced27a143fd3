"""Anchors: signed heads of blocks in a file outside the database, a line each, and read back to prove it against.

Whoever can alter the database must not be able to alter these too: the folder belongs on another machine, or on a share that
takes additions only.
"""

from __future__ import annotations

import base64
import fcntl
import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings

from guitu.blocks.chain import Head
from guitu.grid.access import clock_actor
from guitu.kit.database import acting, rows

BEHIND, UNWRITABLE = "behind_anchor", "anchor_unwritable"
_TAIL = 65_536  # bytes: the last line is among them
_SINCE = (
    "SELECT no, first + number - 1, head, sealed_at, signature FROM blocks_block WHERE county_id = %s AND no > %s ORDER BY no"
)


class BadAnchor(Exception):
    """A line of an anchor file is no signed head of ours: its number in the file."""


def path_of(county_id: str) -> Path:
    return Path(settings.ANCHORS) / f"{county_id}.jsonl"


def catch_up(county_id: str) -> str:
    """Add what the file does not have yet; run again it adds nothing twice. Gives what stands in the way, as a code: the
    file cannot be written, or it knows more blocks than the database has."""
    try:
        path_of(county_id).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with path_of(county_id).open("a+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            return _add(file, county_id)
    except OSError:
        return UNWRITABLE


def _add(file: Any, county_id: str) -> str:
    end = file.seek(0, os.SEEK_END)
    file.seek(max(0, end - _TAIL))
    kept = file.read()
    whole = kept[: kept.rfind(b"\n") + 1]
    told = orjson.loads(whole.splitlines()[-1]) if whole else {"block": 0}
    last = int(told["block"])
    heads = heads_since(county_id, last - 1)
    if last and not (heads and heads[0].no == last and heads[0].head.hex() == told["head"]):
        return BEHIND  # nothing is added to a file that knows better
    if len(whole) < len(kept):
        file.truncate(end - len(kept) + len(whole))  # a line that was being written when the power went
    for head in heads:
        if head.no > last:
            file.write(as_line(head))
    file.flush()
    os.fsync(file.fileno())
    return ""


def heads_since(county_id: str, no: int) -> list[Head]:
    with acting(clock_actor(county_id)):
        found = rows(_SINCE, [county_id, no])
    return [Head(county_id, n, lines, bytes(head), at, bytes(signature)) for n, lines, head, at, signature in found]


def as_line(head: Head) -> bytes:
    said = {
        "county": head.county_id, "block": head.no, "lines": head.lines, "head": head.head.hex(), "at": head.at.isoformat(),
        "signature": base64.b64encode(head.signature).decode(),
    }
    return orjson.dumps(said, option=orjson.OPT_APPEND_NEWLINE)


def read(paths: Iterable[Path], county_id: str) -> Iterator[Head]:
    """The heads of a county that files keep; BadAnchor for a line that is none."""
    for path in paths:
        for number, line in enumerate(path.read_bytes().splitlines(), start=1):
            try:
                said = orjson.loads(line)
                if said["county"] != county_id:
                    continue
                at, signature = datetime.fromisoformat(said["at"]), base64.b64decode(said["signature"])
                head = Head(county_id, int(said["block"]), int(said["lines"]), bytes.fromhex(said["head"]), at, signature)
            except (ValueError, KeyError, TypeError):
                raise BadAnchor(number) from None
            if not head.is_signed:
                raise BadAnchor(number)
            yield head
