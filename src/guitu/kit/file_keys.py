"""A key of its own for each sealed file: 32 random bytes in a file of its own outside the database, sealed by the ring.

Neither a dump of the database nor the folder of keys opens anything alone, and when a key is destroyed every copy of
what it sealed is lost, those in backups of the database too. The folder is backed up apart from the database and no
longer than a month, or what was destroyed comes back with it (ADR 0055).
"""

from __future__ import annotations

import fcntl
import os
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from guitu.kit.crypto import Unreadable, open_bytes, seal_bytes
from guitu.kit.ring import HEAD

_PLACE = "file_keys|key"


def make_key(file_id: UUID) -> None:
    """Make the key of a new sealed file. It lies on the disk before the row that it seals is committed."""
    key = AESGCM.generate_key(256)
    handle = os.open(_where(file_id), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(seal_bytes(_PLACE, file_id, key))
        file.flush()
        os.fsync(file.fileno())
    _fsync_folder()


def seal_under(file_id: UUID, data: bytes) -> bytes:
    """Seal a document under the key of its file, pressed first."""
    nonce = os.urandom(12)
    return nonce + AESGCM(_key(file_id)).encrypt(nonce, zlib.compress(data, 6), str(file_id).encode())


def open_under(file_id: UUID, sealed: bytes) -> bytes:
    """Open it again; Unreadable when the key was destroyed or the bytes are not those of this file."""
    try:
        return zlib.decompress(AESGCM(_key(file_id)).decrypt(sealed[:12], sealed[12:], str(file_id).encode()))
    except InvalidTag:
        raise Unreadable(_PLACE) from None


def destroy_key(file_id: UUID) -> None:
    """Overwrite the key and remove it; safe to run twice."""
    place = _where(file_id)
    with _alone():
        if not place.exists():
            return
        with place.open("r+b") as file:
            file.write(os.urandom(place.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        place.unlink()
        _fsync_folder()


def under(heads: Collection[bytes]) -> list[UUID]:
    """The files whose keys lie under one of these keys of the ring, by what sealed values begin with."""
    found = sorted(settings.FILE_KEYS.glob("*.key"))
    return [UUID(place.stem) for place in found if place.read_bytes()[:HEAD] in heads]


def wrap_again(file_id: UUID) -> None:
    """Seal the key of a file anew under the ring's active key; nothing, if it was destroyed meanwhile."""
    with _alone():
        try:
            key = _key(file_id)
        except Unreadable:
            return
        draft = _where(file_id).with_suffix(".new")
        handle = os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(seal_bytes(_PLACE, file_id, key))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(_where(file_id))
        _fsync_folder()


@contextmanager
def _alone() -> Iterator[None]:
    """One hand at a time: a key that is destroyed is not put back by who was sealing it anew."""
    with (settings.FILE_KEYS / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _key(file_id: UUID) -> bytes:
    try:
        return open_bytes(_PLACE, file_id, _where(file_id).read_bytes())
    except FileNotFoundError:
        raise Unreadable(_PLACE) from None


def _where(file_id: UUID) -> Path:
    folder: Path = settings.FILE_KEYS
    return folder / f"{file_id}.key"


def _fsync_folder() -> None:
    handle = os.open(settings.FILE_KEYS, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
