"""A file that was sent, until it is read: in a private folder, under a name that says nothing, for nobody else."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from guitu.kit.workbooks import LIMITS, WorkbookRefused
from guitu.kit.workbooks.limits import MEGABYTE
from guitu.rules.texts import tidied

SUFFIX = ".roster"


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file on the disk with its digest, not yet anybody's batch."""

    path: Path
    digest: bytes
    file_name: str
    within: str

    def become(self, batch_id: UUID) -> None:
        """It waits for its reader under the name of its batch; on the disk before the row that speaks of it is."""
        self.path.rename(place(batch_id))
        folder = os.open(settings.UPLOADS, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def place(batch_id: UUID) -> Path:
    return Path(settings.UPLOADS) / f"{batch_id}{SUFFIX}"


def keep(file: UploadedFile, within: str) -> Arrived:
    """Write down what was sent. Refuses by its size what is empty or too large: nobody has to open it for that."""
    size = file.size or 0
    if not size:
        raise WorkbookRefused("workbook_empty")
    if size > LIMITS.file_bytes:
        raise WorkbookRefused("workbook_too_big", megabytes=-(-size // MEGABYTE), limit=LIMITS.file_bytes // MEGABYTE)
    path = Path(settings.UPLOADS) / f"{uuid4()}.part"
    digest = hashlib.sha256()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as held:
        for chunk in file.chunks():
            digest.update(chunk)
            held.write(chunk)
        held.flush()
        os.fsync(held.fileno())
    return Arrived(path, digest.digest(), tidied(Path(file.name or "").name).text, within)


def forget(batch_id: UUID) -> None:
    place(batch_id).unlink(missing_ok=True)
