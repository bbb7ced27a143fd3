"""The key ring: a file outside the database, read once and again when it changes. Keys are added and taken out of use here.

Another process sees a key that was added within a second, and at once where it meets a value sealed under it.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_VERSION, _AES_GCM = 1, 1
HEAD = 6  # bytes that sealed values begin with
INDEXES = ("id_number", "phone", "name", "request", "line", "block", "signing")
_LOOKED_AT_EVERY = 1.0  # seconds


def head_of(key: int) -> bytes:
    """What sealed bytes begin with."""
    return bytes((_VERSION, _AES_GCM)) + key.to_bytes(4, "big")


class Ring:
    """Data keys by id, the one that seals now, and the keys of the blind indexes."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.active = int(document["active"])
        self.ciphers = {int(k): AESGCM(base64.b64decode(v)) for k, v in document["keys"].items()}
        self.by_head = {head_of(key): cipher for key, cipher in self.ciphers.items()}
        self.indexes = {name: base64.b64decode(v) for name, v in document["indexes"].items()}
        # since when a key seals nothing new; ISO, because the file is read by people too
        self.left_at = {int(k): datetime.fromisoformat(v) for k, v in document.get("left_at", {}).items()}


def make_ring(path: Path) -> bool:
    """Make a new ring if there is none; readable by its owner only. Says whether it was made."""
    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    document = {
        "about": "Guitu key ring. Without it the personal data in the database cannot be read. Keep a copy apart.",
        "active": 1,
        "keys": {"1": _new_key()},
        "indexes": {name: _new_key() for name in INDEXES},
    }
    draft = _written_beside(path, document)
    try:
        os.link(draft, path)  # whole or not at all, and never over another process's ring
    except FileExistsError:
        return False
    finally:
        draft.unlink()
    return True


def _new_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def complete_ring(path: Path) -> bool:
    """Give a ring of an older release the keys it has not: those by which lines and blocks are proved. Says whether it did."""
    with _changing(path) as document:
        missing = [name for name in INDEXES if name not in document["indexes"]]
        document["indexes"] |= {name: _new_key() for name in missing}
    return bool(missing)


def add_key(path: Path, at: datetime) -> int:
    """A new data key, by which everything is sealed from now on; the others still open what they sealed."""
    with _changing(path) as document:
        document.setdefault("left_at", {})[str(document["active"])] = at.isoformat()
        document["active"] = max(map(int, document["keys"])) + 1
        document["keys"][str(document["active"])] = _new_key()
    return int(document["active"])


def drop_keys(path: Path, keys: Iterable[int]) -> None:
    """Keys under which nothing lies any more are gone for good; never the one that seals."""
    with _changing(path) as document:
        for key in keys:
            if key != document["active"]:
                del document["keys"][str(key)]
                document.get("left_at", {}).pop(str(key), None)


@contextmanager
def _changing(path: Path) -> Iterator[dict[str, Any]]:
    """The ring's document, one process at a time; written whole, and only if it was changed."""
    with path.with_name(f"{path.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        before = path.read_text()
        document = json.loads(before)
        yield document
        if document != json.loads(before):
            os.replace(_written_beside(path, document), path)
            _kept.clear()


def _written_beside(path: Path, document: dict[str, Any]) -> Path:
    """A whole ring on disk beside its place, for its owner only."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(document, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    return draft


_Kept = tuple[float, tuple[int, int], Ring]  # when the file was looked at last, which it was, what it said
_kept: dict[Path, _Kept] = {}


def ring(*, now: bool = False) -> Ring:
    """The ring of this process. `now`: whatever was said a moment ago, look at the file."""
    path = settings.KEYS
    kept = _kept.get(path)
    clock = time.monotonic()
    if kept is not None and clock - kept[0] < _LOOKED_AT_EVERY and not now:
        return kept[2]
    try:
        state = path.stat()
    except FileNotFoundError:
        if kept is None:
            raise
        return kept[2]  # gone or being exchanged: what is known goes on, the health page says that it is missing
    which = (state.st_mtime_ns, state.st_ino)
    found = kept[2] if kept is not None and kept[1] == which else Ring(json.loads(path.read_text()))
    _kept[path] = (clock, which, found)
    return found
