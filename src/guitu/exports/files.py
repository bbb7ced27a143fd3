"""The file of an export: sealed to its row, in a private folder, under a name that says nothing; gone after a day."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings

from guitu.kit.crypto import Unreadable, open_bytes, seal_bytes
from guitu.rules.exports import LIES

_PLACE, _SUFFIX = "exports_export|file", ".export"


def place(export_id: UUID) -> Path:
    return Path(settings.EXPORTS) / f"{export_id}{_SUFFIX}"


def keep(export_id: UUID, content: bytes, at: datetime) -> Path:
    """Write it down sealed, not yet under the name by which it is fetched."""
    path = Path(settings.EXPORTS) / f"{uuid4()}.part"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as held:
        held.write(seal_bytes(_PLACE, export_id, content))
        held.flush()
        os.fsync(held.fileno())
    os.utime(path, (at.timestamp(), at.timestamp()))  # it lies from the moment that its row says
    return path


def become(part: Path, export_id: UUID) -> None:
    """From now on it can be fetched; on the disk before the row that says so is."""
    part.rename(place(export_id))
    folder = os.open(settings.EXPORTS, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def content(export_id: UUID) -> bytes | None:
    """What is in it; None where it is gone or was touched."""
    try:
        return open_bytes(_PLACE, export_id, place(export_id).read_bytes())
    except (FileNotFoundError, Unreadable):
        return None


def forget(path: Path) -> None:
    path.unlink(missing_ok=True)


def sweep(at: datetime) -> int:
    """Delete whatever has lain its time, finished or not. Gives how many."""
    gone = 0
    for path in Path(settings.EXPORTS).iterdir():
        with suppress(FileNotFoundError):  # fetched at this moment
            if datetime.fromtimestamp(path.stat().st_mtime, UTC) + LIES <= at:
                path.unlink()
                gone += 1
    return gone
