"""Which template a kind of paper is printed from: the office's own where one is in use, else the pack's."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from guitu.kit.crypto import open_bytes
from guitu.kit.database import row, run
from guitu.ledger.commands import Act
from guitu.papers.kinds import Kind, file_of, version_of
from guitu.papers.pdf import LAYOUT

WORD = "papers_template|word"


@dataclass(frozen=True, slots=True)
class Kept:
    """A template as it was kept with the papers printed from it."""

    id: UUID
    title: str
    body: str
    layout: str
    word: bytes | None  # the office's own; None: built from the body

    @property
    def has_pdf(self) -> bool:
        """An office's own Word template says other words than the pack's text: of it only Word is printed."""
        return self.word is None


_COLUMNS = "id, title, body, layout, word"


def for_printing(act: Act, kind: Kind) -> Kept:
    """The template to issue a paper of this kind with, kept if it was not yet."""
    own = row(
        f"SELECT {_COLUMNS} FROM papers_template WHERE county_id = %s AND kind = %s"  # noqa: S608  names are ours
        " AND used_from IS NOT NULL AND used_until IS NULL",
        [act.actor.county_id, kind.code],
    )
    return _kept(own) if own else _of_pack(act, kind)


def _of_pack(act: Act, kind: Kind) -> Kept:
    layout = file_of(kind.pack, LAYOUT).read_text(encoding="utf-8")
    digest = version_of(kind, layout, b"")
    key = [act.actor.county_id, kind.code, digest]
    run(
        "INSERT INTO papers_template (id, county_id, kind, digest, origin, title, body, layout, at)"
        " VALUES (%s, %s, %s, %s, 'pack', %s, %s, %s, %s) ON CONFLICT (county_id, kind, digest) DO NOTHING",
        [uuid4(), *key, kind.title, kind.body, layout, act.at],
    )
    found = row(
        f"SELECT {_COLUMNS} FROM papers_template WHERE county_id = %s AND kind = %s AND digest = %s",  # noqa: S608
        key,
    )
    assert found is not None
    return _kept(found)


def kept(template_id: UUID) -> Kept:
    """The template of a paper that was issued."""
    found = row(f"SELECT {_COLUMNS} FROM papers_template WHERE id = %s", [template_id])  # noqa: S608  names are ours
    assert found is not None
    return _kept(found)


def _kept(found: tuple[object, ...]) -> Kept:
    id, title, body, layout, word = found
    opened = open_bytes(WORD, id, word) if isinstance(id, UUID) and isinstance(word, bytes | memoryview) else None
    return Kept(id, str(title), str(body), str(layout), opened)  # type: ignore[arg-type]
