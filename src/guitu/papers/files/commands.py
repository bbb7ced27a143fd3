"""Files of a matter: a scan of a paper, or what fills an item of its paper file. Kept once, encrypted, never changed."""

from __future__ import annotations

import hashlib
from uuid import UUID, uuid4

from guitu.kit.crypto import blind, open_bytes, seal_bytes
from guitu.kit.database import row, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.papers.files.remaking import Remade
from guitu.papers.held import held
from guitu.papers.queries import items_of
from guitu.papers.sources import Place, place_of
from guitu.people import access
from guitu.rules.verdict import Reason

DATA = "papers_content|data"


class Sent:
    """A file as it was sent and made anew. In the fingerprint of a request it is its digest alone."""

    def __init__(self, sent: bytes, made: Remade) -> None:
        self.digest = hashlib.sha256(sent).hexdigest()
        self.made = made

    def __str__(self) -> str:
        return self.digest


@command
def attach_file(act: Act, *, matter_id: UUID, file: Sent, paper_id: UUID | None = None, item: str = "") -> Answer:
    """Put a scan or a photograph into the file of a matter: of a paper, or for an item of the checklist.

    The same content sent again is the same file. Refuses an item that the place does not have.
    """
    place = place_of(matter_id)
    if not act.actor.lo <= place.scope_path < act.actor.hi:
        raise NotVisible
    if paper_id is not None:
        if held(paper_id).matter_id != matter_id:
            raise NotVisible
    elif item not in {one.code for one in items_of(place.scope_path)}:
        raise Refused(Reason("item_unknown"))
    known = blind("request", f"file|{file.digest}")
    new = _write(act, place, file, known, (paper_id, item))
    if new is None:
        found = row(
            "SELECT id FROM papers_file WHERE matter_id = %s AND digest = %s AND item = %s AND paper_id IS NOT DISTINCT FROM %s",
            [matter_id, known, item, paper_id],
        )
        return {"file": str(found[0]) if found else "", "again": True}
    detail = {"media": file.made.media_type, "pages": file.made.pages, "item": item, "paper": str(paper_id or "")}
    changed(act, [Change("file", new, place.scope_path, matter_id, detail, place.compartment)])
    return {"file": str(new), "again": False}


def _write(act: Act, place: Place, file: Sent, known: bytes, of: tuple[UUID | None, str]) -> UUID | None:
    """The file with its bytes; None where the same is there already."""
    new, made = uuid4(), file.made
    written = run(
        "INSERT INTO papers_file (id, county_id, matter_id, scope_path, compartment, paper_id, item, digest, media_type,"
        " size, pages, post_id, at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
        " ON CONFLICT (county_id, matter_id, paper_id, item, digest) DO NOTHING",
        [new, place.county_id, place.id, place.scope_path, place.compartment, *of, known, made.media_type,
         len(made.data), made.pages, act.actor.post_id, act.at],
    )
    if not written:
        return None
    run(
        "INSERT INTO papers_content (id, county_id, matter_id, scope_path, compartment, data) VALUES (%s, %s, %s, %s, %s, %s)",
        [new, place.county_id, place.id, place.scope_path, place.compartment, seal_bytes(DATA, new, made.data)],
    )
    return new


@command
def take_file(act: Act, *, file_id: UUID) -> Answer:
    """Take a file of a matter away as a download; each time is a line of who did.

    Refuses whoever may not see the matter, and reads nothing of a file whose key is lost.
    """
    found = row(
        "SELECT f.matter_id, f.scope_path, f.compartment, f.media_type, c.data FROM papers_file f JOIN papers_content c ON c.id = f.id"
        " JOIN matters_matter m ON m.id = f.matter_id WHERE f.id = %s AND m.sealed_at IS NULL",
        [file_id],
    )
    if found is None:
        raise NotVisible
    matter, path, compartment, media_type, data = found
    act.beside = open_bytes(DATA, file_id, data)
    access.note(act.actor, matter, path, "export", "IDENT", act.at, request_id=act.request_id[:64], detail={"file": str(file_id)})
    changed(act, [Change("file", file_id, path, matter, {"taken": media_type}, compartment)])
    return {"file": str(file_id), "media": media_type}
