"""Photographs: of a finding alone, as it was found and put right, and of what an owner sends as proof. Made anew in a process of
its own, so that neither place nor camera is in them; sealed; kept once, never changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from guitu.kit.clock import local_day
from guitu.kit.crypto import blind, open_bytes, seal_bytes
from guitu.kit.database import row, rows, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act
from guitu.ledger.lines import Change, changed
from guitu.papers.files.commands import Sent
from guitu.papers.files.remaking import MOST_BYTES, remake
from guitu.rules.verdict import Reason
from guitu.settling.load import Loaded

DATA = "inspection_photo|data"
REPLY = ""  # of no single finding: it came with a reply
VISIT = "visit"  # the moment of what was taken before anybody signed; its record names it by its digest
MEDIA = "image/jpeg"
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph as a page names it."""

    id: UUID
    finding: str
    moment: str
    on: date


@dataclass(frozen=True, slots=True)
class Pictured:
    """A photograph that a record names: of which item, and the digest of the file; `sent`: it has come."""

    item: str
    digest: str
    sent: Sent | None = None


def digests_of(text: str) -> list[str]:
    """The digests that a record names of its files, in the order in which they were chosen, each once."""
    return list(dict.fromkeys(one for one in text.split() if _DIGEST.fullmatch(one)))


def taken(upload: bytes | None) -> Sent | None:
    """A stranger's file made anew. Refuses what is too big and what is no picture."""
    if not upload:
        return None
    if len(upload) > MOST_BYTES:
        raise Refused(Reason("file_too_big", {"limit": MOST_BYTES // 1024 // 1024}), field="file")
    made = remake(upload)
    if made.media_type != MEDIA:
        raise Refused(Reason("venues.photo_only"), field="file")
    return Sent(upload, made)


def keep_photo(act: Act, held: Loaded, finding: str, moment: str, photo: Sent) -> UUID:
    """The same picture of the same finding is kept once."""
    known, new = blind("request", f"photo|{photo.digest}"), uuid4()
    written = run(
        "INSERT INTO inspection_photo (id, county_id, scope_path, compartment, matter_id, finding, moment, digest, at, post_id, data)"
        " VALUES (%s, %s, %s, 'venues', %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (county_id, matter_id, finding, digest) DO NOTHING",
        [new, held.county_id, held.scope_path, held.id, finding, moment, known, act.at, act.actor.post_id, seal_bytes(DATA, new, photo.made.data)],
    )
    if written:
        changed(act, [Change("venue_photo", new, held.scope_path, held.id, {"finding": finding, "moment": moment}, "venues")])
        return new
    found = row("SELECT id FROM inspection_photo WHERE matter_id = %s AND finding = %s AND digest = %s", [held.id, finding, known])
    return found[0] if found else new


def photos_at(venue: UUID, finding: str) -> int:
    found = row("SELECT count(*) FROM inspection_photo WHERE matter_id = %s AND finding = %s", [venue, finding])
    return int(found[0]) if found else 0


def photos_of(venue: UUID) -> list[Photo]:
    """All of a place, the oldest first."""
    found = rows("SELECT id, finding, moment, at FROM inspection_photo WHERE matter_id = %s ORDER BY at, id", [venue])
    return [Photo(id, finding, moment, local_day(at)) for id, finding, moment, at in found]


def photos_with(venue: UUID, visit: UUID) -> dict[str, list[UUID]]:
    """What came with the record of a visit, by item."""
    sql = "SELECT finding, id FROM inspection_photo WHERE matter_id = %s AND moment = %s AND starts_with(finding, %s) ORDER BY at, id"
    came: dict[str, list[UUID]] = {}
    for finding, id in rows(sql, [venue, VISIT, f"{visit}:"]):
        came.setdefault(finding.partition(":")[2], []).append(id)
    return came


def bytes_of(venue: UUID, photo: UUID) -> bytes:
    found = row("SELECT data FROM inspection_photo WHERE id = %s AND matter_id = %s", [photo, venue])
    if found is None:
        raise NotVisible
    return open_bytes(DATA, photo, found[0])
