"""Photographs of an activity: made anew when they come, faces covered for good, shown once somebody said that no minor's face is seen."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID, uuid4

from guitu.kit import apart
from guitu.kit.actor import Actor
from guitu.kit.apart import Failed
from guitu.kit.crypto import open_bytes, seal_bytes
from guitu.kit.database import acting, dicts, row, run
from guitu.kit.errors import NotVisible, Refused, Stale
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.papers.files.commands import Sent
from guitu.prevention.fold import ACTIVITY, COMPARTMENT
from guitu.rules.photos import SIZES, may_add, may_cover
from guitu.rules.verdict import Reason
from guitu.settling.load import matter

DATA = "prevention_photo|data"


class Painted:
    """The photograph with one more cover, and the digest of the one that was looked at. In the fingerprint of a request it is nothing:
    a tap that comes twice is the same tap, though the photograph has changed by the first."""

    def __init__(self, was: str, data: bytes) -> None:
        self.was, self.data = was, data

    def __str__(self) -> str:
        return ""


@command
def add_photo(act: Act, *, activity_id: UUID, photo: Sent) -> Answer:
    """Put a photograph to an activity that was held. Nobody but who puts photographs in sees it until it is confirmed. Refuses what is no
    picture, and too many."""
    held = matter(act, ACTIVITY, activity_id)
    (n,) = row("SELECT count(*) FROM prevention_photo WHERE matter_id = %s", [activity_id]) or (0,)
    Refused.unless(may_add(held.course(act.on).state, int(n)), "file")
    if photo.made.media_type != "image/jpeg":
        raise Refused(Reason("photos.only_pictures"), field="file")
    new = uuid4()
    run(
        "INSERT INTO prevention_photo (id, county_id, scope_path, matter_id, added_on, data) VALUES (%s, %s, %s, %s, %s, %s)",
        [new, held.county_id, held.scope_path, held.id, act.on, seal_bytes(DATA, new, photo.made.data)],
    )
    changed(act, [Change("photo", new, held.scope_path, held.id, {"added_on": act.on}, COMPARTMENT)])
    return {"matter": str(held.id), "photo": str(new)}


@command
def cover_face(act: Act, *, photo_id: UUID, left: int, top: int, painted: Painted) -> Answer:
    """Cover a face; the photograph without the cover is kept nowhere. Refuses a place beside
    it, one that is shown; Stale where somebody else covered meanwhile."""
    found = _photo(act, photo_id)
    Refused.unless(may_cover(left, top, found["shown_on"] is not None))
    if digest_of(open_bytes(DATA, photo_id, found["data"])) != painted.was:
        raise Stale
    run("UPDATE prevention_photo SET data = %s, covers = covers + 1 WHERE id = %s", [seal_bytes(DATA, photo_id, painted.data), photo_id])
    changed(act, [Change("photo", photo_id, found["scope_path"], found["matter_id"], {"left": left, "top": top}, COMPARTMENT)])
    return {"matter": str(found["matter_id"]), "photo": str(photo_id)}


@command
def show_photo(act: Act, *, photo_id: UUID, is_seen_through: bool) -> Answer:
    """Say that one has looked and no minor's face is seen; from then on it stands with the activity. Refuses without that word."""
    found = _photo(act, photo_id)
    if not is_seen_through:
        raise Refused(Reason("photos.say_so"), field="is_seen_through")
    run("UPDATE prevention_photo SET shown_on = %s WHERE id = %s AND shown_on IS NULL", [act.on, photo_id])
    changed(act, [Change("photo", photo_id, found["scope_path"], found["matter_id"], {"shown_on": act.on}, COMPARTMENT)])
    return {"matter": str(found["matter_id"]), "photo": str(photo_id)}


@command
def take_photo_away(act: Act, *, photo_id: UUID) -> Answer:
    """Take a photograph away for good."""
    found = _photo(act, photo_id)
    run("DELETE FROM prevention_photo WHERE id = %s", [photo_id])
    changed(act, [Change("photo", photo_id, found["scope_path"], found["matter_id"], {"taken_away": True}, COMPARTMENT)])
    return {"matter": str(found["matter_id"])}


def covered(actor: Actor, *, photo_id: UUID, left: int, top: int, size: str, **what: Any) -> Answer:
    """The disc is painted before the command, in a process of its own."""
    with acting(actor):
        data = photo_of(photo_id)[0]
    Refused.unless(may_cover(left, top, is_shown=False))
    try:
        _answer, made = apart.run("guitu.prevention.photos.cover_child", {"left": left, "top": top, "size": SIZES[size]}, data)
    except Failed:
        raise Refused(Reason("file_unreadable")) from None
    return cover_face(actor, photo_id=photo_id, left=left, top=top, painted=Painted(digest_of(data), made), **what)


def photos_of(activity_id: UUID, *, all_of_them: bool) -> list[dict[str, Any]]:
    """The photographs of an activity that everybody of the office sees, or all. One query."""
    shown = "" if all_of_them else " AND shown_on IS NOT NULL"
    return dicts(f"SELECT id, added_on, shown_on, covers FROM prevention_photo WHERE matter_id = %s{shown} ORDER BY added_on, id", [activity_id])  # noqa: S608  ours


def photo_of(photo_id: UUID) -> tuple[bytes, dict[str, Any]]:
    found = dicts("SELECT matter_id, shown_on, covers, data FROM prevention_photo WHERE id = %s", [photo_id])
    if not found:
        raise NotVisible
    return open_bytes(DATA, photo_id, found[0]["data"]), found[0]


def shape(data: bytes) -> tuple[int, int]:
    """How many points across and down a photograph has that we made, read off its frame header."""
    at = 2
    while at + 9 < len(data):
        marker, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(data[at + 7 : at + 9]) or 1, int.from_bytes(data[at + 5 : at + 7]) or 1
        at += 2 + size
    return 1, 1


def digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _photo(act: Act, photo_id: UUID) -> dict[str, Any]:
    found = row("SELECT matter_id FROM prevention_photo WHERE id = %s", [photo_id])
    if found is None:
        raise NotVisible
    matter(act, ACTIVITY, found[0])
    now = dicts("SELECT matter_id, scope_path, shown_on, data FROM prevention_photo WHERE id = %s FOR UPDATE", [photo_id])
    if not now:
        raise NotVisible
    return now[0]
