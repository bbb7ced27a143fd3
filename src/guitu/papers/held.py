"""A paper as it was issued, read again: its place, its template, its values, and the pages made of them once more."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

import orjson

from guitu.kit.crypto import Unreadable, open_sealed
from guitu.kit.database import row
from guitu.kit.errors import NotVisible, Refused
from guitu.papers import pdf, templates, word
from guitu.papers.issuing import VALUES
from guitu.papers.kinds import Kind, kinds_of
from guitu.papers.sources import Source, source_of
from guitu.rules.verdict import Reason

Way = Literal["pdf", "word"]
MEDIA = {
    "pdf": "application/pdf",
    "word": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_PAPER = (
    "SELECT p.id, p.county_id, p.matter_id, p.scope_path, p.compartment, p.kind, p.about, p.template_id, p.issued_on,"
    " p.issued_at, p.values, p.digest, p.word_digest, p.served_on, p.ended_on, p.post_id FROM papers_paper p"
    " JOIN matters_matter m ON m.id = p.matter_id WHERE p.id = %s AND m.sealed_at IS NULL"
)


@dataclass(frozen=True, slots=True)
class Held:
    """One paper on file, as row security shows it to who acts."""

    id: UUID
    county_id: str
    matter_id: UUID
    scope_path: str
    compartment: str
    kind: str
    about: str
    template_id: UUID
    issued_on: date
    issued_at: datetime
    sealed: bytes
    digest: str
    word_digest: str
    served_on: date | None
    ended_on: date | None
    post_id: UUID

    @property
    def values(self) -> dict[str, str]:
        """Every field as it was printed. A paper whose values cannot be read is not printed by halves."""
        try:
            return dict(orjson.loads(open_sealed(VALUES, self.id, self.sealed) or "{}"))
        except Unreadable:
            raise Refused(Reason("paper_unreadable")) from None

    @property
    def source(self) -> Source:
        return source_of(self.compartment)

    @property
    def of_kind(self) -> Kind | None:
        """As the pack words it today; None where it has none of that name any more."""
        return kinds_of(self.scope_path).get(self.kind)


def held(paper_id: UUID, *, lock: bool = False) -> Held:
    """The paper, or NotVisible. `lock`: for a command that changes it."""
    found = row(_PAPER + (" FOR UPDATE OF p" if lock else ""), [paper_id])
    if found is None:
        raise NotVisible
    return Held(*found)


def made_again(paper: Held, way: Way) -> bytes:
    """The pages of a paper, from the words and the values it was issued with."""
    kept, values = templates.kept(paper.template_id), paper.values
    if way == "word":
        return word.render(kept.word, kept.title, kept.body, values, paper.issued_at)
    if not kept.has_pdf:
        raise Refused(Reason("paper_is_word_only"))
    letter = pdf.letter(kept.title, values["文号"], kept.body, values)
    return pdf.render(kept.layout, [letter], paper.issued_at)


def digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
